#pragma once
#include <core/id.h>
#include <crypto/vault.h>
#include <db/db.h>

#include <list>
#include <mutex>
#include <unordered_map>

namespace banxing::registry {

/// The data keys of subjects; those used last stay unwrapped. Thread-safe.
class SubjectKeys {
public:
    SubjectKeys(const crypto::Vault& vault, std::size_t most) : vault_(vault), most_(most) {}

    /// not_found when the subject is unknown or its key was destroyed.
    Result<crypto::DataKey> of(db::Session& session, SubjectId subject);
    Result<SubjectId> create(db::Session& session, crypto::Random& random);
    /// not_found when there is none.
    Result<void> destroy(db::Session& session, SubjectId subject);
    std::size_t kept() const;

private:
    using Entry = std::pair<std::int64_t, crypto::DataKey>;
    void keep(SubjectId subject, const crypto::DataKey& key);

    const crypto::Vault& vault_;
    const std::size_t most_;
    mutable std::mutex mutex_;
    std::list<Entry> by_use_; // the last one used first
    std::unordered_map<std::int64_t, std::list<Entry>::iterator> entries_;
};

} // namespace banxing::registry
