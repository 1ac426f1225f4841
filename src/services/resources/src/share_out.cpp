#include <algorithm>
#include <resources/share_out.h>
#include <tuple>

namespace banxing::resources {
namespace {

struct Pair {
    std::int64_t metres = 0;
    std::size_t demand = 0, offer = 0;
};

std::vector<Pair> pairs_of(std::span<const Demand> demands, std::span<const Offer> offers) {
    std::vector<Pair> out;
    for (std::size_t d = 0; d < demands.size(); ++d)
        for (std::size_t o = 0; o < offers.size(); ++o)
            if (demands[d].at && offers[o].at)
                out.push_back({geography::metres(*demands[d].at, *offers[o].at), d, o});
    std::ranges::sort(out, {}, [](auto& p) { return std::tuple(p.metres, p.demand, p.offer); });
    return out;
}

} // namespace

std::vector<Share> share_out(std::span<const Demand> demands, std::span<const Offer> offers,
                             std::int64_t reach) {
    std::vector<Share> out(demands.size());
    std::vector<std::int64_t> left;
    for (const auto& one : offers) left.push_back(one.places.value_or(INT64_MAX));
    auto pairs = pairs_of(demands, offers);
    std::vector<bool> full(demands.size(), true); // the nearest that is noted has no place
    for (const auto& pair : pairs) {
        auto& share = out[pair.demand];
        bool has = left[pair.offer] > 0;
        if (!share.nearest || (full[pair.demand] && has)) {
            share.nearest = pair.offer;
            share.metres = pair.metres;
            full[pair.demand] = !has;
        }
        if (pair.metres > reach) continue;
        auto given = std::min(left[pair.offer], demands[pair.demand].people - share.reached);
        share.reached += given;
        if (offers[pair.offer].places) left[pair.offer] -= given;
    }
    return out;
}

} // namespace banxing::resources
