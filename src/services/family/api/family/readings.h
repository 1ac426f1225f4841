#pragma once
// Who read or changed a file, for those whom it is about.
#include <family/guardians.h>

namespace banxing::family {

struct Reading {
    std::string reference; // names the event to whoever looks into it: chain-number
    Instant at;
    std::optional<OrganisationId> organisation; // none: the server itself
    std::string role;                           // of the post that asked
    std::string action;                         // a code of the audit
    bool own = false;                           // by the asker's own log-in
};

/// Newest first, before an instant. The caller has found that the file is open to it.
Result<std::vector<Reading>> readings_of(db::Session& session, const access::Principal& who,
                                         SubjectId subject, Instant before, int most);

} // namespace banxing::family
