#pragma once
// One decision for many: columns in, a column out.
#include <core/result.h>
#include <dmn/model.h>

#include <columns/block.h>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::dmn {

struct RowFault {
    std::size_t row = 0; // from 0
    Words words;
};

struct BatchResult {
    feel::Cells column;
    std::vector<RowFault> faults; // their cells are absent
    bool by_blocks = false;       // false: each row was evaluated by itself
};

/// The decision of every row, exactly as Model::evaluate would say it. `inputs` are in the order of
/// Model::inputs(), empty where there is no such column; all others have `rows` cells. Errors:
/// invalid when a row needs an input that has no column. `threads` share the rows.
Result<BatchResult> evaluate_batch(const Model& model, int decision,
                                   const std::vector<feel::Cells>& inputs, std::size_t rows,
                                   unsigned threads = 1);

/// A CSV whose headings are the inputs' ids or names.
struct Csv {
    std::string_view text; // borrowed
    std::vector<feel::Cells> inputs;
    std::size_t rows = 0;
    std::vector<std::size_t> line_ends; // of the heading and of each row, without line breaks
};

/// Reads the columns the model knows; an empty field is null. Errors: invalid, with line and
/// column, for a field that is not of its input's type or a row with too few fields.
Result<Csv> read_csv(std::string_view text, const Model& model);

/// The CSV's rows, each with the result as its last field.
std::string with_result(const Csv& csv, std::string_view heading, const feel::Cells& result);

/// The exact sum of a column of numbers; absent cells count nothing. Null for other columns.
feel::Value sum(const feel::Cells& column);

} // namespace banxing::dmn
