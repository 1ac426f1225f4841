#include "consequences_sql.h"

#include <consequences/pool_need.h>

namespace banxing::consequences {

Result<std::vector<PoolTown>> pool_need(db::Session& session, const std::string& pool,
                                        access::RegionRange area) {
    std::vector<PoolTown> out;
    for (auto& r : TRY(session.all(
             sql::PoolNeed{.pool = pool, .place_from = area.from, .place_to = area.to})))
        out.push_back({r.town, r.takes, r.waits});
    return out;
}

} // namespace banxing::consequences
