#include "pools.h"

#include <algorithm>

namespace banxing::http {
namespace {

/// The system that names the pool.
const derive::System* owner_of(const derive::Program& program, const derive::Pool& pool) {
    return program.find_system(pool.of.substr(0, pool.of.find('.')));
}

Words value_words(const std::string& json) {
    auto value = Json::parse(json); // the engine's own text
    if (value.is_boolean()) return value.get<bool>() ? Words{"是", "yes"} : Words{"否", "no"};
    if (value.is_null()) return {"无", "none"};
    if (!value.is_string()) return {value.dump(), value.dump()};
    auto text = value.get<std::string>();
    return text == "?" ? Words{"未知", "unknown"} : Words{text, text};
}

Json holding_of(const Context& context, const derive::Pool& pool,
                const consequences::Holding& one) {
    Json out{{"holder", one.holder},
             {"holder_words", shown(context.names.organisation(one.holder))},
             {"kind", one.kind},
             {"kind_words", shown(kind_words(*context.office().program, pool, one.kind))},
             {"taken", one.taken}};
    auto places = one.most > 0 ? one.most : one.offered;
    if (places == 0) return out; // nobody said how many there are
    out["places"] = places;
    out["free"] = std::max<std::int64_t>(places - one.taken, 0);
    out["over"] = one.taken > places;
    return out;
}

} // namespace

Words kind_words(const derive::Program& program, const derive::Pool& pool,
                 const std::string& kind) {
    if (kind.empty()) return {"未注明", "not stated"};
    const auto* system = owner_of(program, pool);
    for (const auto& form : system ? system->forms : std::vector<derive::Form>{})
        for (const auto& field : form.fields)
            for (const auto& code : field.codes)
                if (code.code == kind) return code.label;
    return {kind, kind};
}

Json shown(const Context& context, const derive::Pool& pool, const consequences::PoolSums& sums) {
    Json out{
        {"pool", pool.of},           {"label", shown(pool.label)}, {"basis", shown(pool.basis)},
        {"holdings", Json::array()}, {"waiting", Json::array()},   {"towns", Json::array()}};
    for (const auto& one : sums.holdings) out["holdings"].push_back(holding_of(context, pool, one));
    for (const auto& one : sums.waiting) {
        Json line{{"kind", one.kind},
                  {"kind_words", shown(kind_words(*context.office().program, pool, one.kind))},
                  {"people", one.people}};
        if (one.longest) line["longest"] = iso(*one.longest);
        out["waiting"].push_back(std::move(line));
    }
    for (const auto& one : sums.towns)
        out["towns"].push_back(
            {{"town", one.town},
             {"town_words", shown(place_words(context.services.regions, one.town))},
             {"kind", one.kind},
             {"kind_words", shown(kind_words(*context.office().program, pool, one.kind))},
             {"offered", one.offered},
             {"taken", one.taken}});
    return out;
}

Json shown(const consequences::RankChange& change) {
    return {{"from", change.from}, {"to", change.to}, {"on", iso(change.on)}};
}

Json shown_reasons(const derive::Program& program, const derive::PoolEntry& entry) {
    Json out = Json::array();
    for (const auto& one : entry.why)
        out.push_back({{"label", shown(fact_words(program, one.fact))},
                       {"value", shown(value_words(one.value))}});
    return out;
}

Json shown(const Context& context, const derive::PoolEntry& entry, const consequences::Rank& rank) {
    static constexpr const char* sides[] = {"offers", "takes", "waits"};
    const auto& program = *context.office().program;
    const auto* pool = consequences::find_pool(program, entry.pool);
    Json out{{"pool", entry.pool},
             {"label", shown(pool->label)},
             {"side", sides[int(entry.side)]},
             {"kind", entry.kind},
             {"kind_words", shown(kind_words(program, *pool, entry.kind))},
             {"amount", entry.amount},
             {"why", shown_reasons(program, entry)},
             {"basis", shown(pool->basis)}};
    if (entry.holder != 0) out["holder_words"] = shown(context.names.organisation(entry.holder));
    if (entry.since) out["since"] = iso(*entry.since);
    if (entry.side != derive::PoolSide::waits) return out;
    out["rank"] = {{"nth", rank.nth()},
                   {"people", rank.people},
                   {"more_points", rank.more_points},
                   {"earlier", rank.earlier},
                   {"by_lot", rank.by_lot}};
    if (rank.changed) out["rank"]["changed"] = shown(*rank.changed);
    return out;
}

} // namespace banxing::http
