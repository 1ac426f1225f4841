#pragma once
// The set published in the database rules; the files on disk are a proposal.
#include <core/date.h>
#include <core/id.h>
#include <db/db.h>
#include <derive/derive.h>
#include <policy/load.h>

#include <atomic>
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

/// not_found for an unknown version; conflict when it was published before, lacks the consent of
/// two people besides its proposer (drafts.h) or rests on a set that no longer rules; invalid with
/// all faults when it does not compile or one of its own cases (cases.h) comes out otherwise: what
/// ruled goes on ruling.
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

/// The program of a published or proposed set, compiled anew; not_found for an unknown version.
Result<std::shared_ptr<const derive::Program>> compiled(db::Session& session,
                                                        const std::string& version);
/// The version that rules as this transaction sees it; empty before the first `propose`.
Result<std::string> ruling_version(db::Session& session);

/// The program of the set that rules, for all who work at the same time. A publication replaces it
/// beneath them: whoever needs one program for several steps takes a reference first. What was
/// given out stays valid as long as any copy of this object lives.
class Ruling {
public:
    Ruling(std::shared_ptr<const derive::Program> first) // NOLINT: implicit, as a pointer is made
        : state_(std::make_shared<State>()) {
        replace(std::move(first));
    }
    const derive::Program& operator*() const { return *state_->now.load(); }
    const derive::Program* operator->() const { return state_->now.load(); }
    std::shared_ptr<const derive::Program> shared() const {
        std::lock_guard lock(state_->mutex);
        return state_->all.back();
    }
    void replace(std::shared_ptr<const derive::Program> next) {
        std::lock_guard lock(state_->mutex);
        state_->all.push_back(std::move(next));
        state_->now = state_->all.back().get();
    }

private:
    struct State {
        std::mutex mutex;
        std::vector<std::shared_ptr<const derive::Program>> all;
        std::atomic<const derive::Program*> now{nullptr};
    };
    std::shared_ptr<State> state_;
};

} // namespace banxing::policy
