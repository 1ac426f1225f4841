#include <algorithm>
#include <statistics/protect.h>

namespace banxing::statistics {

static bool small(std::int64_t people, std::int64_t least) {
    return people > 0 && people < least;
}

/// Whether the rows withheld give themselves away by their sum.
static bool given_away(const std::vector<Row>& rows, std::int64_t least) {
    std::int64_t count = 0, above = 0, below = 0;
    for (auto& row : rows) {
        if (!row.withheld) continue;
        ++count;
        above += row.above;
        below += row.below;
    }
    return count == 1 ||
           (count > 1 && (small(above, least) || small(below - above, least) || below < least));
}

void protect(std::vector<Row>& rows, std::int64_t least) {
    for (auto& row : rows)
        row.withheld = small(row.above, least) || small(row.below - row.above, least) ||
                       small(row.below, least);
    while (given_away(rows, least)) {
        Row* next = nullptr;
        for (auto& row : rows)
            if (!row.withheld && row.below > 0 && (!next || row.below < next->below)) next = &row;
        if (!next) return;
        next->withheld = true;
    }
}

} // namespace banxing::statistics
