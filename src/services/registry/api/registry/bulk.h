#pragma once
// For filling an empty database: what create() and index() would have written, made on any thread
// and written without looking.
#include <registry/registry.h>

namespace banxing::registry {

struct IdentityKey {
    std::int64_t kind = 0, hash = 0;
    SubjectId subject;
    auto operator<=>(const IdentityKey&) const = default;
};

/// Sealed already.
struct Prepared {
    SubjectId subject;
    std::string key, name, more, sex;
    std::optional<std::int64_t> birth_day;
    std::vector<IdentityKey> keys; // for insert_keys
};

/// `key`: the subject's own, new. Invalid when the identity number is none. Thread-safe.
Result<Prepared> prepare(const crypto::Vault& vault, SubjectId subject, const crypto::DataKey& key,
                         const Identity& identity);

/// Conflict when there is such a subject. Without its keys, which come last: sorted by hash they
/// are written in a tenth of the time. Until then nobody is found by number, name or phone.
Result<void> insert_first(db::Session& session, const Prepared& person);
Result<void> insert_keys(db::Session& session, std::span<const IdentityKey> keys);

} // namespace banxing::registry
