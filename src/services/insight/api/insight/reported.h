#pragma once
// Figures as they were reported: never changed; later corrections stand beside them.
#include <insight/board.h>

namespace banxing::insight {

struct Reported {
    std::int64_t report = 0;
    std::string indicator; // system.id
    std::int64_t below = 0, above = 0;
    Instant at;
};

/// Keeps the last figure of each course under a number of its own; which is returned.
Result<std::int64_t> freeze(db::Session& session, const access::Principal& who, const Asked& asked,
                            const std::vector<Figure>& figures, const std::string& policy,
                            Instant now);

/// Of the last report of that region and month; empty: none was made.
Result<std::vector<Reported>> reported(db::Session& session, const std::string& region,
                                       std::int64_t month);

} // namespace banxing::insight
