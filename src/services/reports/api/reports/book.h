#pragma once
// The report as a workbook with drawings.
#include <filesystem>
#include <reports/report.h>

namespace banxing::reports {

enum class Language { zh, en };

/// Sheets: report, indicators, courses, towns.
Result<> write_book(const Report& report, Language language, const std::filesystem::path& path);

} // namespace banxing::reports
