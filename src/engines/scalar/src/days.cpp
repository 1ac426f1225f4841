#include <algorithm>
#include <scalar/temporal.h>

namespace banxing::feel {
namespace {

constexpr std::int32_t most_years = 999'999'999;

bool leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int month_length(std::int64_t year, int month) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

} // namespace

Day to_day(Date date) {
    return {static_cast<int>(date.year()),
            static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
            static_cast<std::uint8_t>(static_cast<unsigned>(date.day()))};
}

std::optional<Date> to_date(Day day) {
    if (day.year < -32767 || day.year > 32767 || !exists(day)) return std::nullopt;
    return Date{std::chrono::year{day.year}, std::chrono::month{day.month},
                std::chrono::day{day.day}};
}

bool exists(Day day) {
    return day.year >= -most_years && day.year <= most_years && day.month >= 1 && day.month <= 12 &&
           day.day >= 1 && day.day <= month_length(day.year, day.month);
}

// Days of the proleptic Gregorian calendar, years counted from March (H. Hinnant,
// "chrono-compatible low-level date algorithms").
std::int64_t days_since_epoch(Day day) {
    std::int64_t y = std::int64_t{day.year} - (day.month <= 2);
    std::int64_t era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
    std::int64_t of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year -
           719468;
}

std::optional<Day> day_from_epoch(std::int64_t days) {
    constexpr std::int64_t most_days = 366LL * most_years;
    if (days > most_days || days < -most_days) return std::nullopt;
    std::int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097,
                 of_era = z - era * 146097;
    std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100),
                 m = (5 * of_year + 2) / 153;
    auto month = static_cast<std::uint8_t>(m < 10 ? m + 3 : m - 9);
    std::int64_t year = year_of_era + era * 400 + (month <= 2);
    if (year > most_years || year < -most_years) return std::nullopt;
    return Day{static_cast<std::int32_t>(year), month,
               static_cast<std::uint8_t>(of_year - (153 * m + 2) / 5 + 1)};
}

int weekday(Day day) {
    std::int64_t from_monday = (days_since_epoch(day) + 3) % 7; // 1970-01-01 was a Thursday
    return static_cast<int>(from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int day_of_year(Day day) {
    return static_cast<int>(days_since_epoch(day) - days_since_epoch({day.year, 1, 1})) + 1;
}

int iso_week(Day day) {
    // The week belongs to the year of its Thursday.
    auto thursday = day_from_epoch(days_since_epoch(day) + 4 - weekday(day));
    return thursday ? (day_of_year(*thursday) - 1) / 7 + 1 : 1;
}

std::optional<Day> add_months(Day day, std::int64_t months) {
    if (months > 12LL * 2 * most_years || months < -12LL * 2 * most_years) return std::nullopt;
    std::int64_t total = std::int64_t{day.year} * 12 + day.month - 1 + months;
    std::int64_t year = total >= 0 ? total / 12 : (total - 11) / 12;
    if (year > most_years || year < -most_years) return std::nullopt;
    int month = static_cast<int>(total - year * 12) + 1;
    return Day{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
               static_cast<std::uint8_t>(std::min<int>(day.day, month_length(year, month)))};
}

std::int64_t whole_months(Day from, Day to) {
    std::int64_t n = (std::int64_t{to.year} - from.year) * 12 + to.month - from.month;
    if (n > 0 && to.day < from.day) --n;
    if (n < 0 && to.day > from.day) ++n;
    return n;
}

} // namespace banxing::feel
