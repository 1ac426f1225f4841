#pragma once
#include "county.h"

namespace banxing::demo {

/// Files of institutions, care homes, schools and employers, written through the same door as at
/// any desk; how many.
Result<std::int64_t> write_institutions(casework::Office& office, const World& world);

} // namespace banxing::demo
