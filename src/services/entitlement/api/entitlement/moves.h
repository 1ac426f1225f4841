#pragma once
// Decisions move with the records they stand in, when files are merged or were mixed up.
#include <core/id.h>
#include <db/db.h>

namespace banxing::entitlement {

/// The claim and what it decided now count for `into`; the ledger keeps to whom it was paid.
/// Nothing happens when there is no such claim or it is there already.
Result<void> move_claim(db::Session& session, std::int64_t claim, SubjectId into);

/// Claims that wait for approval: they rest on the file as it was.
Result<std::int64_t> proposed_of(db::Session& session, SubjectId subject);

} // namespace banxing::entitlement
