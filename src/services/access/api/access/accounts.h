#pragma once
// Accounts as those see them who look after them: whoever has a post inside one's area. Work hangs
// on posts, never on people, so whoever leaves hands posts over and nothing else.
#include <access/directory.h>

namespace banxing::access {

struct HeldPost {
    std::int64_t post = 0;
    std::string role;
    Organisation organisation;
    bool shared = false; // somebody else with an open account has the same one
};

struct KnownAccount {
    AccountId id;
    std::string login, name;
    std::string state;           // open, code (waits for its first password), closed
    bool factor = false;         // a second factor is in force
    std::optional<Instant> seen; // in a session that is still open
    std::vector<HeldPost> posts;
};

/// Who looks after accounts, and what may be given.
struct Keeper {
    const Roles& roles;
    const Principal& who;
};

/// Of one's area and not of families, by log-in from behind `after`; `wish`: part of a name or
/// log-in, or nothing.
Result<std::vector<KnownAccount>> accounts_of(db::Session& session, const Keeper& keeper,
                                              const std::string& wish, const std::string& after,
                                              int most);

/// Conflict when the log-in is taken; forbidden for a place outside the area, invalid for a role
/// that is no desk's.
Result<AccountId> make_account(db::Session& session, const Keeper& keeper,
                               const NewAccount& account);

/// Like the acts below: not found for an account that has a post elsewhere, too, or is the own one.
Result<std::int64_t> give_post(db::Session& session, const Keeper& keeper, AccountId account,
                               const Post& post);

/// Conflict when it is the account's only one, or when nobody else has it and no `successor` (a
/// log-in) takes it over. Sessions on it end, and what was lent of it.
Result<void> take_post_away(db::Session& session, const Keeper& keeper, AccountId account,
                            std::int64_t post, const std::string& successor, Date today);

/// The account is closed for good; posts that nobody else has go to the successor, the others end.
/// Conflict when there are such and nobody takes them over. How many went over.
Result<int> leave(db::Session& session, const Keeper& keeper, AccountId account,
                  const std::string& successor, Date today);

/// A new one-time code for somebody who forgot the password: sessions end, a second factor stays.
Result<void> renew_code(db::Session& session, const Keeper& keeper, AccountId account,
                        const std::string& code_hash, Instant until);

/// Not found unless the keeper may change the account.
Result<void> require_kept(db::Session& session, const Keeper& keeper, AccountId account);

} // namespace banxing::access
