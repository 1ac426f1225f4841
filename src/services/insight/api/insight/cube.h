#pragma once
// Every figure of the province in memory: indicator × town × month.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <memory>
#include <string>
#include <vector>

namespace banxing::insight {

/// What is asked for. Months are numbers: year * 12 + month − 1, both ends belong to it.
struct Slice {
    std::vector<std::string> indicators; // system.id
    access::RegionRange region;
    int digits = 0; // one row for each region of so many digits (4, 6, 9); 0: one for all
    std::int64_t month_from = 0, month_to = 0;
};

struct Point {
    std::string indicator;
    std::int64_t region = 0; // 12 digits; of the group, or the slice's first for all in one
    std::int64_t month = 0;
    std::int64_t below = 0, above = 0;
    bool operator==(const Point&) const = default;
};

constexpr std::int64_t most_points = 2000;

class Cube {
public:
    Cube();
    ~Cube();

    /// By indicator as asked, region, month. Invalid when the answer would pass most_points.
    /// Takes in first what the session's snapshot holds and the cube does not: hand in no older
    /// snapshot than before.
    Result<std::vector<Point>> points(db::Session& session, const Slice& slice);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace banxing::insight
