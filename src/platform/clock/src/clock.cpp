#include <clock/clock.h>
#include <core/text.h>

#include <chrono>

namespace banxing {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t china_offset_ms =
    8 * 3'600'000; // no summer time since 1991; days before are civil days too

std::int64_t floor_days(std::int64_t ms) {
    return ms >= 0 ? ms / ms_per_day : -((-ms + ms_per_day - 1) / ms_per_day);
}

std::string digits(std::int64_t value, std::size_t width) {
    auto text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// The number in text[at, at + width), or -1.
std::int64_t number_at(std::string_view text, std::size_t at, std::size_t width) {
    std::int64_t value = 0;
    for (char c : text.substr(at, width)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::int64_t steady_us() {
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

Date civil_day(Instant at) {
    return from_days(floor_days(at.ms + china_offset_ms));
}

Instant start_of(Date day) {
    return {to_days(day) * ms_per_day - china_offset_ms};
}

std::string iso(Instant at) {
    auto day = civil_day(at);
    auto ms = at.ms - start_of(day).ms;
    return iso(day) + "T" + digits(ms / 3'600'000, 2) + ":" + digits(ms / 60'000 % 60, 2) + ":" +
           digits(ms / 1000 % 60, 2) + "." + digits(ms % 1000, 3) + "+08:00";
}

std::optional<Instant> parse_iso_instant(std::string_view text) {
    constexpr std::string_view shape = "2026-03-05T08:30:00.123+08:00";
    if (text.size() != shape.size() || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != '.' || text.substr(23) != shape.substr(23))
        return std::nullopt;
    auto day = parse_iso_date(text.substr(0, 10));
    auto hour = number_at(text, 11, 2), minute = number_at(text, 14, 2);
    auto second = number_at(text, 17, 2), ms = number_at(text, 20, 3);
    if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
        ms < 0)
        return std::nullopt;
    return Instant{start_of(*day).ms + ((hour * 60 + minute) * 60 + second) * 1000 + ms};
}

Instant Clock::now() const {
    using namespace std::chrono;
    if (at_) return *at_;
    Instant at{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
    if (day_) at.ms += (to_days(*day_) - to_days(civil_day(at))) * ms_per_day;
    return at;
}

Stopwatch::Stopwatch() : started_(steady_us()) {}

std::int64_t Stopwatch::microseconds() const {
    return steady_us() - started_;
}

} // namespace banxing
