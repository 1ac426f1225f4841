#include "entitlement_sql.h"

#include <entitlement/moves.h>

namespace banxing::entitlement {

static Result<void> add_decided(db::Session& session, std::int64_t subject,
                                const sql::ClaimToMove::Row& claim, std::int64_t amount) {
    TRY(session.run(sql::AddDecided{.subject_id = subject,
                                    .benefit = claim.benefit,
                                    .cap_period = claim.cap_period,
                                    .amount = amount,
                                    .less = -amount}));
    return {};
}

Result<void> move_claim(db::Session& session, std::int64_t id, SubjectId into) {
    auto claim = TRY(session.one(sql::ClaimToMove{.id = id}));
    if (!claim || claim->subject_id == into.value) return {};
    TRY(add_decided(session, claim->subject_id, *claim, -claim->amount));
    TRY(add_decided(session, into.value, *claim, claim->amount));
    TRY(session.run(
        sql::MoveFrozen{.claim = id, .before = claim->subject_id, .subject_id = into.value}));
    TRY(session.run(
        sql::MoveObjections{.claim = id, .before = claim->subject_id, .subject_id = into.value}));
    TRY(session.run(sql::PutClaimWith{.id = id, .subject_id = into.value}));
    return {};
}

Result<std::int64_t> proposed_of(db::Session& session, SubjectId subject) {
    return TRY(session.one(sql::ProposedOf{.subject_id = subject.value}))->claims;
}

} // namespace banxing::entitlement
