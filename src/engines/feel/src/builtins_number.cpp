#include "builtin_functions.h"
#include "machine.h"

namespace banxing::feel {
namespace {

Value of(const std::optional<Decimal>& n) {
    return n ? Value::of(*n) : Value();
}

struct Way {
    std::string_view function;
    Rounding mode;
};

Value rounding(Arguments arguments, Budget& budget, Way way) {
    auto scale = whole(arguments, 1, 0);
    if (!scale || *scale < Decimal::min_exponent + 65 || *scale > -Decimal::min_exponent) return {};
    Value after = of(arguments[0].number().rounded(static_cast<int>(*scale), way.mode));
    if (budget.rounded) budget.rounded->push_back({way.function, arguments[0], after});
    return after;
}

/// The sign of the separators is checked, then "1,234.5" becomes "1234.5".
std::optional<std::string> without_grouping(std::string_view text, std::string_view grouping,
                                            std::string_view point) {
    std::string plain;
    for (char c : text) {
        std::string_view one(&c, 1);
        if (one == grouping) continue;
        plain += one == point ? '.' : c;
        if (c == '.' && point != "." && grouping != ".") return std::nullopt;
    }
    return plain;
}

} // namespace

std::optional<std::int64_t> whole(Arguments arguments, std::size_t index, std::int64_t otherwise) {
    if (arguments.size() <= index) return otherwise;
    auto cut = arguments[index].number().rounded(0, Rounding::down);
    return cut ? cut->to_int64() : std::nullopt;
}

Value nothing(Arguments, Budget&) {
    return {};
}

Value number_abs(Arguments a, Budget&) {
    if (a[0].is(Kind::number)) return Value::of(a[0].number().abs());
    bool minus = a[0].is(Kind::months_duration) ? a[0].months_duration().months < 0
                                                : nanos_of(a[0].days_duration()) < 0;
    return minus ? negated(a[0]) : a[0];
}

Value number_ceiling(Arguments a, Budget& budget) {
    return rounding(a, budget, {"ceiling", Rounding::ceiling});
}
Value number_floor(Arguments a, Budget& budget) {
    return rounding(a, budget, {"floor", Rounding::floor});
}
Value number_decimal(Arguments a, Budget& budget) {
    return rounding(a, budget, {"decimal", Rounding::half_even});
}
Value number_round_up(Arguments a, Budget& budget) {
    return rounding(a, budget, {"round up", Rounding::up});
}
Value number_round_down(Arguments a, Budget& budget) {
    return rounding(a, budget, {"round down", Rounding::down});
}
Value number_round_half_up(Arguments a, Budget& budget) {
    return rounding(a, budget, {"round half up", Rounding::half_up});
}
Value number_round_half_down(Arguments a, Budget& budget) {
    return rounding(a, budget, {"round half down", Rounding::half_down});
}

Value number_even(Arguments a, Budget&) {
    auto rest = modulo(a[0].number(), 2);
    return Value::of(rest && rest->is_zero());
}

Value number_odd(Arguments a, Budget&) {
    auto rest = modulo(a[0].number(), 2);
    return Value::of(rest && *rest == Decimal(1));
}

Value number_exp(Arguments a, Budget&) {
    return of(exponential(a[0].number()));
}
Value number_log(Arguments a, Budget&) {
    return of(natural_logarithm(a[0].number()));
}
Value number_sqrt(Arguments a, Budget&) {
    return of(square_root(a[0].number()));
}
Value number_modulo(Arguments a, Budget&) {
    return of(modulo(a[0].number(), a[1].number()));
}

Value number_from(Arguments a, Budget&) {
    std::string_view text = a[0].string(), grouping, point = ".";
    for (std::size_t i = 1; i < a.size(); ++i)
        if (!a[i].is_null() && !a[i].is(Kind::string)) return {};
    if (a.size() > 1 && !a[1].is_null()) grouping = a[1].string();
    if (a.size() > 2 && !a[2].is_null()) point = a[2].string();
    bool known_grouping = grouping.empty() || grouping == " " || grouping == "," || grouping == ".";
    if (a.size() > 1 && !a[1].is_null() && grouping.empty()) return {};
    if (!known_grouping || (point != "." && point != ",") || grouping == point) return {};
    auto plain = without_grouping(text, grouping, point);
    return plain ? of(Decimal::parse(*plain)) : Value();
}

Value boolean_not(Arguments a, Budget&) {
    return negation(a[0]);
}

} // namespace banxing::feel
