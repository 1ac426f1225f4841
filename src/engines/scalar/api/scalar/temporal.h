#pragma once
// FEEL's own days, times and durations: years reach ±999,999,999, times carry a zone or none.
#include <core/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace banxing::feel {

struct Day {
    std::int32_t year = 1970;
    std::uint8_t month = 1, day = 1;
    bool operator==(const Day&) const = default;
    auto operator<=>(const Day&) const = default;
};

/// None, an offset from UTC, or a named zone of the tz database (index into a table fixed at build
/// time).
struct Zone {
    std::int32_t code = none;
    static constexpr std::int32_t none = INT32_MIN, first_named = 1 << 20;
    static Zone offset(std::int32_t seconds) { return {seconds}; }
    static std::optional<Zone> named(std::string_view id);
    bool is_none() const { return code == none; }
    bool is_offset() const { return !is_none() && code < first_named; }
    bool is_named() const { return code >= first_named; }
    std::string_view id() const;
    bool operator==(const Zone&) const = default;
};

struct Time {
    std::int32_t seconds = 0; // since midnight
    std::int32_t nanos = 0;
    Zone zone;
    bool operator==(const Time&) const = default;
};

struct DateTime {
    Day day;
    Time time;
    bool operator==(const DateTime&) const = default;
};

struct DaysDuration { // "days and time duration"; nanos has the sign of seconds
    std::int64_t seconds = 0;
    std::int32_t nanos = 0;
    bool operator==(const DaysDuration&) const = default;
};

struct MonthsDuration { // "years and months duration"
    std::int64_t months = 0;
    bool operator==(const MonthsDuration&) const = default;
};

Day to_day(Date date);
/// Nothing for a year outside banxing::Date.
std::optional<Date> to_date(Day day);
bool exists(Day day);
std::int64_t days_since_epoch(Day day);
/// Nothing beyond ±999,999,999 years.
std::optional<Day> day_from_epoch(std::int64_t days);
/// 1 = Monday … 7 = Sunday
int weekday(Day day);
int day_of_year(Day day);
int iso_week(Day day);
/// Month arithmetic from the anchor, clamped to the month's end.
std::optional<Day> add_months(Day day, std::int64_t months);
/// Whole months from `from` to `to`, negative when `to` is earlier.
std::int64_t whole_months(Day from, Day to);

/// Seconds east of UTC at that local time; nothing without a zone.
std::optional<std::int32_t> offset_at(const DateTime& local);
/// Seconds since 1970 UTC; a local time without zone counts as UTC.
std::int64_t utc_seconds(const DateTime& at);

std::optional<Day> parse_day(std::string_view text);
std::optional<Time> parse_time(std::string_view text);
std::optional<DateTime> parse_date_time(std::string_view text);
std::optional<DaysDuration> parse_days_duration(std::string_view text);
std::optional<MonthsDuration> parse_months_duration(std::string_view text);

std::string text(Day day);
std::string text(const Time& time);
std::string text(const DateTime& at);
std::string text(DaysDuration duration);
std::string text(MonthsDuration duration);

} // namespace banxing::feel
