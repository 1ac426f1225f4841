#pragma once
// What many files share, night by night (decision 0050).
#include <casework/casework.h>

namespace banxing::casework {

/// Notes every place in every list, so that those who moved can be told; returns how many moved.
Result<std::int64_t> note_ranks(Office& office, Date night);

} // namespace banxing::casework
