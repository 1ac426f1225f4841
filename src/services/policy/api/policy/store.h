#pragma once
// The set published in the database rules; the files on disk are a proposal.
#include <core/date.h>
#include <core/id.h>
#include <db/db.h>
#include <derive/derive.h>
#include <policy/load.h>

#include <map>
#include <memory>
#include <mutex>

namespace banxing::policy {

std::span<const db::Migration> migrations();
/// For the test that prepares every statement on both databases.
std::span<const db::Statement* const> statements();

struct SetInfo {
    std::string version;
    Instant made_at;
    std::optional<Instant> published_at; // nothing: a draft
    AccountId published_by;              // 0: the first start
    bool rules = false;
};

/// What a start found: the version that rules, and a draft when the proposed files are another set.
struct Proposed {
    std::string ruling;
    std::optional<std::string> draft;
};

/// First start: the files are published, if they compile. Later: other files become a draft, once.
Result<Proposed> propose(db::Session& session, const Files& files, Instant now);

/// not_found for an unknown version, conflict when it was published before, invalid with all faults
/// when it does not compile: what ruled goes on ruling.
Result<void> publish(db::Session& session, const std::string& version, AccountId by, Instant now);

/// Newest first.
Result<std::vector<SetInfo>> sets(db::Session& session);

/// not_found for an unknown version.
Result<Files> files_of(db::Session& session, const std::string& version);

/// Compiled programs by version; one for the whole server, safe to share between threads.
class Programs {
public:
    /// Of the set that rules as this transaction sees it; unavailable before the first `propose`.
    Result<std::shared_ptr<const derive::Program>> current(db::Session& session);
    Result<std::shared_ptr<const derive::Program>> of_version(db::Session& session,
                                                              const std::string& version);

private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const derive::Program>> programs_;
};

} // namespace banxing::policy
