#pragma once
// The second factor: codes of an authenticator app (RFC 6238), each taken once.
#include <core/date.h>
#include <core/id.h>
#include <db/db.h>

#include <string>

namespace banxing::crypto {
class Vault;
}

namespace banxing::access {

/// Base 32, to be typed or scanned; in force once a first code has come. Conflict when one is in
/// force already.
Result<std::string> begin_factor(db::Database& database, const crypto::Vault& vault,
                                 AccountId account);

enum class Factor { none, good, wrong };
/// Whether the account has a factor in force and the code is its next one. With `beginning` also
/// one that is not in force yet, which it then is.
Result<Factor> take_code(db::Database& database, const crypto::Vault& vault, AccountId account,
                         const std::string& code, Instant now, bool beginning = false);

Result<bool> has_factor(db::Session& session, AccountId account);
/// Whether the session may do nothing but give a code.
Result<bool> awaits_code(db::Session& session, const std::string& token);
/// It has come: the session may go on, and failures are forgotten.
Result<void> code_came(db::Session& session, AccountId account, const std::string& token);
Result<void> drop_factor(db::Session& session, AccountId account);

/// Wraps the factors' keys by the newest master key.
Result<void> rewrap_factors(db::Database& database, const crypto::Vault& vault);

} // namespace banxing::access
