#include "builtins.h"

#include "builtin_functions.h"
#include "cursor.h"
#include "nodes_of_value.h"

#include <algorithm>

namespace banxing::feel {
namespace {

struct Row {
    std::string_view name,
        parameters; // "string:s, length:n?": ? may be left out, ! only by name, * many or one list,
                    // + the rest
    BuiltinFunction function;
    TypeKind result;
};

using enum TypeKind;

constexpr Row rows[] = {
    {"abs", "n:q", number_abs, any},
    {"after", "point1:p, point2:p", range_after, boolean},
    {"after", "point:p, range:r", range_after, boolean},
    {"after", "range:r, point:p", range_after, boolean},
    {"after", "range1:r, range2:r", range_after, boolean},
    {"all", "list:l*", list_all, boolean},
    {"any", "list:l*", list_any, boolean},
    {"append", "list:l, item:a+", list_append, list},
    {"before", "point1:p, point2:p", range_before, boolean},
    {"before", "point:p, range:r", range_before, boolean},
    {"before", "range:r, point:p", range_before, boolean},
    {"before", "range1:r, range2:r", range_before, boolean},
    {"ceiling", "n:n, scale:n?", number_ceiling, number},
    {"coincides", "point1:p, point2:p", range_coincides, boolean},
    {"coincides", "range1:r, range2:r", range_coincides, boolean},
    {"concatenate", "list:l+", list_concatenate, list},
    {"contains", "string:s, match:s", text_contains, boolean},
    {"context", "entries:l", context_make, context},
    {"context merge", "contexts:l", context_merge, context},
    {"context put", "context:c, keys:l, value:a", context_put, context},
    {"context put", "context:c, key:s, value:a", context_put, context},
    {"count", "list:l", list_count, number},
    {"date", "from:a", date_from, date},
    {"date", "year:n, month:n, day:n", date_of, date},
    {"date and time", "from:a", date_time_from, date_time},
    {"date and time", "date:e, time:t", date_time_of, date_time},
    {"date and time", "date:e, timezone:s", date_time_zoned, date_time},
    {"day of week", "date:e", day_of_week, string},
    {"day of year", "date:e", day_of_year_number, number},
    {"decimal", "n:n, scale:n", number_decimal, number},
    {"distinct values", "list:l", list_distinct, list},
    {"duration", "from:s", duration_from, any},
    {"during", "point:p, range:r", range_during, boolean},
    {"during", "range1:r, range2:r", range_during, boolean},
    {"ends with", "string:s, match:s", text_ends, boolean},
    {"even", "number:n", number_even, boolean},
    {"exp", "number:n", number_exp, number},
    {"finished by", "range:r, point:p", range_finished_by, boolean},
    {"finished by", "range1:r, range2:r", range_finished_by, boolean},
    {"finishes", "point:p, range:r", range_finishes, boolean},
    {"finishes", "range1:r, range2:r", range_finishes, boolean},
    {"flatten", "list:l", list_flatten, list},
    {"floor", "n:n, scale:n?", number_floor, number},
    {"get entries", "m:c", context_entries, list},
    {"get value", "m:c, key:s", context_get, any},
    {"get value", "context:c, keys:l", context_get, any},
    {"includes", "range:r, point:p", range_includes, boolean},
    {"includes", "range1:r, range2:r", range_includes, boolean},
    {"index of", "list:l, match:a", list_index_of, list},
    {"insert before", "list:l, position:n, newItem:a", list_insert, list},
    {"is", "value1:a!, value2:a!", same, boolean},
    {"list contains", "list:l, element:a", list_contains, boolean},
    {"list replace", "list:l, position:n, newItem:a", list_replace_at, list},
    {"list replace", "list:l, match:f, newItem:a", list_replace_where, list},
    {"log", "number:n", number_log, number},
    {"lower case", "string:s", text_lower, string},
    {"matches", "input:s, pattern:s, flags:a?", text_matches, boolean},
    {"max", "list:l*", list_max, any},
    {"mean", "list:l*", list_mean, number},
    {"median", "list:l*", list_median, number},
    {"meets", "range1:r, range2:r", range_meets, boolean},
    {"met by", "range1:r, range2:r", range_met_by, boolean},
    {"min", "list:l*", list_min, any},
    {"mode", "list:l*", list_mode, list},
    {"modulo", "dividend:n, divisor:n", number_modulo, number},
    {"month of year", "date:e", month_of_year, string},
    {"not", "negand:a", boolean_not, boolean},
    {"now", "", nothing, date_time},
    {"number", "from:s, grouping separator:a, decimal separator:a", number_from, number},
    {"number", "from:s", number_from, number},
    {"odd", "number:n", number_odd, boolean},
    {"overlaps", "range1:r, range2:r", range_overlaps, boolean},
    {"overlaps after", "range1:r, range2:r", range_overlaps_after, boolean},
    {"overlaps before", "range1:r, range2:r", range_overlaps_before, boolean},
    {"product", "list:l*", list_product, number},
    {"range", "from:s", range_from, range},
    {"remove", "list:l, position:n", list_remove, list},
    {"replace", "input:s, pattern:s, replacement:s, flags:a?", text_replace, string},
    {"reverse", "list:l", list_reverse, list},
    {"round down", "n:n, scale:n?", number_round_down, number},
    {"round half down", "n:n, scale:n?", number_round_half_down, number},
    {"round half up", "n:n, scale:n?", number_round_half_up, number},
    {"round up", "n:n, scale:n?", number_round_up, number},
    {"sort", "list:l, precedes:f?", list_sort, list},
    {"split", "string:s, delimiter:s", text_split, list},
    {"sqrt", "number:n", number_sqrt, number},
    {"started by", "range:r, point:p", range_started_by, boolean},
    {"started by", "range1:r, range2:r", range_started_by, boolean},
    {"starts", "point:p, range:r", range_starts, boolean},
    {"starts", "range1:r, range2:r", range_starts, boolean},
    {"starts with", "string:s, match:s", text_starts, boolean},
    {"stddev", "list:l*", list_stddev, number},
    {"string", "from:a", text_of, string},
    {"string join", "list:l, delimiter:a?", text_join, string},
    {"string length", "string:s", text_length, number},
    {"sublist", "list:l, start position:n, length:n?", list_sublist, list},
    {"substring", "string:s, start position:n, length:n?", text_substring, string},
    {"substring after", "string:s, match:s", text_after, string},
    {"substring before", "string:s, match:s", text_before, string},
    {"sum", "list:l*", list_sum, any},
    {"time", "from:a", time_from, time},
    {"time", "hour:n, minute:n, second:n, offset:a?", time_of, time},
    {"today", "", nothing, date},
    {"union", "list:l+", list_union, list},
    {"upper case", "string:s", text_upper, string},
    {"week of year", "date:e", week_of_year, number},
    {"years and months duration", "from:e, to:e", months_between, months_duration},
};

Builtin make(const Row& row) {
    Builtin builtin{std::string(row.name), {}, row.function, Type(row.result)};
    std::string_view rest = row.parameters;
    while (!rest.empty()) {
        auto comma = std::min(rest.find(", "), rest.size());
        std::string_view one = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 2, rest.size()));
        auto colon = one.find(':');
        Parameter parameter{std::string(one.substr(0, colon)), one[colon + 1]};
        char mark = colon + 2 < one.size() ? one[colon + 2] : ' ';
        parameter.optional = mark == '?';
        parameter.variadic = mark == '*' || mark == '+';
        builtin.least += parameter.optional ? 0 : 1;
        parameter.optional = parameter.optional || mark == '!';
        builtin.most = parameter.variadic ? SIZE_MAX : builtin.most + 1;
        builtin.parameters.push_back(std::move(parameter));
    }
    builtin.takes_null = row.parameters.ends_with("l*");
    return builtin;
}

/// A value as the letter asks; false when it cannot be.
bool convert(char kind, Value& value) {
    if (kind == 'a') return true;
    if (kind == 'l') {
        if (value.is_null()) return false;
        if (!value.is(Kind::list)) value = Value::of(List{std::move(value)});
        return true;
    }
    if (value.is(Kind::list) && value.list().size() == 1) value = Value(value.list()[0]);
    switch (kind) {
    case 'n':
        return value.is(Kind::number);
    case 's':
        return value.is(Kind::string);
    case 'b':
        return value.is(Kind::boolean);
    case 'c':
        return value.is(Kind::context);
    case 'r':
        return value.is(Kind::range);
    case 't':
        return value.is(Kind::time);
    case 'f':
        return value.is(Kind::function);
    case 'e':
        return value.is(Kind::date) || value.is(Kind::date_time);
    case 'q':
        return value.is(Kind::number) || value.is(Kind::days_duration) ||
               value.is(Kind::months_duration);
    default:
        return !value.is_null();
    }
}

/// One list's items or the arguments themselves; null for a lone null.
Value call_over(const Builtin& row, std::span<const Value> arguments, Budget& budget) {
    if (arguments.size() != 1) return row.function(arguments, budget);
    if (arguments[0].is_null()) return {};
    return row.function(arguments[0].is(Kind::list) ? arguments[0].list() : arguments, budget);
}

Value call_variadic(const Builtin& row, std::span<const Value> arguments, Budget& budget) {
    if (row.takes_null) return call_over(row, arguments, budget);
    std::size_t fixed = row.parameters.size() - 1;
    auto end_of_fixed = arguments.begin() + static_cast<std::ptrdiff_t>(fixed);
    std::vector<Value> given(arguments.begin(), end_of_fixed);
    List rest(end_of_fixed, arguments.end());
    for (std::size_t i = 0; i < fixed; ++i)
        if (!convert(row.parameters[i].kind, given[i])) return {};
    for (Value& value : rest)
        if (!convert(row.parameters.back().kind, value)) return {};
    given.push_back(Value::of(std::move(rest)));
    return row.function(given, budget);
}

} // namespace

const std::vector<Builtin>& builtins() {
    static const std::vector<Builtin> table = [] {
        std::vector<Builtin> made;
        for (const Row& row : rows) made.push_back(make(row));
        return made;
    }();
    return table;
}

std::string_view builtin_name(const Step& step) {
    return rows[step.a].name;
}

std::pair<int, int> builtin_rows(std::string_view name) {
    auto first = std::ranges::lower_bound(rows, name, {}, &Row::name);
    auto last = std::ranges::upper_bound(rows, name, {}, &Row::name);
    return {static_cast<int>(first - rows), static_cast<int>(last - rows)};
}

const std::multimap<std::string, Scope::Pattern, std::less<>>& builtin_patterns() {
    static const auto patterns = [] {
        std::multimap<std::string, Scope::Pattern, std::less<>> made;
        for (std::size_t i = 0; i < std::size(rows); ++i) {
            auto tokens = name_tokens(rows[i].name);
            std::string first = tokens.front();
            if (i == 0 || rows[i].name != rows[i - 1].name)
                made.emplace(std::move(first),
                             Scope::Pattern{std::move(tokens), static_cast<int>(i)});
        }
        return made;
    }();
    return patterns;
}

int builtin_for(std::pair<int, int> found, std::size_t count) {
    for (int row = found.first; row < found.second; ++row) {
        const Builtin& builtin = builtins()[static_cast<std::size_t>(row)];
        if (count >= builtin.least && count <= builtin.most) return row;
    }
    return -1;
}

Value call_builtin(const Builtin& row, std::span<const Value> arguments, Budget& budget) {
    Value missing;
    for (const Value& argument : arguments) {
        budget.steps -= argument.weight() / 8;
        if (argument.is_unknown()) missing = merge_unknown(missing, argument);
    }
    if (missing.is_unknown() || budget.spent()) return missing;
    if (!row.parameters.empty() && row.parameters.back().variadic)
        return call_variadic(row, arguments, budget);
    constexpr std::size_t most = 5;
    Value given[most];
    for (std::size_t i = 0; i < arguments.size() && i < most; ++i) {
        given[i] = arguments[i];
        if (convert(row.parameters[i].kind, given[i])) continue;
        // Another signature of the same name and length may fit, e.g. a key or a list of keys.
        auto index = static_cast<std::size_t>(&row - builtins().data()) + 1;
        bool more = index < builtins().size() && builtins()[index].name == row.name &&
                    builtins()[index].parameters.size() == row.parameters.size();
        return more ? call_builtin(builtins()[index], arguments, budget) : Value();
    }
    return row.function({given, arguments.size()}, budget);
}

namespace {

class BuiltinValue : public Callable {
public:
    explicit BuiltinValue(std::pair<int, int> found) : rows_(found) {
        for (const auto& parameter : first().parameters) names_.push_back(parameter.name);
    }
    const std::vector<std::string>& parameters() const override { return names_; }
    Type type() const override {
        return Type::function(std::vector<Type>(names_.size()), first().result);
    }
    bool fits(const Type& wanted) const override { // any of its signatures will do
        return builtin_for(rows_, wanted.parameters().size()) >= 0 &&
               first().result.fits(wanted.element());
    }
    Value call(std::span<const Value> arguments, Budget& budget) const override {
        return call_with(arguments, budget);
    }
    Value call_with(std::span<const Value> arguments, Budget& budget) const override {
        int row = builtin_for(rows_, arguments.size());
        return row < 0 ? Value()
                       : call_builtin(builtins()[static_cast<std::size_t>(row)], arguments, budget);
    }

    const Builtin& first() const { return builtins()[static_cast<std::size_t>(rows_.first)]; }

private:
    std::pair<int, int> rows_;
    std::vector<std::string> names_;
};

} // namespace

std::vector<std::string> names_needed(const Step& step) {
    const Builtin& row = builtins()[static_cast<std::size_t>(step.a)];
    std::vector<std::string> names;
    if (builtin_for(builtin_rows(row.name), step.count) == step.a) return names;
    for (std::uint32_t i = 0; i < step.count; ++i) names.push_back(row.parameters[i].name);
    return names;
}

std::string_view standard_name(const Callable& function) {
    const auto* standard = dynamic_cast<const BuiltinValue*>(&function);
    return standard ? std::string_view(standard->first().name) : std::string_view();
}

Value builtin(std::string_view name) {
    auto found = builtin_rows(name);
    return found.first == found.second ? Value() : Value::function(new BuiltinValue(found));
}

} // namespace banxing::feel
