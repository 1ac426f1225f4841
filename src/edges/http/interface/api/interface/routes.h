#pragma once
// The whole interface, as openapi.yaml lists it.
#include <wire/route.h>

namespace banxing::http {

/// Every address of every area.
std::span<const Route> routes();

} // namespace banxing::http
