#pragma once
// JSON at the edges and in record content. Never with a double for money: amounts are integers of
// fen.
#include <core/result.h>

#include <nlohmann/json.hpp>

namespace banxing {

using Json = nlohmann::json;

/// Parsed, or why not; nesting deeper than 64 and doubled keys are refused.
Result<Json> parse_json(std::string_view text);

} // namespace banxing
