#pragma once
// What is raised against an approved claim before it is paid. While one is open the claim enters no
// batch.
#include <entitlement/claims.h>

namespace banxing::entitlement {

struct Objection {
    SubjectId subject;
    std::int64_t id = 0, claim = 0;
    std::string said; // sealed by the caller
    AccountId entered_by;
    Instant entered_at;
    std::optional<bool> upheld; // nothing: open
    std::string answer;         // sealed by the caller
    AccountId answered_by;
    std::optional<Instant> answered_at;
};

/// The id. Conflict unless the claim is approved and in no batch.
Result<std::int64_t> object(db::Session& session, const Objection& what);
Result<std::optional<Objection>> find_objection(db::Session& session, std::int64_t id);
/// Of files that the principal may see; open ones first, then the newest.
Result<std::vector<Objection>> objections(db::Session& session, const access::Principal& who,
                                          int limit, Date today);
Result<Waiting> open_objections(db::Session& session, const access::Principal& who, Date before,
                                Date today);
/// Conflict when it is answered already.
Result<void> answer_objection(db::Session& session, const Objection& answered);

} // namespace banxing::entitlement
