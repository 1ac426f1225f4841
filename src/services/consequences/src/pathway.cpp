#include "rows.h"

#include <consequences/pathway.h>

namespace banxing::consequences {

Result<PathwayCounts> count_pathway(db::Session& session, const ListSight& sight,
                                    const std::string& system, Date today) {
    PathwayCounts out;
    if (!sight.reads(system)) return out;
    auto& who = sight.who;
    auto day = to_days(today);
    for (auto& r : TRY(session.all(sql::PeopleOnStages{.system = system,
                   .day = day,
                   .reach_from = who.reach.from,
                   .reach_to = who.reach.to,
                   .reach_own = who.reach.own,
                   .purposes = who.purposes,
                   .today = day})))
        if (sight.stage(system, r.stage)) out.stages.push_back({r.stage, r.people, r.stuck});
    for (auto& r : TRY(session.all(sql::TasksOfSystem{.system = system,
                   .day = day,
                   .reach_from = who.reach.from,
                   .reach_to = who.reach.to,
                   .reach_own = who.reach.own,
                   .purposes = who.purposes,
                   .today = day,
                   .locked = sight.locked,
                   .locked_for = sight.locked_for})))
        out.tasks.push_back({r.task, r.open_count, r.overdue});
    return out;
}

Result<std::vector<PlaceCount>> count_by_place(db::Session& session, access::RegionRange area,
                                               int digits, Date today) {
    constexpr int whole = 12;
    std::int64_t divisor = 1;
    for (int i = digits; i < whole; ++i) divisor *= 10;
    std::vector<PlaceCount> out;
    for (auto& r : TRY(session.all(sql::TasksInRegions{.divisor = divisor,
                   .place_from = area.from,
                   .place_to = area.to,
                   .day = to_days(today)})))
        out.push_back({r.below, r.open_count, r.overdue});
    return out;
}

} // namespace banxing::consequences
