#include "machine.h"
#include "nodes_of_value.h"

namespace banxing::feel {
namespace {

Value seconds_of(const Time& time) {
    return Value::of(*add(Decimal(time.seconds % 60),
                          *Decimal::make(false, static_cast<unsigned>(time.nanos), -9)));
}

Value day_member(Day day, std::string_view name) {
    if (name == "year") return Value::of(day.year);
    if (name == "month") return Value::of(int{day.month});
    if (name == "day") return Value::of(int{day.day});
    if (name == "weekday") return Value::of(weekday(day));
    return {};
}

Value time_member(const DateTime& at, std::string_view name) {
    const Time& time = at.time;
    if (name == "hour") return Value::of(time.seconds / 3600);
    if (name == "minute") return Value::of(time.seconds / 60 % 60);
    if (name == "second") return seconds_of(time);
    if (name == "time offset") {
        auto offset = offset_at(at);
        return offset ? Value::of(DaysDuration{*offset, 0}) : Value();
    }
    if (name == "timezone") return time.zone.is_named() ? Value::of(time.zone.id()) : Value();
    return {};
}

Value duration_member(DaysDuration d, std::string_view name) {
    if (name == "days") return Value::of(d.seconds / 86400);
    if (name == "hours") return Value::of(d.seconds / 3600 % 24);
    if (name == "minutes") return Value::of(d.seconds / 60 % 60);
    if (name != "seconds") return {};
    bool minus = d.nanos < 0;
    auto nanos = *Decimal::make(minus, static_cast<unsigned>(minus ? -d.nanos : d.nanos), -9);
    return Value::of(*add(Decimal(d.seconds % 60), nanos));
}

Value range_member(const Range& range, std::string_view name) {
    if (name == "start") return range.low;
    if (name == "end") return range.high;
    if (name == "start included") return Value::of(range.low_closed);
    if (name == "end included") return Value::of(range.high_closed);
    return {};
}

} // namespace

Value member(const Value& value, std::string_view name) {
    switch (value.kind()) {
    case Kind::context: {
        const Value* entry = value.find(name);
        return entry ? *entry : Value();
    }
    case Kind::date: {
        Value own = day_member(value.day(), name);
        return own.is_null() ? time_member({value.day(), {0, 0, Zone::offset(0)}}, name) : own;
    }
    case Kind::date_time: {
        Value own = day_member(value.date_time().day, name);
        return own.is_null() ? time_member(value.date_time(), name) : own;
    }
    case Kind::time:
        return time_member({{}, value.time()}, name);
    case Kind::days_duration:
        return duration_member(value.days_duration(), name);
    case Kind::months_duration:
        if (name == "years") return Value::of(value.months_duration().months / 12);
        return name == "months" ? Value::of(value.months_duration().months % 12) : Value();
    case Kind::range:
        return range_member(value.range(), name);
    case Kind::unknown:
        return value;
    default:
        return {};
    }
}

__int128 nanos_of(DaysDuration duration) {
    return static_cast<__int128>(duration.seconds) * 1'000'000'000 + duration.nanos;
}

std::optional<DaysDuration> make_duration(__int128 nanos) {
    __int128 seconds = nanos / 1'000'000'000;
    if (seconds > INT64_MAX || seconds < INT64_MIN) return std::nullopt;
    return DaysDuration{static_cast<std::int64_t>(seconds),
                        static_cast<std::int32_t>(nanos % 1'000'000'000)};
}

Value add_months_duration(const Value& point, std::int64_t months) {
    if (point.is(Kind::time)) return {};
    bool date = point.is(Kind::date);
    auto day = add_months(date ? point.day() : point.date_time().day, months);
    if (!day) return {};
    return date ? Value::of(*day) : Value::of(DateTime{*day, point.date_time().time});
}

namespace {

/// The clock that shows these seconds since 1970.
std::optional<DateTime> clock_at(std::int64_t seconds, DateTime local) {
    std::int64_t day = seconds / 86400 - (seconds % 86400 < 0);
    auto new_day = day_from_epoch(day);
    if (!new_day) return std::nullopt;
    local.day = *new_day;
    local.time.seconds = static_cast<std::int32_t>(seconds - day * 86400);
    return local;
}

} // namespace

std::optional<DateTime> at_instant(std::int64_t utc, DateTime local) {
    constexpr std::int64_t whole_day = 86400;
    std::optional<DateTime> found;
    for (std::int64_t near : {-whole_day, whole_day}) { // offsets change at most once in between
        auto beside = clock_at(utc + near, local);
        std::int32_t offset = beside ? offset_at(*beside).value_or(0) : 0;
        found = clock_at(utc + offset, local);
        if (!found || offset_at(*found).value_or(0) == offset) return found;
    }
    return found;
}

namespace {

/// In a named zone the clock may be put forward or back in between: instants count.
Value add_in_zone(DateTime at, DaysDuration duration) {
    constexpr __int128 second = 1'000'000'000;
    __int128 nanos = utc_seconds(at) * second + at.time.nanos + nanos_of(duration);
    __int128 whole = nanos >= 0 ? nanos / second : -((-nanos + second - 1) / second);
    if (whole > INT64_MAX / 2 || whole < INT64_MIN / 2) return {};
    at.time.nanos = static_cast<std::int32_t>(nanos - whole * second);
    auto local = at_instant(static_cast<std::int64_t>(whole), at);
    return local ? Value::of(*local) : Value();
}

} // namespace

Value add_days_duration(const Value& point, DaysDuration duration) {
    constexpr __int128 second = 1'000'000'000, whole_day = 86400 * second;
    if (point.is(Kind::date_time) && point.date_time().time.zone.is_named())
        return add_in_zone(point.date_time(), duration);
    DateTime at = point.is(Kind::date)        ? DateTime{point.day(), {0, 0, Zone::offset(0)}}
                  : point.is(Kind::date_time) ? point.date_time()
                                              : DateTime{{}, point.time()};
    __int128 nanos = at.time.seconds * second + at.time.nanos + nanos_of(duration);
    __int128 days = nanos >= 0 ? nanos / whole_day : -((-nanos + whole_day - 1) / whole_day);
    nanos -= days * whole_day;
    at.time.seconds = static_cast<std::int32_t>(nanos / second);
    at.time.nanos = static_cast<std::int32_t>(nanos % second);
    if (point.is(Kind::time)) return Value::of(at.time);
    auto day = day_from_epoch(days_since_epoch(at.day) + static_cast<std::int64_t>(days));
    if (!day) return {};
    return point.is(Kind::date) ? Value::of(*day) : Value::of(DateTime{*day, at.time});
}

} // namespace banxing::feel
