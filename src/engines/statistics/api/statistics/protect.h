#pragma once
// Small numbers in a table that is published with its total.
#include <cstdint>
#include <vector>

namespace banxing::statistics {

/// One row of the table: above the line, below it. `withheld` is set by protect().
struct Row {
    std::int64_t above = 0, below = 0;
    bool withheld = false;
};

/// Withholds each row in which the people above the line, those missing to it, or those below it
/// are more than none and fewer than `least`; then further rows, the smallest first, until what is
/// withheld cannot be found by subtracting the others from the total: never a single row, and never
/// fewer than `least` people among those withheld, above the line or missing.
void protect(std::vector<Row>& rows, std::int64_t least);

} // namespace banxing::statistics
