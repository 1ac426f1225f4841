#pragma once
// Organisations, accounts and posts.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <map>
#include <span>
#include <string>
#include <vector>

namespace banxing::access {

/// With id 0 the next free number is taken. Conflict when the number is taken, invalid when the
/// region is no region.
Result<OrganisationId> add_organisation(db::Session& session, const Organisation& organisation);
Result<std::optional<Organisation>> find_organisation(db::Session& session, OrganisationId id);
Result<std::vector<Organisation>> organisations(db::Session& session);

struct Post {
    OrganisationId organisation;
    std::string role;
};

struct NewAccount {
    std::string login; // what is typed; width and case do not matter
    std::string name;
    std::string password_hash; // crypto::hash_password
    std::vector<Post> posts = {};
    std::optional<Instant> code_until = {}; // given: the password is a one-time code
};

/// Conflict when the login is taken, invalid when a role does not exist or there is no post.
Result<AccountId> add_account(db::Session& session, const Roles& roles, const NewAccount& account);

/// The first post of an account, or of anybody with the role: for commands at the machine itself,
/// where nobody logs in. Not found when there is none.
Result<Principal> principal_of_login(db::Session& session, const Roles& roles,
                                     const std::string& login);
Result<Principal> principal_of_role(db::Session& session, const Roles& roles,
                                    const std::string& role);

/// For showing who wrote something: every account's name by number.
Result<std::map<std::int64_t, std::string>> account_names(db::Session& session);

/// Gives an account a new one-time code and ends its sessions. Not found when there is no such
/// login.
Result<void> set_code(db::Session& session, const std::string& login, const std::string& code_hash,
                      Instant until);

} // namespace banxing::access
