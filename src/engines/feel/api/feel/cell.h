#pragma once
// What a cell of a decision table accepts, when that can be said without evaluating it: for speed
// and for checks.
#include <feel/expression.h>

#include <optional>
#include <vector>

namespace banxing::feel {

struct CellShape {
    bool any = false;          // "-"
    bool negated = false;      // not(…)
    std::vector<Range> ranges; // any of; a single value is the closed range from itself to itself

    /// True, false, null (cannot be compared), or unknown.
    Value test(const Value& value) const;
};

/// Nothing for a cell that is more than constants, comparisons with constants, ranges and lists of
/// them.
std::optional<CellShape> shape_of(const Expression& tests);

} // namespace banxing::feel
