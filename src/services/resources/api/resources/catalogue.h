#pragma once
// Which organisations give what to whom, and where they lie: data/resources.
#include <core/date.h>
#include <core/result.h>

#include <filesystem>
#include <geography/position.h>
#include <map>
#include <string>
#include <vector>

namespace banxing::resources {

struct Service {
    std::string id;
    Words label;
    std::vector<std::string> kinds; // of the organisations that give it
    std::string need, pool, supply; // an indicator, a pool, an indicator; each may be empty
    std::int64_t reach = 0;         // metres that are still near
};

struct Catalogue {
    std::string document, clause;
    std::vector<Date> horizons;
    std::vector<Service> services;
    std::map<std::int64_t, geography::Position> regions, organisations; // 12 digits; number
    bool schematic = false;                                             // positions are the demo's

    /// `data`: the folder of that name. Without a file of positions there are none. Invalid, naming
    /// file and entry, when something is missing or no position.
    static Result<Catalogue> read(const std::filesystem::path& data, bool demo);
    const Service* find(const std::string& id) const;
};

} // namespace banxing::resources
