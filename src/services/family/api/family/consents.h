#pragma once
// Yes and no to a purpose, by the guardian or the young person.
#include <family/guardians.h>

namespace banxing::family {

/// unasked: open until somebody says no.
enum class Choice { unasked, given, withdrawn };

struct Consent {
    const ConsentRule* rule = nullptr;
    Words purpose;
    Choice choice = Choice::unasked;
    std::optional<Instant> at;
    AccountId by;
};

/// One of each purpose that waits for consent.
Result<std::vector<Consent>> consents_of(const Desk& desk, db::Session& session, SubjectId subject);

/// Kept as one more row; the file is closed or opened for that purpose at once. Forbidden to a
/// guardian from the age of one's own say on; not found for a purpose that needs no consent.
Result<void> decide(const Desk& desk, const access::Principal& who, SubjectId subject,
                    const std::string& purpose, bool given);

} // namespace banxing::family
