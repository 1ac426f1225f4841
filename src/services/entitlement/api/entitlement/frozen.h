#pragma once
// What a decision rested on, month by month: added with it, never changed afterwards.
#include <core/id.h>
#include <core/money.h>
#include <db/db.h>

#include <optional>
#include <string>

namespace banxing::entitlement {

struct FrozenMonth {
    SubjectId subject;
    std::int64_t claim = 0;
    std::string period; // 2026-03
    Money amount;
    Instant at;
    std::string policy; // version of the set
    std::string why;    // JSON of the explanation
};

/// Conflict when this month of the claim is kept already.
Result<void> freeze(db::Session& session, const FrozenMonth& month);
Result<std::optional<FrozenMonth>> frozen(db::Session& session, SubjectId subject,
                                          std::int64_t claim, const std::string& period);

} // namespace banxing::entitlement
