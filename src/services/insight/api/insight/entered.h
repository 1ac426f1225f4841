#pragma once
// Figures from elsewhere and figures as reported.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <string>
#include <vector>

namespace banxing::insight {

struct Entered {
    std::string indicator; // system.id
    std::int64_t region = 0, month = 0;
    int version = 0;                   // 1 the first; the last one stands
    std::int64_t below = 0, above = 0; // a count stands in below
    std::string source;                // where the unit has it from
    std::int64_t account = 0, organisation = 0;
    Instant at;
};

/// Invalid where above passes below or a number is negative. Entering it again is a correction.
Result<Entered> enter(db::Session& session, const access::Principal& who, Entered what,
                      Instant now);

/// The ones that stand, by indicator, region, month.
Result<std::vector<Entered>> entered_in(db::Session& session, access::RegionRange regions,
                                        std::int64_t month_from, std::int64_t month_to);
/// All versions, newest month first.
Result<std::vector<Entered>> entered_of(db::Session& session, const std::string& indicator,
                                        std::int64_t region);

std::span<const db::Migration> migrations();
std::span<const db::Statement* const> statements();

} // namespace banxing::insight
