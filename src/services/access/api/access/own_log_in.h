#pragma once
// What somebody may see and change of the own log-in: where it is open, on which post, who may
// stand in for it.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <string>
#include <vector>

namespace banxing::access {

struct OpenSession {
    std::string id; // names it; not the token
    std::int64_t post = 0;
    Instant created, last_seen;
    bool current = false;
};
Result<std::vector<OpenSession>> sessions_of(db::Session& session, AccountId account,
                                             const std::string& token);
/// Not found when it is not this account's.
Result<void> end_session(db::Session& session, AccountId account, const std::string& id);

struct OwnPost {
    std::int64_t post = 0;
    std::string role;
    Organisation organisation;
    std::optional<Date> lent_until; // another's post, lent until that day
};
/// One's own, then those lent by others.
Result<std::vector<OwnPost>> posts_of(db::Session& session, AccountId account, Date today);
/// The session goes on on that post. Forbidden when it is neither the account's nor lent to it.
Result<void> take_post(db::Session& session, AccountId account, const std::string& token,
                       std::int64_t post, Date today);

struct Delegation {
    std::int64_t id = 0;
    AccountId account;
    Date from, until;
};
/// Lends the post that the principal is on; not one that was lent. Invalid for an end that is not
/// within a year, or an account that is the own one.
Result<std::int64_t> lend(db::Session& session, const Principal& who, const std::string& login,
                          Date until, Date today, Instant now);
Result<std::vector<Delegation>> delegations_of(db::Session& session, const Principal& who,
                                               Date today);
Result<void> take_back(db::Session& session, const Principal& who, std::int64_t delegation,
                       Date today);

} // namespace banxing::access
