#include "zone_table.h"

#include <algorithm>
#include <iterator>
#include <scalar/temporal.h>

namespace banxing::feel {
namespace {

// POSIX TZ: "CET-1CEST,M3.5.0,M10.5.0/3"; "<+0330>-3:30"
struct RuleReader {
    std::string_view rest;

    bool take(char c) {
        if (rest.empty() || rest[0] != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    int number() {
        int n = 0;
        while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9')
            n = n * 10 + (rest[0] - '0'), rest.remove_prefix(1);
        return n;
    }
    void name() {
        std::size_t end = 0;
        if (take('<')) {
            end = rest.find('>') + 1;
        } else {
            while (end < rest.size() && ((rest[end] | 32) >= 'a' && (rest[end] | 32) <= 'z')) ++end;
        }
        rest.remove_prefix(end);
    }
    std::int32_t clock() {
        bool minus = take('-');
        if (!minus) take('+');
        std::int32_t seconds = number() * 3600;
        if (take(':')) seconds += number() * 60;
        if (take(':')) seconds += number();
        return minus ? -seconds : seconds;
    }
};

struct Change {
    int month = 0, week = 0, weekday = 0; // week 5 = the last; weekday 0 = Sunday
    std::int32_t at = 7200;               // local seconds
};

Change read_change(RuleReader& reader) {
    Change change;
    reader.take(','), reader.take('M');
    change.month = reader.number(), reader.take('.');
    change.week = reader.number(), reader.take('.');
    change.weekday = reader.number();
    if (reader.take('/')) change.at = reader.clock();
    return change;
}

/// Local seconds since 1970 of the change in that year, on the clock that it ends.
std::int64_t moment(const Change& change, std::int32_t year) {
    Day first{year, static_cast<std::uint8_t>(change.month), 1};
    int ahead = (change.weekday - weekday(first) % 7 + 7) % 7;
    Day next = *add_months(first, 1);
    std::int64_t day = days_since_epoch(first) + ahead + 7LL * (change.week - 1);
    while (day >= days_since_epoch(next)) day -= 7;
    return day * 86400 + change.at;
}

std::int32_t rule_offset(std::string_view rule, const DateTime& local) {
    RuleReader reader{rule};
    reader.name();
    std::int32_t standard = -reader.clock(), summer = standard + 3600;
    if (reader.rest.empty()) return standard;
    reader.name();
    if (!reader.rest.empty() && reader.rest[0] != ',') summer = -reader.clock();
    Change start = read_change(reader), end = read_change(reader);
    std::int64_t now = days_since_epoch(local.day) * 86400 + local.time.seconds;
    std::int64_t from = moment(start, local.day.year), to = moment(end, local.day.year);
    bool inside = from < to ? now >= from && now < to : now >= from || now < to;
    return inside ? summer : standard;
}

} // namespace

std::optional<Zone> Zone::named(std::string_view id) {
    auto row = std::ranges::lower_bound(zone_rows, id, {}, &ZoneRow::id);
    if (row == std::end(zone_rows) || row->id != id) return std::nullopt;
    return Zone{first_named + static_cast<std::int32_t>(row - std::begin(zone_rows))};
}

std::string_view Zone::id() const {
    return is_named() ? zone_rows[code - first_named].id : std::string_view();
}

std::optional<std::int32_t> offset_at(const DateTime& local) {
    Zone zone = local.time.zone;
    if (zone.is_none()) return std::nullopt;
    if (zone.is_offset()) return zone.code;
    return rule_offset(zone_rules[zone_rows[zone.code - Zone::first_named].rule], local);
}

std::int64_t utc_seconds(const DateTime& at) {
    return days_since_epoch(at.day) * 86400 + at.time.seconds - offset_at(at).value_or(0);
}

} // namespace banxing::feel
