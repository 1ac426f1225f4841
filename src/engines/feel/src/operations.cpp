#include "machine.h"
#include "nodes_of_value.h"

namespace banxing::feel {
namespace {

Value number_or_null(const std::optional<Decimal>& n) {
    return n ? Value::of(*n) : Value();
}

Value numbers(Op op, const Decimal& a, const Decimal& b) {
    switch (op) {
    case Op::add:
        return number_or_null(add(a, b));
    case Op::subtract:
        return number_or_null(subtract(a, b));
    case Op::multiply:
        return number_or_null(multiply(a, b));
    case Op::divide:
        return number_or_null(divide(a, b));
    default:
        return number_or_null(power(a, b));
    }
}

bool is_duration(const Value& v) {
    return v.is(Kind::days_duration) || v.is(Kind::months_duration);
}
bool is_point(const Value& v) {
    return v.is(Kind::date) || v.is(Kind::date_time) || v.is(Kind::time);
}

Value shift(const Value& point, const Value& duration, bool back) {
    if (duration.is(Kind::months_duration)) {
        std::int64_t months = duration.months_duration().months;
        return add_months_duration(point, back ? -months : months);
    }
    DaysDuration d = duration.days_duration();
    return add_days_duration(point, back ? DaysDuration{-d.seconds, -d.nanos} : d);
}

DateTime as_date_time(const Value& point) {
    if (point.is(Kind::date_time)) return point.date_time();
    if (point.is(Kind::time)) return {{}, point.time()};
    return {point.day(), {0, 0, Zone::offset(0)}};
}

Value difference(const Value& a, const Value& b) {
    if (a.is(Kind::time) != b.is(Kind::time)) return {};
    DateTime x = as_date_time(a), y = as_date_time(b);
    if (x.time.zone.is_none() != y.time.zone.is_none()) return {};
    __int128 nanos = (static_cast<__int128>(utc_seconds(x)) - utc_seconds(y)) * 1'000'000'000 +
                     x.time.nanos - y.time.nanos;
    auto d = make_duration(nanos);
    return d ? Value::of(*d) : Value();
}

Value durations(Op op, const Value& a, const Value& b) {
    __int128 sign = op == Op::subtract ? -1 : 1;
    if (a.kind() != b.kind()) return {};
    if (a.is(Kind::months_duration)) {
        __int128 sum = a.months_duration().months + sign * b.months_duration().months;
        if (sum > INT64_MAX || sum < INT64_MIN) return {};
        return Value::of(MonthsDuration{static_cast<std::int64_t>(sum)});
    }
    auto d = make_duration(nanos_of(a.days_duration()) + sign * nanos_of(b.days_duration()));
    return d ? Value::of(*d) : Value();
}

Value sum(Op op, const Value& a, const Value& b) {
    if (op == Op::add && a.is(Kind::string) && b.is(Kind::string)) {
        std::string text(a.string());
        return Value::of(text += b.string());
    }
    if (is_duration(a) && is_duration(b)) return durations(op, a, b);
    if (is_point(a) && is_duration(b)) return shift(a, b, op == Op::subtract);
    if (op == Op::add && is_duration(a) && is_point(b)) return shift(b, a, false);
    if (op == Op::subtract && is_point(a) && is_point(b)) return difference(a, b);
    return {};
}

/// The length of a duration in its unit (nanoseconds or months) as a number.
Decimal length(const Value& duration) {
    if (duration.is(Kind::months_duration)) return duration.months_duration().months;
    __int128 nanos = nanos_of(duration.days_duration());
    bool minus = nanos < 0;
    return *Decimal::make(minus, static_cast<unsigned __int128>(minus ? -nanos : nanos), 0);
}

Value of_length(const std::optional<Decimal>& length, bool months) {
    auto whole = length ? length->rounded(0, Rounding::down) : std::nullopt;
    if (!whole) return {};
    if (months) {
        auto n = whole->to_int64();
        return n ? Value::of(MonthsDuration{*n}) : Value();
    }
    auto seconds = divide(*whole, Decimal(1'000'000'000))->rounded(0, Rounding::down)->to_int64();
    if (!seconds) return {};
    auto nanos = subtract(*whole, *multiply(Decimal(*seconds), Decimal(1'000'000'000)))->to_int64();
    return Value::of(DaysDuration{*seconds, static_cast<std::int32_t>(*nanos)});
}

Value product(Op op, const Value& a, const Value& b) {
    if (is_duration(a) && b.is(Kind::number)) {
        auto scaled =
            op == Op::multiply ? multiply(length(a), b.number()) : divide(length(a), b.number());
        return of_length(scaled, a.is(Kind::months_duration));
    }
    if (op == Op::multiply && a.is(Kind::number) && is_duration(b)) return product(op, b, a);
    if (op == Op::divide && is_duration(a) && a.kind() == b.kind())
        return number_or_null(divide(length(a), length(b)));
    return {};
}

} // namespace

Value arithmetic(Op op, const Value& a, const Value& b) {
    if (a.is(Kind::number) && b.is(Kind::number)) return numbers(op, a.number(), b.number());
    if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
    if (op == Op::add || op == Op::subtract) return sum(op, a, b);
    return op == Op::power ? Value() : product(op, a, b);
}

Value negated(const Value& a) {
    switch (a.kind()) {
    case Kind::number:
        return Value::of(-a.number());
    case Kind::months_duration:
        return Value::of(MonthsDuration{-a.months_duration().months});
    case Kind::days_duration:
        return Value::of(DaysDuration{-a.days_duration().seconds, -a.days_duration().nanos});
    case Kind::unknown:
        return a;
    default:
        return {};
    }
}

Value relation(Op op, const Value& a, const Value& b) {
    if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
    auto outcome = order(a, b);
    if (!outcome) return {};
    switch (op) {
    case Op::less:
        return Value::of(*outcome < 0);
    case Op::less_equal:
        return Value::of(*outcome <= 0);
    case Op::greater:
        return Value::of(*outcome > 0);
    default:
        return Value::of(*outcome >= 0);
    }
}

Value contains(const Range& range, const Value& value) {
    if (!range.half_line && (range.low.is_null() || range.high.is_null())) return {};
    if (range.all_but()) return negation(equals(value, range.low));
    if (range.low_closed && range.high_closed && range.low == range.high)
        return equals(value, range.low);
    Op from = range.low_closed ? Op::greater_equal : Op::greater;
    Op to = range.high_closed ? Op::less_equal : Op::less;
    Value low = range.low.is_null() ? Value::of(true) : relation(from, value, range.low);
    if (low.is_false() || range.high.is_null()) return low;
    return conjunction(low, relation(to, value, range.high));
}

Value belongs(const Value& value, const Value& to) {
    if (to.is(Kind::range) && !value.is(Kind::range))
        return value.is_unknown() ? value : contains(to.range(), value);
    if (!to.is(Kind::list)) return equals(value, to);
    if (value.is_unknown()) return value;
    if (value.is(Kind::list) && equals(value, to).is_true()) return Value::of(true);
    Value result = Value::of(false);
    for (const Value& item : to.list()) {
        Value one = item.is(Kind::list) ? equals(value, item) : belongs(value, item);
        if (one.is_true()) return one;
        if (one.is_unknown()) result = one;
    }
    return result;
}

Value conjunction(const Value& a, const Value& b) {
    if (a.is_false() || b.is_false()) return Value::of(false);
    if (a.is_true() && b.is_true()) return Value::of(true);
    if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
    return {};
}

Value disjunction(const Value& a, const Value& b) {
    if (a.is_true() || b.is_true()) return Value::of(true);
    if (a.is_false() && b.is_false()) return Value::of(false);
    if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
    return {};
}

Value negation(const Value& a) {
    if (a.is_unknown()) return a;
    return a.is(Kind::boolean) ? Value::of(!a.boolean()) : Value();
}

} // namespace banxing::feel
