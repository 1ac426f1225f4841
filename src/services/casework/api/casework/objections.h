#pragma once
// Objections to an approved claim, in a public notice or before it is paid: entered by a desk,
// answered by another person; while one is open the claim is in no batch.
#include <casework/casework.h>
#include <entitlement/objections.h>

namespace banxing::casework {

struct ObjectionShown {
    entitlement::Objection objection; // plain
    Words title;                      // of the benefit
    Money amount;                     // of the claim
    std::string entered_by, answered_by;
    std::optional<Date> due;
    bool mine = false; // entered by this account
};

/// Acts review, approve or batch. The id; conflict unless the claim is approved and in no batch.
Result<std::int64_t> object(Office& office, const access::Principal& who, std::int64_t claim,
                            const std::string& said);
/// Acts review, approve or batch; audited as a list that was shown.
Result<std::vector<ObjectionShown>> objections(Office& office, const access::Principal& who);
/// Act approve, by another account than entered it. Upheld: the approval is taken back with its
/// record and its money; the amount is open again.
Result<void> answer_objection(Office& office, const access::Principal& who, std::int64_t objection,
                              bool upheld, const std::string& answer);

} // namespace banxing::casework
