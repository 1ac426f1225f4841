#pragma once
// Who is known under what: sealed identities and the keyed hashes that find them.
#include "matching.h"
#include "subject_keys.h"

#include <core/json.h>

namespace banxing::registry {

Json to_json(const Identity& identity);
Identity identity_from(const Json& json);

/// Deletes every doubtful match that says something of the subject.
Result<void> drop_doubts_about(db::Session& session, const crypto::Vault& vault, SubjectId subject);

class People {
public:
    People(const crypto::Vault& vault, SubjectKeys& keys) : vault_(vault), keys_(keys) {}

    Result<std::optional<Identity>> find(db::Session& session, SubjectId subject) const;
    Result<void> put(db::Session& session, SubjectId subject, const Identity& identity) const;
    Result<Match> match(db::Session& session, const Readings& readings,
                        const Identity& identity) const;
    Result<void> take_turn(db::Session& session, const Identity& identity) const;
    Result<std::optional<SubjectId>> by_number(db::Session& session,
                                               const std::string& number) const;

    struct Key {
        std::int64_t kind, hash;
        auto operator<=>(const Key&) const = default;
    };
    std::vector<Key> all_keys(const Person& person) const;
    struct Sealed {
        std::string name, more;
    };
    Sealed seal(const crypto::DataKey& key, const Identity& identity) const;

    /// What a name was sealed for; load() opens names by itself.
    static constexpr const char* name_field = "registry.name";

private:
    Key number_key(const Person& person) const;
    std::vector<Key> other_keys(const Person& person) const;
    Key key(std::int64_t kind, const std::string& text) const;
    Result<void> compare_found(db::Session& session, const Readings& readings,
                               const Person& incoming, Key key,
                               std::vector<Compared>& compared) const;

    const crypto::Vault& vault_;
    SubjectKeys& keys_;
};

} // namespace banxing::registry
