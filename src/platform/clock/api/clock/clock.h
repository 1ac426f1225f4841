#pragma once
// The only place that asks what time it is, and the only one that turns an Instant into a civil
// day.
#include <core/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace banxing {

/// The civil date at UTC+8.
Date civil_day(Instant at);

/// 00:00 at UTC+8 of the day.
Instant start_of(Date day);

/// "2026-03-05T08:30:00.123+08:00"
std::string iso(Instant at);

/// Reads what iso(Instant) writes; nothing for any other text.
std::optional<Instant> parse_iso_instant(std::string_view text);

/// A copyable value that is handed down. Pinned (demo data only): every day is `day`, the time of
/// day still runs. Stopped: for what the demo county's posts did before, the same at every making.
class Clock {
public:
    static Clock system() { return Clock(); }
    static Clock pinned(Date day) { return Clock(day, std::nullopt); }
    static Clock stopped(Instant at) { return Clock(std::nullopt, at); }

    Instant now() const;
    Date today() const { return civil_day(now()); }
    bool is_pinned() const { return day_.has_value(); }

private:
    Clock() = default;
    Clock(std::optional<Date> day, std::optional<Instant> at) : day_(day), at_(at) {}
    std::optional<Date> day_;
    std::optional<Instant> at_;
};

/// Elapsed time, for limits and figures; never for what is stored.
class Stopwatch {
public:
    Stopwatch();
    std::int64_t microseconds() const;

private:
    std::int64_t started_;
};

} // namespace banxing
