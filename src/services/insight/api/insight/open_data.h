#pragma once
// What is published: every figure of a region and of the next level, small numbers withheld.
#include <insight/board.h>

namespace banxing::insight {

/// Fewer people than this are not published.
constexpr std::int64_t least_published = 5;

struct Published {
    Listed listed;
    std::string region; // code
    std::int64_t month = 0, below = 0, above = 0;
    bool withheld = false;
    bool total = false; // the region itself, not one of the next level
};

/// By indicator: the region, then the regions of the next level. A region that is itself too small
/// is withheld with all below it.
Result<std::vector<Published>> publish(db::Session& session, Cube& cube,
                                       const derive::Program& program, const Asked& asked);

} // namespace banxing::insight
