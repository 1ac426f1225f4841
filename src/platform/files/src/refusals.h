#pragma once
// Sentences for sheets that are refused. Each says what the person can do.
#include <core/result.h>

#include <string>

namespace banxing::files {

/// The file is not what it says it is. `detail` is for the log.
Error damaged(std::string detail);
Error too_large(Words message);
/// An archive without what a workbook has, a picture, a PDF …
Error not_a_sheet();
Error refused_xml();
Error cell_too_long(std::uint32_t row, std::uint32_t limit);
Error too_many_rows(std::uint32_t limit);
Error too_many_columns(std::uint32_t row, std::uint32_t limit);
Error too_much_text();
Error inflates_too_much(std::uint64_t limit);

} // namespace banxing::files
