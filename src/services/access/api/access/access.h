#pragma once
// Logging in and out. Sessions are on the server; the browser holds a token of which only the hash
// is stored.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <memory>
#include <span>
#include <string>

namespace banxing::access {

struct Limits {
    int idle_minutes = 30;
    int session_hours = 12;
    int free_failures = 5; // then every further failure doubles the wait
    int first_wait_seconds = 15;
    int longest_wait_seconds = 900;
    int code_hours = 24;          // how long a one-time code opens the door
    int shortest_password = 10;   // characters
    std::size_t hash_kib = 65536; // Argon2id: memory and passes of one hash
    std::size_t hash_passes = 3;
};

struct Visit {
    Principal principal;
    std::string csrf; // must come back in X-CSRF-Token with every write
};

struct LoggedIn {
    std::string token;
    Visit visit;
};

class Access {
public:
    Access(db::Database& database, Roles roles, Limits limits = {});
    ~Access();

    const Roles& roles() const;
    const Limits& limits() const;

    /// Forbidden with the same words, after the same time, for an unknown login and a wrong
    /// password; a login that failed too often waits, whether it exists or not.
    Result<LoggedIn> log_in(const std::string& login, const std::string& password, Instant now);

    /// For somebody whom another provider vouches for: as after the right password, a second factor
    /// is still awaited. Forbidden for an account that is closed or has no post.
    Result<LoggedIn> enter(AccountId account, Instant now);

    /// Nothing when the token is unknown, idle too long or expired.
    Result<std::optional<Visit>> visit_of(const std::string& token, Instant now);

    Result<void> log_out(const std::string& token);

    /// Ends all sessions of the account but answers with a new one. Forbidden when `old_password`
    /// is wrong.
    Result<LoggedIn> set_password(const Principal& principal, const std::string& old_password,
                                  const std::string& new_password, Instant now);

    /// For accounts made by hand or in bulk; takes some 100 ms.
    std::string hash_password(const std::string& password) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// A one-time code to be read out: 4 groups of 4.
std::string new_code();

std::span<const db::Migration> migrations();
std::span<const db::Statement* const> statements();

} // namespace banxing::access
