#include "builtin_functions.h"
#include "cursor.h"

#include <core/text.h>

#include <algorithm>
#include <pattern/letters.h>
#include <pattern/pattern.h>

namespace banxing::feel {
namespace {

Value change_case(std::string_view text, bool upper) {
    std::u32string out;
    for (char32_t c : to_utf32(text)) {
        if (upper && c == U'ß') {
            out += U"SS"; // the one letter of everyday texts whose capital is two
        } else {
            out += upper ? to_upper(c) : to_lower(c);
        }
    }
    return Value::of(to_utf8(out));
}

std::string quote(std::string_view pattern) {
    std::string out;
    for (char c : pattern) {
        if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

/// Left out and null are no flags; nothing for another kind.
std::optional<std::string_view> flags(Arguments arguments, std::size_t index) {
    if (arguments.size() <= index || arguments[index].is_null()) return std::string_view();
    return arguments[index].is(Kind::string) ? std::optional(arguments[index].string())
                                             : std::nullopt;
}

} // namespace

Value text_contains(Arguments a, Budget&) {
    return Value::of(a[0].string().find(a[1].string()) != std::string_view::npos);
}
Value text_starts(Arguments a, Budget&) {
    return Value::of(a[0].string().starts_with(a[1].string()));
}
Value text_ends(Arguments a, Budget&) {
    return Value::of(a[0].string().ends_with(a[1].string()));
}
Value text_lower(Arguments a, Budget&) {
    return change_case(a[0].string(), false);
}
Value text_upper(Arguments a, Budget&) {
    return change_case(a[0].string(), true);
}
Value text_of(Arguments a, Budget&) {
    return a[0].is_null() ? Value() : Value::of(display(a[0]));
}
Value text_length(Arguments a, Budget&) {
    return Value::of(to_utf32(a[0].string()).size());
}

Value text_substring(Arguments a, Budget&) {
    auto points = to_utf32(a[0].string());
    auto size = static_cast<std::int64_t>(points.size());
    auto start = whole(a, 1, 1), length = whole(a, 2, size);
    if (!start || !length || *start == 0 || *length < 1) return {};
    std::int64_t from = *start > 0 ? *start - 1 : size + *start;
    if (from < 0 || from >= size) return {};
    auto part = std::u32string_view(points).substr(
        static_cast<std::size_t>(from), static_cast<std::size_t>(std::min(*length, size)));
    return Value::of(to_utf8(part));
}

Value text_before(Arguments a, Budget&) {
    auto found = a[0].string().find(a[1].string());
    return Value::of(found == std::string_view::npos ? std::string_view()
                                                     : a[0].string().substr(0, found));
}

Value text_after(Arguments a, Budget&) {
    auto found = a[0].string().find(a[1].string());
    if (found == std::string_view::npos) return Value::of("");
    return Value::of(a[0].string().substr(found + a[1].string().size()));
}

Value text_join(Arguments a, Budget&) {
    std::string_view delimiter;
    if (a.size() > 1 && a[1].is(Kind::string)) delimiter = a[1].string();
    if (a.size() > 1 && !a[1].is(Kind::string) && !a[1].is_null()) return {};
    std::string out;
    bool first = true;
    for (const Value& item : a[0].list()) {
        if (item.is_null()) continue;
        if (!item.is(Kind::string)) return {};
        if (!first) out += delimiter;
        out += item.string();
        first = false;
    }
    return Value::of(out);
}

Value text_matches(Arguments a, Budget& budget) {
    auto given = flags(a, 2);
    auto regex = given ? Regex::compile(a[1].string(), *given) : std::nullopt;
    if (!regex) return {};
    auto match = regex->search(to_utf32(a[0].string()), 0, budget.steps);
    return budget.spent() ? Value() : Value::of(match.has_value());
}

Value text_replace(Arguments a, Budget& budget) {
    auto given = flags(a, 3);
    if (!given) return {};
    bool literal = given->find('q') != std::string_view::npos;
    auto regex =
        Regex::compile(literal ? quote(a[1].string()) : std::string(a[1].string()), *given);
    if (!regex) return {};
    auto out =
        regex->replace(to_utf32(a[0].string()), to_utf32(a[2].string()), literal, budget.steps);
    return out && !budget.spent() ? Value::of(to_utf8(*out)) : Value();
}

Value text_split(Arguments a, Budget& budget) {
    auto regex = Regex::compile(a[1].string(), {});
    if (!regex) return {};
    auto text = to_utf32(a[0].string());
    List parts;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= text.size();) {
        auto match = regex->search(text, at, budget.steps);
        if (!match || budget.spent()) break;
        auto [begin, end] = match->groups[0];
        if (end == begin) {
            at = end + 1;
            continue;
        }
        parts.push_back(Value::of(to_utf8(text.substr(from, begin - from))));
        from = at = end;
    }
    parts.push_back(Value::of(to_utf8(text.substr(from))));
    return Value::of(std::move(parts));
}

} // namespace banxing::feel
