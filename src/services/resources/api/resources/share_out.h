#pragma once
// Who can get a place: people of towns against places of providers, the nearest first.
#include <cstdint>
#include <geography/position.h>
#include <optional>
#include <span>
#include <vector>

namespace banxing::resources {

struct Demand {
    std::int64_t people = 0;
    std::optional<geography::Position> at;
};
struct Offer {
    std::optional<std::int64_t> places; // none: nobody said how many, it takes whoever is near
    std::optional<geography::Position> at;
};
struct Share {
    std::int64_t reached = 0;           // people who find a place within reach
    std::optional<std::size_t> nearest; // the offer that still had a place, else the nearest
    std::int64_t metres = 0;            // to it
};

/// One share a demand. Pairs are served by distance, then in the order given; nobody passes over
/// somebody who lives nearer. What has no position reaches nobody.
std::vector<Share> share_out(std::span<const Demand> demands, std::span<const Offer> offers,
                             std::int64_t reach);

} // namespace banxing::resources
