#pragma once
// Claims, payments, batches, bank files, budget, suspicions.
#include <wire/route.h>

namespace banxing::http {

std::span<const Route> money_routes();

} // namespace banxing::http
