#pragma once
// Need against supply of one service, provider by provider and town by town.
#include <derive/derive.h>

#include <insight/cube.h>
#include <resources/catalogue.h>

namespace banxing::resources {

struct Provider {
    std::int64_t organisation = 0, region = 0; // 12 digits
    std::string kind;
    Words name;
    std::optional<geography::Position> at;
    std::optional<std::int64_t> places; // none: nobody said
    std::int64_t taken = 0;
    std::optional<std::int64_t> free() const;
};

struct Town {
    std::int64_t region = 0; // 12 digits
    std::optional<geography::Position> at;
    std::int64_t need = 0, served = 0;
    std::int64_t missing = 0;           // who need it and have it not
    std::int64_t reached = 0;           // of them find a free place within reach
    std::int64_t gap = 0;               // and these do not
    std::optional<std::size_t> nearest; // provider, with a free place if any has one
    std::int64_t metres = 0;            // to it, as the crow flies
};

/// Where the figures of a horizon come from.
enum class Basis {
    today,
    recorded,  // the day has passed: as the records say
    projected, // the last twelve months go on
    as_now     // there is no course to go on
};

struct Map {
    Basis basis = Basis::today;
    std::vector<Provider> providers; // by organisation
    std::vector<Town> towns;         // by region
    std::int64_t supply_then = -1;   // the supply's indicator at a horizon that has passed
};

struct Wish {
    std::string region; // code
    const Service* service = nullptr;
    std::optional<Date> horizon; // none: today, who has no place against what is free
};

/// At a horizon everybody who will need it stands against all places there are today.
Result<Map> map(db::Session& session, insight::Cube& cube, const Catalogue& catalogue,
                const Wish& wish, Date today);

} // namespace banxing::resources
