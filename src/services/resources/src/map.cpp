#include <access/directory.h>
#include <consequences/figures.h>
#include <consequences/pool_need.h>
#include <consequences/pools.h>

#include <algorithm>
#include <resources/map.h>
#include <resources/share_out.h>

namespace banxing::resources {
namespace {

constexpr int town_digits = 9;
constexpr std::int64_t months_a_year = 12;

access::RegionRange range_of(const std::string& region) {
    return access::inside(access::region_of(region).value_or(0));
}

std::optional<geography::Position> at(const std::map<std::int64_t, geography::Position>& all,
                                      std::int64_t key) {
    auto found = all.find(key);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

/// Serves the region: lies in it, or serves all of what it lies in.
bool serves(const access::Organisation& one, access::RegionRange area) {
    auto own = access::inside(one.region);
    return (own.from >= area.from && own.to <= area.to) ||
           (own.from <= area.from && own.to >= area.to);
}

Result<std::vector<Provider>> providers_of(db::Session& session, const Catalogue& catalogue,
                                           const Wish& wish) {
    auto area = range_of(wish.region);
    std::vector<Provider> out;
    for (auto& one : TRY(access::organisations(session))) {
        const auto& kinds = wish.service->kinds;
        if (std::ranges::find(kinds, one.kind) == kinds.end() || !serves(one, area)) continue;
        auto position = at(catalogue.organisations, one.id.value);
        if (!position) position = at(catalogue.regions, one.region);
        out.push_back({one.id.value, one.region, one.kind, one.name, position, {}, 0});
    }
    std::ranges::sort(out, {}, &Provider::organisation);
    return out;
}

/// How many places each has and how many of them are taken, as the pool counts it.
Result<void> put_places(db::Session& session, const Wish& wish, std::vector<Provider>& out) {
    if (wish.service->pool.empty()) return {};
    derive::Pool pool;
    pool.of = wish.service->pool;
    auto sums = TRY(consequences::pool_sums(session, pool, range_of(wish.region).from));
    for (const auto& one : sums.holdings) {
        auto at = std::ranges::find(out, one.holder, &Provider::organisation);
        if (at == out.end()) continue;
        at->taken += one.taken;
        if (one.offered > 0) at->places = at->places.value_or(0) + one.offered;
    }
    return {};
}

Town& town_of(std::vector<Town>& all, std::int64_t region) {
    auto found = std::ranges::lower_bound(all, region, {}, &Town::region);
    if (found != all.end() && found->region == region) return *found;
    Town fresh;
    fresh.region = region;
    return *all.insert(found, fresh);
}

/// Who needs it and who has it, town by town in a month.
Result<std::vector<Town>> counted(db::Session& session, insight::Cube& cube, const Wish& wish,
                                  std::int64_t month) {
    insight::Slice slice{{wish.service->need}, range_of(wish.region), town_digits, month, month};
    std::vector<Town> out;
    for (const auto& point : TRY(cube.points(session, slice))) {
        auto& town = town_of(out, point.region);
        town.need += point.below;
        town.served += point.above;
    }
    return out;
}

Result<std::vector<Town>> in_pool(db::Session& session, const Wish& wish) {
    std::vector<Town> out;
    auto rows = TRY(consequences::pool_need(session, wish.service->pool, range_of(wish.region)));
    for (const auto& one : rows) {
        auto& town = town_of(out, one.town);
        town.need = one.takes + one.waits;
        town.served = one.takes;
    }
    return out;
}

std::int64_t need_in(const std::vector<Town>& towns) {
    std::int64_t out = 0;
    for (const auto& one : towns) out += one.need;
    return out;
}

/// The course of the whole region's last year goes on; each town keeps its part.
void project(std::vector<Town>& towns, std::int64_t before, std::int64_t months) {
    auto now = need_in(towns);
    auto then = std::max<std::int64_t>(0, now + (now - before) * months / months_a_year);
    for (auto& one : towns) one.need = (2 * one.need * then + now) / (2 * now);
}

Result<std::vector<Town>> towns_of(db::Session& session, insight::Cube& cube, const Wish& wish,
                                   Date today, Basis& basis) {
    auto now = consequences::month_number(today);
    if (wish.horizon) basis = Basis::as_now;
    if (wish.service->need.empty()) return in_pool(session, wish);
    if (!wish.horizon) return counted(session, cube, wish, now);
    auto month = consequences::month_number(*wish.horizon);
    if (month <= now) {
        basis = Basis::recorded;
        return counted(session, cube, wish, month);
    }
    auto out = TRY(counted(session, cube, wish, now));
    auto before = need_in(TRY(counted(session, cube, wish, now - months_a_year)));
    if (before == 0 || need_in(out) == 0) return out;
    basis = Basis::projected;
    project(out, before, month - now);
    return out;
}

/// Today: who has none against what is free. At a horizon: all need against all places.
void compare(Map& out, const Wish& wish, const Catalogue& catalogue) {
    std::vector<Demand> demands;
    for (auto& town : out.towns) {
        town.at = at(catalogue.regions, town.region);
        town.missing =
            wish.horizon ? town.need : std::max<std::int64_t>(0, town.need - town.served);
        demands.push_back({town.missing, town.at});
    }
    std::vector<Offer> offers;
    for (const auto& one : out.providers)
        offers.push_back({wish.horizon ? one.places : one.free(), one.at});
    auto shares = share_out(demands, offers, wish.service->reach);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        auto& town = out.towns[i];
        town.reached = shares[i].reached;
        town.gap = town.missing - town.reached;
        town.nearest = shares[i].nearest;
        town.metres = shares[i].metres;
    }
}

} // namespace

std::optional<std::int64_t> Provider::free() const {
    if (!places) return std::nullopt;
    return std::max<std::int64_t>(0, *places - taken);
}

Result<Map> map(db::Session& session, insight::Cube& cube, const Catalogue& catalogue,
                const Wish& wish, Date today) {
    Map out;
    out.providers = TRY(providers_of(session, catalogue, wish));
    TRY(put_places(session, wish, out.providers));
    out.towns = TRY(towns_of(session, cube, wish, today, out.basis));
    compare(out, wish, catalogue);
    if (out.basis != Basis::recorded || wish.service->supply.empty()) return out;
    auto month = consequences::month_number(*wish.horizon);
    insight::Slice slice{{wish.service->supply}, range_of(wish.region), 0, month, month};
    out.supply_then = 0;
    for (const auto& point : TRY(cube.points(session, slice))) out.supply_then += point.below;
    return out;
}

} // namespace banxing::resources
