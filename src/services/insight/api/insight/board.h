#pragma once
// What a leader looks at: every indicator of a region with its course, one indicator town by town.
#include <insight/catalogue.h>
#include <insight/cube.h>
#include <insight/entered.h>
#include <statistics/rates.h>

namespace banxing::insight {

/// "330681" → its 12 digits; of a region with nothing narrower than towns below it, how many digits
/// the next level has: 4, 6, 9; 0: none.
int next_digits(const std::string& region);

struct Figure {
    Listed listed;
    std::vector<Dated> course;    // up to the month asked for, oldest first
    std::vector<Entered> entries; // entered ones: the last of each month, as in `course`
    bool has() const { return !course.empty(); }
    const Dated& now() const { return course.back(); }
};

struct Asked {
    std::string region;     // code
    std::int64_t month = 0; // year * 12 + month − 1
    int back = 24;          // months of the course, the one asked for included
};

/// Every indicator; those that nobody counts here have no course.
Result<std::vector<Figure>> board(db::Session& session, Cube& cube, const derive::Program& program,
                                  const Asked& asked);
/// not_found for an unknown indicator.
Result<Figure> figure(db::Session& session, Cube& cube, const derive::Program& program,
                      const std::string& indicator, const Asked& asked);

struct Place {
    std::string region; // code
    std::int64_t below = 0, above = 0;
    statistics::Interval interval;    // of a share
    statistics::Interval usual, wide; // where 95 and 99.8 of 100 groups of this size would lie
    int outside = 0;                  // −1 below the wide limits, 1 above, 0 within
};
/// The regions of the next level, by code; entered figures as entered for each of them.
Result<std::vector<Place>> places(db::Session& session, Cube& cube, const Figure& figure,
                                  const Asked& asked);

/// The share of the whole in parts per million is what the funnel's limits lie around.
std::int64_t overall_share(const std::vector<Place>& places);

} // namespace banxing::insight
