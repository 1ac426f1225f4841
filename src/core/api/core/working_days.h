#pragma once
#include <core/date.h>

#include <set>

namespace banxing {

/// The State Council's calendar: which days are worked. Data: data/calendar/. A year without data
/// counts Monday to Friday and is `provisional`.
class WorkingDays {
public:
    /// `holidays`: days off that would be worked; `workdays`: rest days that are worked; `years`:
    /// covered.
    WorkingDays(std::set<Date> holidays, std::set<Date> workdays, std::set<int> years);
    WorkingDays() = default;

    bool is_working(Date day) const;
    bool provisional(Date day) const;

    /// The n-th working day after `start`: the count starts on the next working day. n ≥ 1.
    Date after(Date start, int n) const;

    /// `day` itself when worked, else the next working day.
    Date on_or_after(Date day) const;

    /// Working days after `from` up to and including `to`; 0 when to ≤ from.
    int between(Date from, Date to) const;

private:
    std::set<Date> holidays_, workdays_;
    std::set<int> years_;
};

} // namespace banxing
