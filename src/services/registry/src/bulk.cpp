#include "people.h"
#include "registry_sql.h"

#include <registry/bulk.h>

namespace banxing::registry {

Result<Prepared> prepare(const crypto::Vault& vault, SubjectId subject, const crypto::DataKey& key,
                         const Identity& identity) {
    auto person = TRY(Person::of(identity));
    SubjectKeys none(vault, 1);
    People people(vault, none);
    auto sealed = people.seal(key, identity);
    Prepared out{subject,
                 vault.wrap(key, subject.value),
                 std::move(sealed.name),
                 std::move(sealed.more),
                 identity.sex,
                 {},
                 {}};
    if (identity.birth) out.birth_day = to_days(*identity.birth);
    for (auto& found : people.all_keys(person))
        out.keys.push_back({found.kind, found.hash, subject});
    return out;
}

Result<void> insert_first(db::Session& session, const Prepared& person) {
    if (TRY(session.run(sql::AddSubject{person.subject.value, person.key})) == 0)
        return fail(Error::conflict({"已有这份档案", "There is such a file already"}));
    TRY(session.run(sql::PutPerson{person.subject.value, person.name, person.more, person.sex,
                                   person.birth_day}));
    return {};
}

Result<void> insert_keys(db::Session& session, std::span<const IdentityKey> keys) {
    for (auto& key : keys)
        TRY(session.run(sql::AddIdentityKey{key.kind, key.hash, key.subject.value}));
    return {};
}

} // namespace banxing::registry
