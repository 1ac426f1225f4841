#pragma once
// Upper and lower case of single characters by Unicode's simple mappings.

namespace banxing::feel {

/// The character itself where it has no other case.
char32_t to_lower(char32_t c);
char32_t to_upper(char32_t c);

} // namespace banxing::feel
