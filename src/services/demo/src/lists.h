#pragma once
#include "life.h"

namespace banxing::demo {

/// The dirty lists to try and the opening balances; returns the files.
Result<std::vector<std::filesystem::path>> write_lists(const World& world,
                                                       const std::vector<Held>& held);

} // namespace banxing::demo
