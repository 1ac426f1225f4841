#pragma once
// The reasons of a decision, kept as they were when it was made (decision 0056).
#include <casework/explained.h>

namespace banxing::casework {

struct Frozen {
    std::string period;
    Money amount; // of the month, by this claim
    derive::Explanation why;
};

/// Why each month of the claim is due, under this program on that day. A month that is no longer
/// entitled has none: the amount is checked by itself.
Result<std::vector<Frozen>> reasons(const derive::Program& program, db::Session& session,
                                    const records::Head& head, const entitlement::Claim& claim,
                                    Date day);
Result<void> freeze(db::Session& session, const entitlement::Claim& claim,
                    const std::vector<Frozen>& months, Instant at);
/// Of one month, oldest first; of claims that were decided on for good. `rows`: the file's.
Result<std::vector<Then>> thawed(db::Session& session, SubjectId subject,
                                 const std::string& benefit, const std::string& period,
                                 const std::vector<records::Row>& rows);

Json to_json(const derive::Explanation& why);
Result<derive::Explanation> explanation_from(const std::string& text);

} // namespace banxing::casework
