#pragma once
// How many stand on each stage of a pathway and how many of its to-dos are late, of the files that
// are open to the one who asks.
#include <consequences/sight.h>

#include <vector>

namespace banxing::consequences {

struct StageCount {
    std::string stage;
    std::int64_t people = 0;
    std::int64_t stuck = 0; // of them, with a to-do of the system that is overdue
};
struct TaskCount {
    std::string task;
    std::int64_t open = 0, overdue = 0;
};
struct PathwayCounts {
    std::vector<StageCount> stages; // by id; those where somebody stands
    std::vector<TaskCount> tasks;
};
/// Nothing of a system that the post does not read, nor of a stage that it may not learn.
Result<PathwayCounts> count_pathway(db::Session& session, const ListSight& sight,
                                    const std::string& system, Date today);

struct PlaceCount {
    std::int64_t place = 0; // a region's code without trailing zeros
    std::int64_t open = 0, overdue = 0;
};
/// To-dos of a region by the regions below it, whoever may see them: sums for those who answer for
/// it. `digits`: of the codes below (6, 9, 12).
Result<std::vector<PlaceCount>> count_by_place(db::Session& session, access::RegionRange area,
                                               int digits, Date today);

} // namespace banxing::consequences
