#pragma once
// Lists over what follows from the files, each only of files that are open to the one who asks.
#include <consequences/sight.h>

namespace banxing::consequences {

struct Coming {
    SubjectId subject;
    derive::Transition transition;
};
struct ComingFilter {
    int days = 183;                // from today
    std::int64_t from = 0, to = 0; // places from ≤ place < to; both 0: the post's whole area
    bool missing_only = false;     // only where a hand-over is missing
    std::int64_t after_day = -1;
    SubjectId after_subject{};
    std::string after_key; // system.transition
    int limit = 50;
};
/// Who of the post's area soon reaches an age in a system that the post reads, soonest first.
Result<std::vector<Coming>> coming(db::Session& session, const ListSight& sight,
                                   const ComingFilter& filter, Date today);

struct Standing {
    SubjectId subject;
    std::string stage;
};
struct StandingFilter {
    std::string system, stage; // stage empty: every
    Standing after;
    int limit = 50;
};
/// Who stands where in a system, by stage; nobody on a stage that the post may not learn.
Result<std::vector<Standing>> standing(db::Session& session, const ListSight& sight,
                                       const StandingFilter& filter, Date today);

struct Sent {
    SubjectId subject;
    derive::Referral referral;
};
struct SentFilter {
    bool incoming =
        true; // that the post's organisation has to receive or answer; else what it sent
    bool settled = false; // also those that nobody waits for any more
    std::int64_t after_sent = -1;
    SubjectId after_subject{};
    std::string after_key; // system.referral/occurrence
    int limit = 50;
};
/// Referrals to or from the post's organisation, longest under way first.
Result<std::vector<Sent>> referrals(db::Session& session, const access::Principal& who,
                                    const SentFilter& filter, Date today);

} // namespace banxing::consequences
