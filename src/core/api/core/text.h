#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace banxing {

bool is_valid_utf8(std::string_view text);

/// Code points of valid UTF-8.
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

/// Full-width ASCII (U+FF01–FF5E) and the ideographic space become their half-width forms; nothing
/// else changes.
std::string fold_width(std::string_view text);

/// Without white space (Unicode's, zero-width and BOM included) at both ends.
std::string trim(std::string_view text);

/// Runs of white space, line breaks included, become one space; ends are trimmed.
std::string squeeze(std::string_view text);

/// Without any white space at all.
std::string without_space(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace banxing
