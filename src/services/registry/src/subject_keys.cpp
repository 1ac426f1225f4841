#include "subject_keys.h"

#include "registry_sql.h"

namespace banxing::registry {

Result<crypto::DataKey> SubjectKeys::of(db::Session& session, SubjectId subject) {
    {
        std::scoped_lock lock(mutex_);
        if (auto found = entries_.find(subject.value); found != entries_.end()) {
            by_use_.splice(by_use_.begin(), by_use_, found->second);
            return found->second->second;
        }
    }
    auto row = TRY(session.one(sql::KeyOf{subject.value}));
    if (!row || row->key.empty())
        return fail(Error::not_found({"没有这份档案", "There is no such file"}));
    auto key = TRY(vault_.unwrap(row->key, subject.value));
    keep(subject, key);
    return key;
}

Result<SubjectId> SubjectKeys::create(db::Session& session, crypto::Random& random) {
    for (;;) {
        SubjectId subject(random.int63());
        auto key = vault_.new_key(); // never from a seed
        if (TRY(session.run(sql::AddSubject{subject.value, vault_.wrap(key, subject.value)})) == 0)
            continue;
        keep(subject, key);
        return subject;
    }
}

Result<void> SubjectKeys::destroy(db::Session& session, SubjectId subject) {
    {
        std::scoped_lock lock(mutex_);
        if (auto known = entries_.find(subject.value); known != entries_.end()) {
            by_use_.erase(known->second);
            entries_.erase(known);
        }
    }
    if (TRY(session.run(sql::DestroyKey{subject.value})) == 1) return {};
    return fail(Error::not_found({"没有这份档案", "There is no such file"}));
}

std::size_t SubjectKeys::kept() const {
    std::scoped_lock lock(mutex_);
    return by_use_.size();
}

void SubjectKeys::keep(SubjectId subject, const crypto::DataKey& key) {
    std::scoped_lock lock(mutex_);
    if (auto known = entries_.find(subject.value); known != entries_.end()) {
        known->second->second = key; // a creation that was rolled back may have left another
        return;
    }
    by_use_.emplace_front(subject.value, key);
    entries_[subject.value] = by_use_.begin();
    if (by_use_.size() > most_) {
        entries_.erase(by_use_.back().first);
        by_use_.pop_back();
    }
}

} // namespace banxing::registry
