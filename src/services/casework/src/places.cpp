#include <casework/places.h>
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

Result<std::vector<InLine>> places_in_line(Office& office, db::Session& session, SubjectId subject,
                                           const std::vector<derive::PoolEntry>& entries) {
    std::vector<InLine> out;
    for (auto& entry : entries) {
        auto* pool = consequences::find_pool(*office.program, entry.pool);
        if (!pool || entry.side != derive::PoolSide::waits) continue;
        out.push_back({pool->label, TRY(consequences::rank_of(session, *pool, subject, entry))});
    }
    return out;
}

} // namespace banxing::casework
