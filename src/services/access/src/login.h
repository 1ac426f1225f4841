#pragma once
#include <string>
#include <string_view>

namespace banxing::access {

/// How a login is stored and compared: half-width, lower-case, trimmed.
std::string login_key(std::string_view typed);

/// How long to wait after so many failures in a row, in ms; 0 while they are free.
long long wait_ms(int failures, int free_failures, int first_seconds, int longest_seconds);

} // namespace banxing::access
