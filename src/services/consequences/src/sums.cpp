#include "consequences_sql.h"

#include <access/principal.h>
#include <consequences/consequences.h>

namespace banxing::consequences {

Result<std::vector<EntitledSum>> entitled_sums(db::Session& session, const access::Principal& who,
                                               const Months& months, Date today) {
    std::vector<EntitledSum> out;
    for (auto& row : TRY(session.all(sql::EntitledSums{.period_from = months.from,
                     .period_to = months.to,
                     .reach_from = who.reach.from,
                     .reach_to = who.reach.to,
                     .reach_own = who.reach.own,
                     .purposes = who.purposes,
                     .today = to_days(today)})))
        out.push_back({std::move(row.benefit), std::move(row.period), row.people, {row.fen}});
    return out;
}

} // namespace banxing::consequences
