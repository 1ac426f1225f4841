// What many files share: pools.yaml.
#include "read.h"

namespace banxing::policy {

using namespace derive;

static PoolPart read_part(Map& map, const System& system, PoolSide side) {
    PoolPart out;
    out.side = side;
    out.when = map.text("when");
    bool waits = side == PoolSide::waits;
    out.holder = full_id(system, map.text("holder", waits ? Need::optional : Need::required));
    out.kind = map.text("kind");
    out.kind_of = full_id(system, map.text("kind_of"));
    if (out.kind.empty() == out.kind_of.empty())
        map.fault({"kind 与 kind_of 写其中一个", "give either kind or kind_of"});
    const char* amount = waits ? "points" : side == PoolSide::takes ? "most" : "amount";
    out.amount = full_id(
        system, map.text(amount, side == PoolSide::takes ? Need::optional : Need::required));
    out.since = full_id(system, map.text("since", waits ? Need::required : Need::optional));
    out.place = full_id(system, map.text("place", Need::required));
    if (waits)
        for (auto& one : map.texts("why", Need::required)) out.why.push_back(full_id(system, one));
    return out;
}

static Pool read_pool(Map& map, const System& system) {
    Pool out;
    if (map.has("of")) {
        out.of = map.text("of");
    } else {
        out.of = full_id(system, map.id());
        out.label = map.words();
        out.level = PoolLevel(map.choice("level", {"county", "city", "province"}, Need::required));
    }
    map.each("offers",
             [&](Map& part) { out.parts.push_back(read_part(part, system, PoolSide::offers)); });
    map.each("takes",
             [&](Map& part) { out.parts.push_back(read_part(part, system, PoolSide::takes)); });
    map.each("waits",
             [&](Map& part) { out.parts.push_back(read_part(part, system, PoolSide::waits)); });
    out.basis = map.basis();
    return out;
}

void read_pools(const Source& source, const YAML::Node& root, System& system) {
    each_map(source, root, [&](Map& item) { system.pools.push_back(read_pool(item, system)); });
}

} // namespace banxing::policy
