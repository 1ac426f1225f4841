#pragma once
// The rows of one worksheet part.
#include "archive.h"
#include "row_gate.h"
#include "styles.h"
#include "texts.h"

namespace banxing::files {

Result<SheetInfo> read_xlsx(const Input& input, const std::string& sheet, const Limits& limits,
                            const RowSink& sink);

} // namespace banxing::files
