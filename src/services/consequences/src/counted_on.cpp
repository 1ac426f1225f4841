#include "consequences_sql.h"

#include <consequences/counted_on.h>

namespace banxing::consequences {

Result<std::vector<PersonCounted>> counted_on(db::Session& session, const std::string& indicator,
                                              access::RegionRange area, Date day) {
    std::vector<PersonCounted> out;
    for (auto& r : TRY(session.all(sql::CountedOn{.indicator = indicator,
                   .town_from = area.from,
                   .town_to = area.to,
                   .day = to_days(day)})))
        out.push_back({SubjectId{r.subject_id}, r.town, r.below, r.above});
    return out;
}

} // namespace banxing::consequences
