#pragma once
#include <string>
#include <string_view>

namespace banxing::registry {

/// As a name is shown: width folded, white space between Han characters gone, every middle dot the
/// one of GB/T (·). Characters are otherwise left as they are: a rare one is not its common
/// look-alike.
std::u32string normal_name(std::string_view name);

/// As names are compared: without dots and white space, Latin letters in lower case.
std::u32string folded_name(std::string_view name);

/// Whether it only joins the parts of a name.
bool joins(char32_t c);

/// a-z for A-Z; others unchanged.
char32_t lower(char32_t c);

/// Digits only, without the country's prefix.
std::string normal_phone(std::string_view phone);

/// 1 or 2; empty for unknown (0), unspecified (9) and anything else.
std::string known_sex(std::string_view sex);

} // namespace banxing::registry
