#pragma once
// Families' own pages and what staff answer them.
#include <wire/route.h>

namespace banxing::http {

std::span<const Route> family_routes();

} // namespace banxing::http
