#include "row_gate.h"

#include "refusals.h"

#include <algorithm>

namespace banxing::files {

std::size_t characters(std::string_view text) {
    return std::size_t(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

Result<> RowGate::check(const Row& row) {
    if (info_.rows >= limits_.rows) return fail(too_many_rows(limits_.rows));
    if (row.cells.size() > limits_.columns)
        return fail(too_many_columns(row.number, limits_.columns));
    for (const Cell& cell : row.cells) {
        text_bytes_ += cell.text.size();
        if (cell.text.size() > limits_.cell_characters &&
            characters(cell.text) > limits_.cell_characters)
            return fail(cell_too_long(row.number, limits_.cell_characters));
    }
    if (text_bytes_ > limits_.total_text_bytes) return fail(too_much_text());
    return {};
}

Result<> RowGate::mark_merged(Row& row) {
    std::erase_if(active_, [&](const Merge& merge) { return merge.last_row < row.number; });
    for (; next_merge_ < info_.merges.size(); ++next_merge_) {
        const Merge& merge = info_.merges[next_merge_];
        if (merge.first_row > row.number) break;
        if (merge.last_row >= row.number) active_.push_back(merge);
    }
    // each covers a column of its own, unless they overlap, which no honest workbook has
    if (active_.size() > limits_.columns) return fail(damaged("overlapping merges"));
    for (const Merge& merge : active_) {
        std::size_t end = std::min<std::size_t>(merge.last_column + 1, limits_.columns);
        if (row.cells.size() < end) row.cells.resize(end);
        for (std::size_t column = merge.first_column; column < end; ++column)
            row.cells[column].merged = true;
    }
    return {};
}

Result<Next> RowGate::pass(Row& row) {
    while (!row.cells.empty() && row.cells.back().empty() && !row.cells.back().formula)
        row.cells.pop_back();
    if (row.cells.empty()) return Next::more;
    TRY(check(row));
    TRY(mark_merged(row));
    ++info_.rows;
    return sink_(info_, row);
}

} // namespace banxing::files
