#include "block_steps.h"

#include <algorithm>

namespace banxing::feel {
namespace {

using Kind = Cells::Kind;

// Names of operations beside those of Op.
enum Name : std::int64_t { month_count = 1000, least_of, greatest_of, text_test, part, round_to };

bool inside(__int128 least, __int128 greatest) {
    return least > -block_limit && greatest < block_limit;
}

std::optional<Lane> number_lane(int scale, __int128 least, __int128 greatest) {
    if (!inside(least, greatest)) return std::nullopt;
    return Lane{Kind::number, scale, static_cast<std::int64_t>(least),
                static_cast<std::int64_t>(greatest)};
}

Lane truth() {
    return {Kind::boolean, 0, 0, 1};
}

/// As whole_months of days: the sign of the whole, the last month only when its day is reached.
std::int64_t months_between(std::int64_t from, std::int64_t to) {
    std::int64_t n = ((to >> 9) - (from >> 9)) * 12 + (to >> 5 & 15) - (from >> 5 & 15);
    std::int64_t day = (to & 31) - (from & 31);
    return n - static_cast<std::int64_t>(n > 0 && day < 0) +
           static_cast<std::int64_t>(n < 0 && day > 0);
}

std::int64_t round_cell(std::int64_t cell, std::int64_t unit, Rounding mode) {
    std::int64_t whole = cell / unit, rest = cell % unit, sign = cell < 0 ? -1 : 1;
    std::int64_t twice = 2 * rest * sign;
    bool up = false;
    switch (mode) {
    case Rounding::half_even:
        up = twice > unit || (twice == unit && whole % 2 != 0);
        break;
    case Rounding::half_up:
        up = twice >= unit;
        break;
    case Rounding::half_down:
        up = twice > unit;
        break;
    case Rounding::up:
        up = rest != 0;
        break;
    case Rounding::down:
        break;
    case Rounding::floor:
        up = rest < 0;
        break;
    case Rounding::ceiling:
        up = rest > 0;
        break;
    }
    return up ? whole + sign : whole;
}

std::optional<Rounding> rounding_named(std::string_view name) {
    static constexpr std::pair<std::string_view, Rounding> names[] = {
        {"decimal", Rounding::half_even},        {"floor", Rounding::floor},
        {"ceiling", Rounding::ceiling},          {"round up", Rounding::up},
        {"round down", Rounding::down},          {"round half up", Rounding::half_up},
        {"round half down", Rounding::half_down}};
    for (const auto& [text, mode] : names)
        if (text == name) return mode;
    return std::nullopt;
}

} // namespace

std::optional<std::int64_t> decimal_unit(int exponent) {
    if (exponent < 0 || exponent > 18) return std::nullopt;
    std::int64_t n = 1;
    while (exponent-- > 0) n *= 10;
    return n;
}

std::optional<std::pair<std::int64_t, std::int64_t>> bounds_of_product(const Lane& a,
                                                                       const Lane& b) {
    auto of = [](std::int64_t x, std::int64_t y) { return static_cast<__int128>(x) * y; };
    auto [least, greatest] = std::minmax({of(a.least, b.least), of(a.least, b.greatest),
                                          of(a.greatest, b.least), of(a.greatest, b.greatest)});
    if (!inside(least, greatest)) return std::nullopt;
    return std::pair(static_cast<std::int64_t>(least), static_cast<std::int64_t>(greatest));
}

BlockCompiler::Reg BlockCompiler::compile(int node) {
    Reg& known = known_[static_cast<std::size_t>(node)];
    if (!known) known = make(program_.at(node));
    return known;
}

const Value* BlockCompiler::constant_at(const Step& step, std::uint32_t kid) const {
    const Step& at = program_.at(program_.kid(step, kid));
    return at.op == Op::constant ? &program_.constants[static_cast<std::size_t>(at.a)] : nullptr;
}

BlockCompiler::Reg BlockCompiler::make(const Step& step) {
    switch (step.op) {
    case Op::constant:
        return constant(program_.constants[static_cast<std::size_t>(step.a)]);
    case Op::slot:
        return resolve_(step.a);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
        return arithmetic(step);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
        return comparison(step);
    case Op::condition:
        return choice(step);
    case Op::conjunction:
    case Op::disjunction:
        return logic(step);
    case Op::path:
        return member(step);
    case Op::call_builtin:
        return call(step);
    default:
        return std::nullopt;
    }
}

BlockCompiler::Reg BlockCompiler::fixed(Kind kind, int scale, std::int64_t cell) {
    if (!inside(cell, cell)) return std::nullopt;
    auto fill = [cell](std::int64_t, std::int64_t) { return cell; };
    int self = out_.next(); // reads what it overwrites, and does not use it
    return out_.add({kind, scale, cell, cell}, each_of(self, self, self, fill));
}

BlockCompiler::Reg BlockCompiler::constant(const Value& value) {
    if (value.is(feel::Kind::boolean)) return fixed(Kind::boolean, 0, value.boolean() ? 1 : 0);
    if (value.is(feel::Kind::date)) return fixed(Kind::day, 0, Cells::pack(value.day()));
    if (value.is(feel::Kind::months_duration))
        return fixed(Kind::months, 0, value.months_duration().months);
    if (!value.is(feel::Kind::number)) return std::nullopt;
    int scale = std::max(0, -value.number().exponent());
    auto unit = decimal_unit(scale);
    auto scaled = unit ? multiply(value.number(), Decimal(*unit)) : std::nullopt;
    auto cell = scaled ? scaled->to_int64() : std::nullopt;
    return cell ? fixed(Kind::number, scale, *cell) : std::nullopt;
}

bool BlockCompiler::align(int& a, int& b) {
    if (lane(a).kind != lane(b).kind || lane(a).kind == Kind::text) return false;
    int scale = std::max(lane(a).scale, lane(b).scale);
    Reg x = out_.rescaled(a, scale), y = out_.rescaled(b, scale);
    if (!x || !y) return false;
    a = *x, b = *y;
    return true;
}

BlockCompiler::Reg BlockCompiler::arithmetic(const Step& step) {
    Reg a = compile(program_.kid(step, 0)), b = a ? compile(program_.kid(step, 1)) : a;
    if (!a || !b || lane(*a).kind != Kind::number || lane(*b).kind != Kind::number)
        return std::nullopt;
    return step.op == Op::multiply ? product(*a, *b) : sum(step.op, *a, *b);
}

BlockCompiler::Reg BlockCompiler::sum(Op op, int a, int b) {
    if (!align(a, b)) return std::nullopt;
    const Lane x = lane(a), y = lane(b);
    if (op == Op::add) {
        auto made = number_lane(x.scale, static_cast<__int128>(x.least) + y.least,
                                static_cast<__int128>(x.greatest) + y.greatest);
        if (!made) return std::nullopt;
        return add(static_cast<int>(op), *made, {a, b},
                   [](std::int64_t m, std::int64_t n) { return m + n; });
    }
    auto made = number_lane(x.scale, static_cast<__int128>(x.least) - y.greatest,
                            static_cast<__int128>(x.greatest) - y.least);
    if (!made) return std::nullopt;
    return add(static_cast<int>(op), *made, {a, b},
               [](std::int64_t m, std::int64_t n) { return m - n; });
}

BlockCompiler::Reg BlockCompiler::product(int a, int b) {
    auto bounds = bounds_of_product(lane(a), lane(b));
    int scale = lane(a).scale + lane(b).scale;
    if (!bounds || scale > 18) return std::nullopt;
    Lane made{Kind::number, scale, bounds->first, bounds->second};
    return add(static_cast<int>(Op::multiply), made, {a, b},
               [](std::int64_t m, std::int64_t n) { return m * n; });
}

BlockCompiler::Reg BlockCompiler::text_is(int text, const Value& constant, bool wanted) {
    if (!constant.is(feel::Kind::string)) return std::nullopt;
    const auto& texts = *lane(text).texts;
    auto code = std::ranges::find(texts, constant.string()) - texts.begin();
    return add(text_test + (code * 2 + (wanted ? 1 : 0)) * 1'000'000, truth(), {text, text},
               [code, wanted](std::int64_t cell, std::int64_t) -> std::int64_t {
                   return (cell == code) == wanted;
               });
}

/// A text column against a constant text.
BlockCompiler::Reg BlockCompiler::text_comparison(const Step& step, bool constant_first) {
    Reg text = compile(program_.kid(step, constant_first ? 1 : 0));
    if (!text || lane(*text).kind != Kind::text) return std::nullopt;
    const Value* constant = constant_at(step, constant_first ? 0 : 1);
    return text_is(*text, *constant, step.op == Op::equal);
}

BlockCompiler::Reg BlockCompiler::comparison(const Step& step) {
    auto is_text = [&](std::uint32_t kid) {
        const Value* value = constant_at(step, kid);
        return value && value->is(feel::Kind::string);
    };
    bool equality = step.op == Op::equal || step.op == Op::not_equal;
    if (is_text(0) || is_text(1))
        return equality ? text_comparison(step, is_text(0)) : std::nullopt;
    Reg a = compile(program_.kid(step, 0)), b = a ? compile(program_.kid(step, 1)) : a;
    if (!a || !b || !align(*a, *b)) return std::nullopt;
    return lane(*a).kind == Kind::boolean && !equality ? std::nullopt : compared(step.op, *a, *b);
}

BlockCompiler::Reg BlockCompiler::compared(Op op, int a, int b) {
    using Cell = std::int64_t;
    auto name = static_cast<std::int64_t>(op);
    switch (op) {
    case Op::equal:
        return add(name, truth(), {a, b}, [](Cell m, Cell n) -> Cell { return m == n; });
    case Op::not_equal:
        return add(name, truth(), {a, b}, [](Cell m, Cell n) -> Cell { return m != n; });
    case Op::less:
        return add(name, truth(), {a, b}, [](Cell m, Cell n) -> Cell { return m < n; });
    case Op::less_equal:
        return add(name, truth(), {a, b}, [](Cell m, Cell n) -> Cell { return m <= n; });
    case Op::greater:
        return add(name, truth(), {a, b}, [](Cell m, Cell n) -> Cell { return m > n; });
    default:
        return add(name, truth(), {a, b}, [](Cell m, Cell n) -> Cell { return m >= n; });
    }
}

BlockCompiler::Reg BlockCompiler::choice(const Step& step) {
    Reg test = compile(program_.kid(step, 0)), yes = compile(program_.kid(step, 1)),
        no = compile(program_.kid(step, 2));
    if (!test || !yes || !no || lane(*test).kind != Kind::boolean || !align(*yes, *no))
        return std::nullopt;
    Lane made = lane(*yes);
    made.least = std::min(made.least, lane(*no).least);
    made.greatest = std::max(made.greatest, lane(*no).greatest);
    auto out = static_cast<std::size_t>(out_.next());
    auto t = static_cast<std::size_t>(*test), y = static_cast<std::size_t>(*yes),
         n = static_cast<std::size_t>(*no);
    return out_.add(made, [=](Block& block) {
        auto& to = block.registers[out];
        const auto &holds = block.registers[t], &then = block.registers[y],
                   &otherwise = block.registers[n];
        for (std::size_t i = 0; i < Block::rows; ++i)
            to[i] = holds[i] != 0 ? then[i] : otherwise[i];
    });
}

BlockCompiler::Reg BlockCompiler::logic(const Step& step) {
    Reg a = compile(program_.kid(step, 0)), b = a ? compile(program_.kid(step, 1)) : a;
    if (!a || !b || lane(*a).kind != Kind::boolean || lane(*b).kind != Kind::boolean)
        return std::nullopt;
    auto name = static_cast<std::int64_t>(step.op);
    if (step.op == Op::conjunction)
        return add(name, truth(), {*a, *b}, [](std::int64_t m, std::int64_t n) { return m & n; });
    return add(name, truth(), {*a, *b}, [](std::int64_t m, std::int64_t n) { return m | n; });
}

BlockCompiler::Reg BlockCompiler::member(const Step& step) {
    Reg of = compile(program_.kid(step, 0));
    if (!of) return std::nullopt;
    const Lane whole = lane(*of);
    const std::string& name = program_.name(step.b);
    std::array<int, 2> kids{*of, *of};
    Lane years{Kind::number, 0, whole.least / 12, whole.greatest / 12};
    if (whole.kind == Kind::months && name == "years")
        return add(part, years, kids, [](std::int64_t n, std::int64_t) { return n / 12; });
    if (whole.kind == Kind::months && name == "months")
        return add(part + 100'000, {Kind::number, 0, -11, 11}, kids,
                   [](std::int64_t n, std::int64_t) { return n % 12; });
    if (whole.kind != Kind::day) return std::nullopt;
    if (name == "year")
        return add(part, {Kind::number, 0, whole.least >> 9, whole.greatest >> 9}, kids,
                   [](std::int64_t n, std::int64_t) { return n >> 9; });
    if (name == "month")
        return add(part + 100'000, {Kind::number, 0, 1, 12}, kids,
                   [](std::int64_t n, std::int64_t) { return n >> 5 & 15; });
    if (name == "day")
        return add(part + 200'000, {Kind::number, 0, 1, 31}, kids,
                   [](std::int64_t n, std::int64_t) { return n & 31; });
    return std::nullopt;
}

BlockCompiler::Reg BlockCompiler::call(const Step& step) {
    std::string_view name = builtin_name(step);
    if (name == "min" || name == "max") return extreme(step, name == "min");
    if (auto mode = rounding_named(name)) return rounding(step, *mode);
    if (name != "years and months duration") return std::nullopt;
    Reg from = compile(program_.kid(step, 0)), to = compile(program_.kid(step, 1));
    bool days = from && to && lane(*from).kind == Kind::day && lane(*to).kind == Kind::day;
    return days ? months(*from, *to) : std::nullopt;
}

BlockCompiler::Reg BlockCompiler::months(int from, int to) {
    const Lane &a = lane(from), &b = lane(to);
    std::int64_t least = ((b.least >> 9) - (a.greatest >> 9) - 1) * 12,
                 greatest = ((b.greatest >> 9) - (a.least >> 9) + 1) * 12;
    return add(month_count, {Kind::months, 0, least, greatest}, {from, to}, months_between);
}

int BlockCompiler::smaller(int a, int b) {
    Lane made = lane(a);
    made.least = std::min(made.least, lane(b).least);
    made.greatest = std::min(made.greatest, lane(b).greatest);
    return add(least_of, made, {a, b},
               [](std::int64_t m, std::int64_t n) { return m < n ? m : n; });
}

int BlockCompiler::larger(int a, int b) {
    Lane made = lane(a);
    made.least = std::max(made.least, lane(b).least);
    made.greatest = std::max(made.greatest, lane(b).greatest);
    return add(greatest_of, made, {a, b},
               [](std::int64_t m, std::int64_t n) { return m > n ? m : n; });
}

BlockCompiler::Reg BlockCompiler::extreme(const Step& step, bool least) {
    if (step.count < 2) return std::nullopt; // one argument is a list
    Reg best = compile(program_.kid(step, 0));
    for (std::uint32_t i = 1; i < step.count && best; ++i) {
        Reg next = compile(program_.kid(step, i));
        if (!next || lane(*best).kind == Kind::boolean || !align(*best, *next)) return std::nullopt;
        best = least ? smaller(*best, *next) : larger(*best, *next);
    }
    return best;
}

BlockCompiler::Reg BlockCompiler::rounding(const Step& step, Rounding mode) {
    Reg a = compile(program_.kid(step, 0));
    if (!a || lane(*a).kind != Kind::number) return std::nullopt;
    std::optional<std::int64_t> scale = 0;
    if (step.count > 1) {
        const Value* given = constant_at(step, 1);
        scale = given && given->is(feel::Kind::number) ? given->number().to_int64() : std::nullopt;
    }
    if (!scale || *scale < 0) return std::nullopt;
    if (*scale >= lane(*a).scale) return a;
    auto unit = decimal_unit(lane(*a).scale - static_cast<int>(*scale));
    return unit ? rounded(*a, *unit, mode, static_cast<int>(*scale)) : std::nullopt;
}

BlockCompiler::Reg BlockCompiler::rounded(int a, std::int64_t unit, Rounding mode, int scale) {
    Lane made = lane(a);
    made.scale = scale;
    made.least = made.least / unit - 1, made.greatest = made.greatest / unit + 1;
    return add(round_to + 100'000 * static_cast<std::int64_t>(mode), made, {a, a},
               [=](std::int64_t cell, std::int64_t) { return round_cell(cell, unit, mode); });
}

} // namespace banxing::feel
