#pragma once
// Civil days. Rules: docs/time.md. A day is a date at UTC+8; nothing here reads a clock.
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace banxing {

using Date = std::chrono::year_month_day;

/// UTC milliseconds since 1970. Only platform/clock converts between Instant and Date.
struct Instant {
    std::int64_t ms = 0;
    auto operator<=>(const Instant&) const = default;
};

/// Half-open: from is inside, to is not; no `to` means open.
struct Period {
    Date from;
    std::optional<Date> to;
    bool contains(Date day) const { return from <= day && (!to || day < *to); }
    bool operator==(const Period&) const = default;
};

/// Days since 1970-01-01; how dates are stored.
std::int64_t to_days(Date day);
Date from_days(std::int64_t days);

/// "2026-03-05", strictly; nothing for any other text or a date that does not exist.
std::optional<Date> parse_iso_date(std::string_view text);
std::string iso(Date day);

Date add_days(Date day, int n);

/// Anchor + n months, clamped to the month's end. Never chain: always count from the anchor.
Date add_months(Date anchor, int n);

/// The day somebody reaches an age of n months: the start of the n-month birthday, clamped to month
/// end (29 February → 28 February in common years).
Date reaches_age(Date birth, int months);

/// Completed months / years on `day`; negative before birth.
int age_months_on(Date day, Date birth);
int age_years_on(Date day, Date birth);

Date first_of_month(Date day);
Date last_of_month(Date day);
/// 1 = Monday … 7 = Sunday
int weekday_of(Date day);

/// "2026年3月5日"
std::string chinese(Date day);

} // namespace banxing
