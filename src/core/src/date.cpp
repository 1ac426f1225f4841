#include <core/date.h>

#include <fmt/format.h>

namespace banxing {

using namespace std::chrono;

std::int64_t to_days(Date day) {
    return sys_days{day}.time_since_epoch().count();
}

Date from_days(std::int64_t n) {
    return Date{sys_days{days{n}}};
}

static std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8));
    if (!y || !m || !d) return std::nullopt;
    Date day{year{*y}, month{unsigned(*m)}, std::chrono::day{unsigned(*d)}};
    if (!day.ok()) return std::nullopt;
    return day;
}

std::string iso(Date day) {
    return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()),
                       unsigned(day.day()));
}

Date add_days(Date day, int n) {
    return from_days(to_days(day) + n);
}

Date add_months(Date anchor, int n) {
    year_month target = year_month{anchor.year(), anchor.month()} + months{n};
    Date day{target.year(), target.month(), anchor.day()};
    return day.ok() ? day : Date{target.year() / target.month() / last};
}

Date reaches_age(Date birth, int n) {
    return add_months(birth, n);
}

int age_months_on(Date day, Date birth) {
    int count = (int(day.year()) - int(birth.year())) * 12 + int(unsigned(day.month())) -
                int(unsigned(birth.month()));
    return reaches_age(birth, count) > day ? count - 1 : count;
}

int age_years_on(Date day, Date birth) {
    int count = age_months_on(day, birth);
    return count >= 0 ? count / 12 : -((-count + 11) / 12);
}

Date first_of_month(Date day) {
    return {day.year(), day.month(), std::chrono::day{1}};
}

Date last_of_month(Date day) {
    return Date{day.year() / day.month() / last};
}

int weekday_of(Date day) {
    return int(weekday{sys_days{day}}.iso_encoding());
}

std::string chinese(Date day) {
    return fmt::format("{}年{}月{}日", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

} // namespace banxing
