#pragma once
// What staff work with: to-dos, people and files, lists, imports, figures, policy, log-in.
#include <wire/route.h>

namespace banxing::http {

std::span<const Route> desk_routes();

} // namespace banxing::http
