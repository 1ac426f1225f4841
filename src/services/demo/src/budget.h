#pragma once
#include <casework/casework.h>

namespace banxing::demo {

/// The year's budget of the made-up county: what is due, by source, and a gift.
Result<void> open_budget(casework::Office& office, const access::Principal& finance,
                         const access::Principal& reviewer);

} // namespace banxing::demo
