#pragma once
// What becomes of the keys of subjects and doubts: wrapped anew by a newer master key, or
// destroyed.
#include <crypto/vault.h>
#include <db/db.h>

#include <stop_token>

namespace banxing::registry {

/// Wraps by the newest master key what an older one wraps, 500 at a time beside other writers; what
/// was wrapped stays readable throughout. How many; those left when it is told to stop are found
/// the next time.
Result<std::int64_t> rewrap(db::Database& database, const crypto::Vault& vault,
                            const std::stop_token& stop = {});

} // namespace banxing::registry
