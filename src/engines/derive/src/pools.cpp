#include "pools.h"

#include <algorithm>
#include <tuple>

namespace banxing::derive {

void PoolRun::run() {
    for (auto& rule : system_.pools)
        if (evaluation_.holds(rule.when)) part(rule);
}

std::string PoolRun::full_id(int symbol) const {
    const Symbol& known = program_.symbols[std::size_t(symbol)];
    return program_.source.systems[std::size_t(known.system)].id + "." + known.id();
}

void PoolRun::part(const CompiledPoolPart& rule) {
    PoolEntry out;
    out.system = system_.system->id;
    out.pool = rule.pool->of;
    out.side = rule.part->side;
    out.kind = rule.part->kind;
    if (rule.kind >= 0)
        if (auto kind = evaluation_.value(rule.kind); kind.is(feel::Kind::string))
            out.kind = kind.string();
    if (rule.holder >= 0) out.holder = evaluation_.number_of(rule.holder).value_or(0);
    if (rule.amount >= 0) out.amount = evaluation_.number_of(rule.amount).value_or(0);
    bool offers = out.side == PoolSide::offers;
    if (offers && (out.holder == 0 || out.amount <= 0)) return; // nobody's, or nothing
    if (rule.since >= 0) out.since = evaluation_.date_of(rule.since);
    out.place = place_of(evaluation_, rule.place);
    for (int symbol : rule.why) {
        auto value = evaluation_.value(symbol);
        out.why.push_back({full_id(symbol), value.is_unknown() ? "\"?\"" : feel::json_text(value)});
    }
    out_.pools.push_back(std::move(out));
}

void sort_pools(std::vector<PoolEntry>& entries) {
    std::sort(entries.begin(), entries.end(), [](auto& a, auto& b) {
        return std::tie(a.system, a.pool, a.side, a.kind) <
               std::tie(b.system, b.pool, b.side, b.kind);
    });
}

} // namespace banxing::derive
