#pragma once
// The family's word on a benefit that was found for it. A no is respected: nothing is proposed.
#include <core/id.h>
#include <db/db.h>

#include <string>
#include <vector>

namespace banxing::entitlement {

struct Wish {
    std::string benefit;
    bool wanted = false;
    AccountId account;
    OrganisationId organisation; // the desk that heard it; 0: said by the family itself
    Instant at;
};

/// The newest word replaces the one before.
Result<void> note_wish(db::Session& session, SubjectId subject, const Wish& wish);
/// In order of benefit.
Result<std::vector<Wish>> wishes_of(db::Session& session, SubjectId subject);

} // namespace banxing::entitlement
