#pragma once
// What can be seen in a model without evaluating it.
#include <core/result.h>
#include <dmn/model.h>

#include <string>
#include <vector>

namespace banxing::dmn {

struct Finding {
    enum class Kind { overlap, gap, unreachable, unrounded };
    Kind kind = Kind::overlap;
    std::string decision;     // its id
    std::vector<int> rows;    // 1-based
    Words words;              // with a counter-example
    std::string example;      // "月龄 = 84, 户籍 = \"诸暨\""
    bool error = true;        // refuses publication
    std::string cell_id = {}; // of the cell it is about, else of the row
};

/// A gap is an error where another decision does arithmetic on the table's result.
/// Overlapping rows of UNIQUE and ANY tables (ANY: with different conclusions), rows that nothing
/// reaches, rows of ANY tables that another one contains, gaps and results that may be a fraction
/// nobody rounds (the last three as hints). Tables are seen
/// through as far as cells are constants, lists of constants, comparisons and ranges; other cells
/// count as "may be anything". Type clashes, unknown names and circles refuse a model on loading.
std::vector<Finding> check(const Model& model);

} // namespace banxing::dmn
