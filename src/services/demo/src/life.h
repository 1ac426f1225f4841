#pragma once
// A person's life as records: what was entered, by whom, on which day; and what a list still has to
// bring.
#include "people.h"

#include <core/json.h>

#include <map>

namespace banxing::demo {

struct Entry {
    std::string form;
    Date day, entered;
    Json content; // plain
    Writer writer;
};

struct Guardian {
    std::string name, phone, relation;
};

enum class List : char { checks, diagnoses, months, paid_before };

/// A row for one of the lists to try; `recorded`: it stands in the file already.
struct Held {
    List list = List::checks;
    Date day;
    Json content;
    bool recorded = false;
    std::int64_t index = 0; // of the person
    std::string name, number, town, village;
    bool male = false;
    Date birth;
    Guardian guardian;
};

struct Life {
    registry::Identity identity;
    std::vector<Entry> entries; // in the order in which they were entered
    std::vector<Held> held;
    bool confirmed = false;
};

Life tell(const World& world, const Cluster& cluster, std::size_t who, std::int64_t index);

/// What the chapters of a life share.
struct Story {
    const World& world;
    const Cluster& cluster;
    const Person& person;
    const Household& home;
    Draw draw;
    std::int64_t index;
    Date today;
    Date since;              // living here from
    std::optional<Date> end; // death or moving out
    bool registered_here = false;
    Guardian guardian = {};
    Life life = {};
    /// Visits of the screening by age; nothing for one that was missed or stands in a list only.
    std::map<std::string, std::optional<Date>> visits = {};

    const Rates& rates() const { return world.tables.rates; }
    bool happens(Date day) const { return day >= since && day <= today && (!end || day <= *end); }
    /// Nothing when the day does not come.
    bool add(const char* form, Date day, Json content, Writer writer);
    Held row(List list, Date day, Json content, bool recorded) const;
    Date later(Date day, Range days) {
        return add_days(day, int(draw.between(days.from, days.to)));
    }
};

struct Confirmed {
    Date day;
    std::string icd10;
    std::int64_t hospital = 0;
};
/// Checks, re-screens, diagnoses and follow-ups.
std::optional<Confirmed> tell_screening(Story& story);
/// Child health services; after the screening, whose days they take.
void tell_care(Story& story);
/// Months at the institution, plans, assessments, what was paid before.
void tell_rehabilitation(Story& story, const Confirmed& confirmed);

/// The school year that runs, as far as it has come.
void tell_school(Story& story, const Confirmed& confirmed);

/// Work and care of an adult whose autism is confirmed.
void tell_grown(Story& story);

} // namespace banxing::demo
