#include "program.h"

#include <algorithm>

namespace banxing::derive {

void Builder::pool(CompiledSystem& system, const Pool& rule) {
    std::string where = system.system->id + " pool " + rule.of;
    std::set<std::pair<PoolSide, std::string>> seen;
    for (auto& part : rule.parts) {
        if (!seen.emplace(part.side, part.kind).second)
            fault(where, {"同一份名额的同一类位子写了两次", "a side and kind is given twice"});
        CompiledPoolPart out;
        out.pool = &rule;
        out.part = &part;
        out.when = condition(system, part.when, where);
        out.holder = symbol(part.holder, where, part.side == PoolSide::waits);
        out.kind = symbol(part.kind_of, where);
        out.amount = symbol(part.amount, where, part.side == PoolSide::takes);
        out.since = symbol(part.since, where, part.side != PoolSide::waits);
        out.place = symbol(part.place, where, false);
        for (auto& reason : part.why) out.why.push_back(symbol(reason, where, false));
        system.pools.push_back(std::move(out));
    }
}

/// A list shows nothing of a locked form.
bool Builder::shows_locked(const CompiledPoolPart& part) {
    auto shown = part.why;
    shown.insert(shown.end(), {part.holder, part.kind, part.amount, part.since});
    std::set<int> seen;
    return std::any_of(shown.begin(), shown.end(),
                       [&](int one) { return one >= 0 && locked_below(one, seen) != nullptr; });
}

void Builder::check_pools() {
    std::set<std::string> named;
    for (auto& system : p_.source.systems)
        for (auto& pool : system.pools)
            if (!pool.label.zh.empty()) named.insert(pool.of);
    for (auto& system : p_.systems)
        for (auto& part : system.pools) {
            std::string where = system.system->id + " pool " + part.pool->of;
            if (!named.count(part.pool->of))
                fault(where, {"没有这份名额", "there is no such pool"});
            if (shows_locked(part))
                fault(where, {"取自限定用途的表单，不能列入名额",
                              "rests on a locked form, and a list would show it"});
        }
}

} // namespace banxing::derive
