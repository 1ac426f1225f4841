#include <casework/places.h>
#include <consequences/pools.h>

namespace banxing::casework {

Result<std::int64_t> note_ranks(Office& office, Date night) {
    std::int64_t moved = 0;
    const auto& program = *office.program;
    for (auto& system : program.source().systems)
        for (auto& pool : system.pools) {
            if (pool.label.zh.empty()) continue;
            moved += TRY(office.database.write(db::Priority::background, [&](db::Session& session) {
                return consequences::note_ranks(session, pool, night);
            }));
        }
    return moved;
}

} // namespace banxing::casework
