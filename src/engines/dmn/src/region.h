#pragma once
// Sets of values a cell accepts, for static checks.
#include <feel/cell.h>

#include <optional>
#include <vector>

namespace banxing::dmn {

/// Disjoint pieces are not needed: any of the ranges. Everything, when nothing is known of the
/// cell.
struct Region {
    bool all = false;
    std::vector<feel::Range> ranges;
};

Region region_of(const feel::CellShape& shape);
/// The common part of two ranges; nothing when it is empty.
std::optional<feel::Range> common(const feel::Range& a, const feel::Range& b);
Region common(const Region& a, const Region& b);
bool is_empty(const Region& region);
/// Whether all of `a` lies within one range of `b`.
bool within(const Region& a, const Region& b);
/// A value of the region; null when any will do.
feel::Value sample(const Region& region);
/// One value of every part into which the ends in these regions cut the line.
std::vector<feel::Value> samples(const std::vector<const Region*>& regions);

} // namespace banxing::dmn
