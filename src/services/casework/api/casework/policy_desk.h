#pragma once
// A change of policy on its way: proposed by one person, consented to by two others, published
// beneath the running server (decision 0055).
#include <casework/casework.h>
#include <policy/drafts.h>

#include <map>

namespace banxing::casework {

/// Posts that see money propose; those that approve, pay or supervise consent and publish.
inline constexpr access::Act proposes_policy =
    access::Act::review | access::Act::approve | access::Act::batch | access::Act::pay;
inline constexpr access::Act consents_to_policy =
    access::Act::approve | access::Act::pay | access::Act::supervise;

struct PolicyDrafts {
    std::vector<policy::Draft> items;          // newest first, the newest hundred
    std::map<std::int64_t, std::string> names; // of accounts
    std::string ruling;
};
Result<PolicyDrafts> policy_drafts(Office& office, const access::Principal& who);

/// Its version. Invalid with every fault when the changed set does not compile, or with every case
/// of the change that comes out otherwise under it.
Result<std::string> propose_policy(Office& office, const access::Principal& who,
                                   const policy::Files& changed, const Words& title,
                                   const std::string& change);
Result<void> consent_to_policy(Office& office, const access::Principal& who,
                               const std::string& version, bool given, const std::string& reason);
/// From then on new writes go by it; files are derived again in the background.
Result<void> publish_policy(Office& office, const access::Principal& who,
                            const std::string& version);

/// Takes over what another process has published on the same database; false: nothing new.
Result<bool> follow_policy(Office& office);

} // namespace banxing::casework
