#include <cstdlib>
#include <scalar/temporal.h>

namespace banxing::feel {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct Reader {
    std::string_view rest;

    bool take(char c) {
        if (rest.empty() || rest[0] != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    std::size_t digits_ahead() const {
        std::size_t n = 0;
        while (n < rest.size() && is_digit(rest[n])) ++n;
        return n;
    }
    /// Between `least` and `most` digits.
    std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
        std::size_t n = digits_ahead();
        if (n < least || n > most) return std::nullopt;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < n; ++i) value = value * 10 + (rest[i] - '0');
        rest.remove_prefix(n);
        return value;
    }
    /// After the point: up to nine places count, more are cut.
    std::optional<std::int32_t> nanos() {
        std::size_t n = digits_ahead();
        if (n == 0) return std::nullopt;
        std::int32_t value = 0;
        for (std::size_t i = 0; i < 9; ++i) value = value * 10 + (i < n ? rest[i] - '0' : 0);
        rest.remove_prefix(n);
        return value;
    }
};

std::optional<Day> read_day(Reader& reader) {
    bool minus = reader.take('-');
    std::size_t length = reader.digits_ahead();
    if (length > 4 && reader.rest[0] == '0') return std::nullopt;
    auto year = reader.number(4, 9);
    if (!year || !reader.take('-')) return std::nullopt;
    auto month = reader.number(2, 2);
    if (!month || !reader.take('-')) return std::nullopt;
    auto day = reader.number(2, 2);
    if (!day) return std::nullopt;
    Day result{static_cast<std::int32_t>(minus ? -*year : *year), static_cast<std::uint8_t>(*month),
               static_cast<std::uint8_t>(*day)};
    return exists(result) ? std::optional(result) : std::nullopt;
}

std::optional<Zone> read_zone(Reader& reader) {
    if (reader.rest.empty()) return Zone{};
    if (reader.take('Z') || reader.take('z')) return Zone::offset(0);
    if (reader.take('@')) {
        auto zone = Zone::named(reader.rest);
        reader.rest = {};
        return zone;
    }
    bool minus = reader.take('-');
    if (!minus && !reader.take('+')) return std::nullopt;
    auto hours = reader.number(2, 2);
    if (!hours || !reader.take(':')) return std::nullopt;
    auto minutes = reader.number(2, 2);
    if (!minutes) return std::nullopt;
    std::optional<std::int64_t> seconds = 0;
    if (reader.take(':')) seconds = reader.number(2, 2);
    if (!seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
    auto total = static_cast<std::int32_t>(*hours * 3600 + *minutes * 60 + *seconds);
    if (total > 18 * 3600) return std::nullopt;
    return Zone::offset(minus ? -total : total);
}

std::optional<Time> read_time(Reader& reader, bool& next_day) {
    auto hours = reader.number(2, 2);
    if (!hours || !reader.take(':')) return std::nullopt;
    auto minutes = reader.number(2, 2);
    if (!minutes || !reader.take(':')) return std::nullopt;
    auto seconds = reader.number(2, 2);
    if (!seconds) return std::nullopt;
    std::optional<std::int32_t> nanos = 0;
    if (reader.take('.')) nanos = reader.nanos();
    if (!nanos || *minutes > 59 || *seconds > 59 || *hours > 24) return std::nullopt;
    next_day = *hours == 24;
    if (next_day && (*minutes != 0 || *seconds != 0 || *nanos != 0)) return std::nullopt;
    auto zone = read_zone(reader);
    if (!zone || !reader.rest.empty()) return std::nullopt;
    auto total =
        static_cast<std::int32_t>((next_day ? 0 : *hours) * 3600 + *minutes * 60 + *seconds);
    return Time{total, *nanos, *zone};
}

std::string padded(std::int64_t n, std::size_t width) {
    std::string digits = std::to_string(std::llabs(n));
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return n < 0 ? "-" + digits : digits;
}

std::string fraction(std::int32_t nanos) {
    if (nanos == 0) return {};
    std::string digits = padded(std::abs(nanos), 9);
    digits.erase(digits.find_last_not_of('0') + 1);
    return "." + digits;
}

std::string zone_text(Zone zone) {
    if (zone.is_none()) return {};
    if (zone.is_named()) return "@" + std::string(zone.id());
    if (zone.code == 0) return "Z";
    std::int32_t n = std::abs(zone.code);
    std::string text =
        (zone.code < 0 ? "-" : "+") + padded(n / 3600, 2) + ":" + padded(n / 60 % 60, 2);
    return n % 60 ? text + ":" + padded(n % 60, 2) : text;
}

constexpr std::int64_t most = INT64_MAX / 86400 - 1;

/// One "12H" of a duration: its number when the letter is there, 0 when another stands there.
bool component(Reader& reader, char letter, std::int64_t& n, bool& any) {
    std::size_t length = reader.digits_ahead();
    n = 0;
    if (length == 0 || length >= reader.rest.size() || reader.rest[length] != letter) return true;
    auto value = reader.number(1, 18);
    if (!value || *value > most) return false;
    reader.take(letter);
    n = *value;
    return any = true;
}

bool read_seconds(Reader& reader, std::int64_t& seconds, std::int32_t& nanos, bool& any) {
    seconds = 0, nanos = 0;
    if (reader.digits_ahead() == 0) return true;
    auto whole = reader.number(1, 18);
    if (!whole) return false;
    if (reader.take('.')) {
        nanos = reader.nanos().value_or(0); // "0.S" is written by some
    }
    seconds = *whole;
    any = true;
    return reader.take('S');
}

} // namespace

std::optional<Day> parse_day(std::string_view text) {
    Reader reader{text};
    auto day = read_day(reader);
    return day && reader.rest.empty() ? day : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
    Reader reader{text};
    bool next_day = false;
    return read_time(reader, next_day);
}

std::optional<DateTime> parse_date_time(std::string_view text) {
    Reader reader{text};
    auto day = read_day(reader);
    if (!day || !reader.take('T')) return std::nullopt;
    bool next_day = false;
    auto time = read_time(reader, next_day);
    if (!time) return std::nullopt;
    if (next_day) day = day_from_epoch(days_since_epoch(*day) + 1);
    return day ? std::optional(DateTime{*day, *time}) : std::nullopt;
}

std::optional<DaysDuration> parse_days_duration(std::string_view text) {
    Reader reader{text};
    bool minus = reader.take('-'), any = false;
    std::int64_t days = 0, hours = 0, minutes = 0, seconds = 0;
    std::int32_t nanos = 0;
    if (!reader.take('P') || !component(reader, 'D', days, any)) return std::nullopt;
    if (reader.take('T')) {
        any = false;
        if (!component(reader, 'H', hours, any) || !component(reader, 'M', minutes, any))
            return std::nullopt;
        if (!read_seconds(reader, seconds, nanos, any)) return std::nullopt;
    }
    if (!any || !reader.rest.empty()) return std::nullopt;
    __int128 total = static_cast<__int128>(days) * 86400 + static_cast<__int128>(hours) * 3600 +
                     minutes * 60 + seconds;
    if (total > INT64_MAX) return std::nullopt;
    auto sum = static_cast<std::int64_t>(total);
    return minus ? DaysDuration{-sum, -nanos} : DaysDuration{sum, nanos};
}

std::optional<MonthsDuration> parse_months_duration(std::string_view text) {
    Reader reader{text};
    bool minus = reader.take('-'), any = false;
    std::int64_t years = 0, months = 0;
    if (!reader.take('P') || !component(reader, 'Y', years, any) ||
        !component(reader, 'M', months, any))
        return std::nullopt;
    if (!any || !reader.rest.empty()) return std::nullopt;
    std::int64_t total = years * 12 + months;
    return MonthsDuration{minus ? -total : total};
}

std::string text(Day day) {
    return padded(day.year, 4) + "-" + padded(day.month, 2) + "-" + padded(day.day, 2);
}

std::string text(const Time& time) {
    std::int32_t s = time.seconds;
    return padded(s / 3600, 2) + ":" + padded(s / 60 % 60, 2) + ":" + padded(s % 60, 2) +
           fraction(time.nanos) + zone_text(time.zone);
}

std::string text(const DateTime& at) {
    return text(at.day) + "T" + text(at.time);
}

std::string text(DaysDuration duration) {
    bool minus = duration.seconds < 0 || duration.nanos < 0;
    std::int64_t s = std::llabs(duration.seconds);
    std::string days = s / 86400 ? std::to_string(s / 86400) + "D" : "", clock;
    if (s / 3600 % 24) clock += std::to_string(s / 3600 % 24) + "H";
    if (s / 60 % 60) clock += std::to_string(s / 60 % 60) + "M";
    if (s % 60 || duration.nanos) clock += std::to_string(s % 60) + fraction(duration.nanos) + "S";
    if (days.empty() && clock.empty()) return "PT0S";
    return (minus ? "-P" : "P") + days + (clock.empty() ? "" : "T" + clock);
}

std::string text(MonthsDuration duration) {
    std::int64_t n = std::llabs(duration.months);
    if (n == 0) return "P0M";
    std::string years = n / 12 ? std::to_string(n / 12) + "Y" : "",
                months = n % 12 ? std::to_string(n % 12) + "M" : "";
    return (duration.months < 0 ? "-P" : "P") + years + months;
}

} // namespace banxing::feel
