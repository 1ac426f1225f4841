#pragma once
#include <policy/store.h>

namespace banxing::policy {

Result<void> put_set(db::Session& session, const std::string& version, const Files& files,
                     Instant now);

} // namespace banxing::policy
