#include "builtin_functions.h"
#include "machine.h"

#include <cstdlib>

namespace banxing::feel {
namespace {

template <typename T>
Value of(const std::optional<T>& v) {
    return v ? Value::of(*v) : Value();
}

Day day_of(const Value& v) {
    return v.is(Kind::date) ? v.day() : v.date_time().day;
}

/// A singleton list stands for its item.
const Value& single(const Value& v) {
    return v.is(Kind::list) && v.list().size() == 1 ? v.list()[0] : v;
}

} // namespace

Value date_from(Arguments a, Budget&) {
    const Value& from = single(a[0]);
    if (from.is(Kind::date)) return from;
    if (from.is(Kind::date_time)) return Value::of(from.date_time().day);
    return from.is(Kind::string) ? of(parse_day(from.string())) : Value();
}

Value date_of(Arguments a, Budget&) {
    auto year = a[0].number().to_int64(), month = a[1].number().to_int64(),
         day = a[2].number().to_int64();
    if (!year || !month || !day || std::llabs(*year) > 999'999'999) return {};
    if (*month < 1 || *month > 12 || *day < 1 || *day > 31) return {};
    Day result{static_cast<std::int32_t>(*year), static_cast<std::uint8_t>(*month),
               static_cast<std::uint8_t>(*day)};
    return exists(result) ? Value::of(result) : Value();
}

Value date_time_from(Arguments a, Budget&) {
    const Value& from = single(a[0]);
    if (from.is(Kind::date_time)) return from;
    if (from.is(Kind::date)) return Value::of(DateTime{from.day(), {0, 0, Zone::offset(0)}});
    if (!from.is(Kind::string)) return {};
    if (auto at = parse_date_time(from.string())) return Value::of(*at);
    auto day = parse_day(from.string());
    return day ? Value::of(DateTime{*day, {}}) : Value();
}

Value date_time_of(Arguments a, Budget&) {
    return Value::of(DateTime{day_of(a[0]), a[1].time()});
}

Value date_time_zoned(Arguments a, Budget&) {
    auto zone = Zone::named(a[1].string());
    if (!zone || !a[0].is(Kind::date_time)) return {};
    DateTime at = a[0].date_time();
    std::int64_t utc = utc_seconds(at);
    at.time.zone = *zone;
    auto local = at_instant(utc, at);
    return local ? Value::of(*local) : Value();
}

Value time_from(Arguments a, Budget&) {
    const Value& from = single(a[0]);
    if (from.is(Kind::time)) return from;
    if (from.is(Kind::date_time)) return Value::of(from.date_time().time);
    if (from.is(Kind::date)) return Value::of(Time{0, 0, Zone::offset(0)});
    return from.is(Kind::string) ? of(parse_time(from.string())) : Value();
}

Value time_of(Arguments a, Budget&) {
    auto hour = a[0].number().to_int64(), minute = a[1].number().to_int64();
    auto whole_second = a[2].number().rounded(0, Rounding::floor);
    if (!hour || !minute || !whole_second) return {};
    auto second = whole_second->to_int64();
    if (!second) return {};
    if (*hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || *second < 0 || *second > 59)
        return {};
    auto nanos = multiply(*subtract(a[2].number(), *whole_second), Decimal(1'000'000'000))
                     ->rounded(0, Rounding::down);
    Time time{static_cast<std::int32_t>(*hour * 3600 + *minute * 60 + *second),
              static_cast<std::int32_t>(nanos->to_int64().value_or(0)),
              {}};
    if (a.size() > 3 && !a[3].is_null()) {
        if (!a[3].is(Kind::days_duration)) return {};
        std::int64_t offset = a[3].days_duration().seconds;
        if (std::llabs(offset) > 18 * 3600) return {};
        time.zone = Zone::offset(static_cast<std::int32_t>(offset));
    }
    return Value::of(time);
}

Value duration_from(Arguments a, Budget&) {
    if (auto days = parse_days_duration(a[0].string())) return Value::of(*days);
    return of(parse_months_duration(a[0].string()));
}

Value months_between(Arguments a, Budget&) {
    return Value::of(MonthsDuration{whole_months(day_of(a[0]), day_of(a[1]))});
}

Value day_of_year_number(Arguments a, Budget&) {
    return Value::of(day_of_year(day_of(a[0])));
}
Value week_of_year(Arguments a, Budget&) {
    return Value::of(iso_week(day_of(a[0])));
}

Value day_of_week(Arguments a, Budget&) {
    constexpr std::string_view names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
    return Value::of(names[weekday(day_of(a[0])) - 1]);
}

Value month_of_year(Arguments a, Budget&) {
    constexpr std::string_view names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
    return Value::of(names[day_of(a[0]).month - 1]);
}

} // namespace banxing::feel
