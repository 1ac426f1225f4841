#include <core/working_days.h>

#include <cassert>

namespace banxing {

WorkingDays::WorkingDays(std::set<Date> holidays, std::set<Date> workdays, std::set<int> years)
    : holidays_(std::move(holidays)), workdays_(std::move(workdays)), years_(std::move(years)) {}

bool WorkingDays::is_working(Date day) const {
    return weekday_of(day) <= 5 ? !holidays_.contains(day) : workdays_.contains(day);
}

bool WorkingDays::provisional(Date day) const {
    return !years_.contains(int(day.year()));
}

Date WorkingDays::after(Date start, int n) const {
    assert(n >= 1);
    Date day = start;
    while (n > 0) {
        day = add_days(day, 1);
        if (is_working(day)) --n;
    }
    return day;
}

Date WorkingDays::on_or_after(Date day) const {
    while (!is_working(day)) day = add_days(day, 1);
    return day;
}

int WorkingDays::between(Date from, Date to) const {
    int count = 0;
    for (Date day = from; day < to;) {
        day = add_days(day, 1);
        if (is_working(day)) ++count;
    }
    return count;
}

} // namespace banxing
