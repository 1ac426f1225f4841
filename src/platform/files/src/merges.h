#pragma once
// Merged ranges stand behind the rows in a worksheet, but are needed before them: a first pass over
// the part.
#include "archive.h"

#include <optional>
#include <string>
#include <vector>

namespace banxing::files {

struct Preview {
    std::vector<Merge> merges; // by first row
    std::uint32_t rows = 0;    // row elements, roughly
};

/// Inflates the whole part once; so its checksum is verified too.
Result<Preview> preview_worksheet(Archive& archive, const std::string& part, const Limits& limits);

struct Place {
    std::uint32_t row = 0; // from 1; 0: no row given
    std::uint32_t column = 0;
};
/// "AB12"; nothing for anything else or beyond Excel's grid.
std::optional<Place> parse_place(std::string_view reference);

} // namespace banxing::files
