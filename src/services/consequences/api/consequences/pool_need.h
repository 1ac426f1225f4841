#pragma once
// Who takes and who waits for what many files share, by the town they live in.
#include <access/principal.h>
#include <db/db.h>

#include <string>
#include <vector>

namespace banxing::consequences {

struct PoolTown {
    std::int64_t town = 0; // 12 digits
    std::int64_t takes = 0, waits = 0;
};
/// Of everybody, by town; sums only.
Result<std::vector<PoolTown>> pool_need(db::Session& session, const std::string& pool,
                                        access::RegionRange area);

} // namespace banxing::consequences
