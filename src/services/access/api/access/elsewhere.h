#pragma once
// Accounts that log in by another provider's word: which of its subjects is which account.
#include <core/id.h>
#include <db/db.h>

#include <optional>
#include <string>
#include <vector>

namespace banxing::access {

struct Elsewhere {
    std::string issuer, subject;
};

/// From now on that subject is this account; a former one of the same issuer is forgotten.
/// Conflict when the subject is another account already, invalid when it is empty or too long.
Result<void> link_elsewhere(db::Session& session, AccountId account, const Elsewhere& who);
Result<void> unlink_elsewhere(db::Session& session, AccountId account, const std::string& issuer);
Result<std::optional<AccountId>> account_elsewhere(db::Session& session, const Elsewhere& who);

} // namespace banxing::access
