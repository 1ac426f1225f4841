#pragma once
// Why an amount is due, and why it was decided.
#include <casework/casework.h>

namespace banxing::casework {

/// Why a month's amount was decided, as it was known then: kept with the decision, never made anew.
/// A decision from before reasons were kept has none; what its record says stands for them.
struct Then {
    std::int64_t claim = 0;
    entitlement::ClaimState state = entitlement::ClaimState::approved;
    Instant decided_at;
    Money amount; // of the month, by this decision
    std::string policy;
    std::optional<derive::Explanation> why; // nothing: not kept
    std::string said;                       // then: the sentence of the decision's record
};

struct Explained {
    std::optional<derive::Explanation> why; // nothing: the month entitles to nothing any more
    std::string policy;
    std::vector<Then> then;         // oldest first
    std::vector<records::Row> rows; // of the facts' records, without their content
};
/// Not found when the month neither entitles to anything now nor was ever decided.
Result<Explained> explain(Office& office, const access::Principal& who, SubjectId subject,
                          const std::string& benefit, const std::string& period);

} // namespace banxing::casework
