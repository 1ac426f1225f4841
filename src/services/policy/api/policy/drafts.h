#pragma once
// Changes of the policy before they rule: proposed by one person, consented to by two others.
#include <policy/store.h>

namespace banxing::policy {

/// How many people besides the proposer must say yes.
constexpr int consents_needed = 2;

enum class DraftState { open, published, refused };
const char* name_of(DraftState state);

struct Consent {
    AccountId account;
    bool given = false;
    std::string reason; // of a no
    Instant at;
};

struct Draft {
    std::string version, base; // base: the set that ruled when it was proposed
    Words title;
    std::string change;    // the change file's text; empty: the set that ships with the program
    AccountId proposed_by; // 0: nobody, the program itself or the command line
    Instant proposed_at;
    DraftState state = DraftState::open;
    std::vector<Consent> consents; // oldest first

    bool may_be_published() const;
};

/// Keeps the changed set as a draft; what rules stays. Its version. Conflict when it is what rules,
/// ruled before or is proposed already.
Result<std::string> propose_change(db::Session& session, const Files& changed, Draft what);

/// Newest first.
Result<std::vector<Draft>> drafts(db::Session& session, int limit);
/// not_found when there is none.
Result<Draft> find_draft(db::Session& session, const std::string& version);

/// One's word on a draft; a later one replaces it. A no refuses the draft for good. Forbidden to
/// the proposer, invalid for a no without a reason, conflict once it is no draft any more.
Result<void> consent(db::Session& session, const std::string& version, const Consent& what);

} // namespace banxing::policy
