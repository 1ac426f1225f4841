#pragma once
// Shares as they would be if every place had the ages of the whole region: so that a place is not
// blamed for being young or old.
#include <functional>
#include <insight/board.h>
#include <span>

namespace banxing::insight {

/// Nothing for somebody whose birth is not known.
using BirthOf = std::function<std::optional<Date>(SubjectId)>;

/// First completed year of each band of age; the last one is open.
std::span<const int> bands();

struct Standardised {
    std::string region;                   // code of the next level
    std::int64_t below = 0, above = 0;    // of those whose birth is known
    std::int64_t share = 0, standard = 0; // parts per million: as it is, and at the region's ages
};
struct ByAge {
    std::vector<std::int64_t> people; // below the line in the whole region, by band: the weights
    std::int64_t unknown = 0;         // whose birth is not known: left out
    std::vector<Standardised> places; // by region
};

/// Invalid for a figure that is no share counted from files, and for more than a county: each file
/// is looked at.
Result<ByAge> by_age(db::Session& session, const Listed& listed, const Asked& asked,
                     const BirthOf& birth_of);

} // namespace banxing::insight
