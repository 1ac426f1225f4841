#pragma once
// Comma, semicolon or tab separated text (RFC 4180, read leniently).
#include "input.h"

namespace banxing::files {

Result<SheetInfo> read_delimited(const Input& input, const Limits& limits, const RowSink& sink);

/// The separator that the first lines use most, outside quotes; a comma when there is none.
char likely_delimiter(std::string_view head);

} // namespace banxing::files
