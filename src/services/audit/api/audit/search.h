#pragma once
// Looking into the audit: by whom, what, when. By whose file: of_subject() of audit.h.
#include <audit/audit.h>

namespace banxing::audit {

struct Search {
    std::optional<AccountId> account; // of this account, else of everybody
    std::string action;               // empty: every
    Instant from, until;              // from ≤ at < until
    int most = 50;
};

/// Newest first. Answers from an index whatever is asked, so its time follows what it shows, not
/// what the audit holds.
Result<std::vector<Entry>> search(db::Session& session, const Search& wanted);

} // namespace banxing::audit
