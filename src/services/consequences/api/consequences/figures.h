#pragma once
// What the files contribute to indicators, and the cells that sum it up by town and month.
#include <access/grants.h>
#include <core/id.h>
#include <db/db.h>
#include <derive/derive.h>

#include <functional>
#include <map>
#include <tuple>
#include <vector>

namespace banxing::consequences {

/// Months since year 0: year * 12 + month − 1.
std::int64_t month_number(Date day);
Date first_day_of(std::int64_t month);

/// A cell's key, and by how much its figures differ from those of the month before.
struct CellKey {
    std::string indicator;
    std::int64_t town = 0, month = 0;
    auto operator<=>(const CellKey&) const = default; // NOLINT: clang-tidy 14 sees a null here
};
struct Change {
    std::int64_t below = 0, above = 0;
    bool operator==(const Change&) const = default;
};
using Cells = std::map<CellKey, Change>;

/// Adds (or takes away, sign −1) what a run changes in the cells: +1 in the first month on whose
/// last day it stands, −1 in the first on whose last day it no longer does.
void add_to(Cells& cells, const derive::Counted& run, int sign);

struct CellRow {
    CellKey key;
    Change change;
    std::int64_t seq = 0;
};
/// Cells written after `seq`, in the order in which they became visible.
Result<std::vector<CellRow>> cells_since(db::Session& session, std::int64_t seq);

/// How many stored cells are other than these, which are all there are.
Result<std::int64_t> differing_cells(db::Session& session, const Cells& all);
/// Writes those that differ; returns how many.
Result<std::int64_t> put_cells(db::Session& session, const Cells& all);

/// Replaces what one file contributes; cells are not touched (rebuild only).
Result<bool> put_counted(db::Session& session, SubjectId subject,
                         const std::vector<derive::Counted>& now);
Result<std::vector<derive::Counted>> counted_of(db::Session& session, SubjectId subject);
/// Of all files with from ≤ subject < to that contribute anything.
Result<std::map<SubjectId, std::vector<derive::Counted>>>
counted_between(db::Session& session, SubjectId from, SubjectId to);

enum class Part { all, above, missing }; // missing: below the line, not above it

struct PeopleFilter {
    std::string indicator; // system.id
    std::int64_t town_from = 0, town_to = 0;
    Date day;
    Part part = Part::all;
    std::int64_t after_town = 0;
    SubjectId after_subject;
    int limit = 50;
};
struct PersonCounted {
    SubjectId subject;
    std::int64_t town = 0, below = 0, above = 0;
};
/// Only those whose file is open to the one who asks.
Result<std::vector<PersonCounted>> people_counted(db::Session& session,
                                                  const access::Principal& who,
                                                  const PeopleFilter& filter, Date today);
Result<std::int64_t> count_people(db::Session& session, const access::Principal& who,
                                  const PeopleFilter& filter, Date today);

} // namespace banxing::consequences
