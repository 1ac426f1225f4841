#pragma once
// Where the table starts in a sheet and what its columns are called.
#include <files/sheet.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace banxing::files {

struct Headings {
    std::uint32_t first_row = 0, last_row = 0; // as in the sheet; data starts below
    /// One for each column, cleaned; several rows are joined by "/" from top to bottom
    /// ("出勤/天数"); empty where a column has none.
    std::vector<std::string> columns;
};

/// Finds the heading rows among a sheet's first rows (give it 20 or so): titles and notes above are
/// passed over, a heading merged over several columns or rows counts for each of them. Invalid when
/// no row has at least two headings.
Result<Headings> find_headings(std::span<const Row> first_rows, std::span<const Merge> merges);

} // namespace banxing::files
