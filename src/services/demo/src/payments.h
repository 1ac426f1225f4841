#pragma once
#include <casework/casework.h>

namespace banxing::demo {

/// Money on its way, so that every paying desk has work: some of what is payable was paid in these
/// days (one payment came back), some stands in a batch, is approved, or is proposed. The rest
/// waits for review. `day`: the county's.
Result<void> pay_some(const casework::Office& office, Date day);

} // namespace banxing::demo
