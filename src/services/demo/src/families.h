#pragma once
#include "county.h"

namespace banxing::demo {

/// Log-ins of two families: one with a child, one with two; fewer where the county has too few
/// whose subsidy is open.
Result<std::vector<Account>> add_families(const casework::Office& office, const Options& options,
                                          const std::string& password_hash);

} // namespace banxing::demo
