#include "people.h"

#include "name.h"
#include "registry_sql.h"

#include <core/text.h>

#include <algorithm>
#include <charconv>

namespace banxing::registry {
namespace {

constexpr std::int64_t by_identity_number = 1, by_name_birth = 2, by_phone_birth = 3,
                       by_name_phone = 4;
constexpr const char* more_field = "registry.more";

std::optional<std::int64_t> days(std::optional<Date> day) {
    if (!day) return std::nullopt;
    return to_days(*day);
}

} // namespace

Json to_json(const Identity& identity) {
    Json out = {{"name", identity.name},
                {"sex", identity.sex},
                {"identity_number", identity.identity_number},
                {"guardian_name", identity.guardian_name},
                {"guardian_phone", identity.guardian_phone}};
    if (identity.birth) out["birth_date"] = iso(*identity.birth);
    return out;
}

Identity identity_from(const Json& json) {
    Identity out{json.value("name", ""),
                 json.value("sex", ""),
                 {},
                 json.value("identity_number", ""),
                 json.value("guardian_name", ""),
                 json.value("guardian_phone", "")};
    out.birth = parse_iso_date(json.value("birth_date", ""));
    return out;
}

People::Key People::key(std::int64_t kind, const std::string& text) const {
    auto hex = vault_.lookup("registry." + std::to_string(kind), text);
    std::uint64_t hash = 0;
    std::from_chars(hex.data(), hex.data() + 16, hash, 16);
    return {kind, static_cast<std::int64_t>(hash)};
}

People::Key People::number_key(const Person& person) const {
    return key(by_identity_number, person.number);
}

std::vector<People::Key> People::other_keys(const Person& person) const {
    std::vector<Key> out;
    auto name = to_utf8(person.name) + "\n";
    auto phone = person.phone + "\n";
    auto birth = person.birth ? iso(*person.birth) : std::string();
    if (!person.name.empty() && person.birth) out.push_back(key(by_name_birth, name + birth));
    if (!person.phone.empty() && person.birth) out.push_back(key(by_phone_birth, phone + birth));
    if (!person.name.empty() && !person.phone.empty())
        out.push_back(key(by_name_phone, name + phone));
    return out;
}

std::vector<People::Key> People::all_keys(const Person& person) const {
    auto out = other_keys(person);
    if (!person.number.empty()) out.push_back(number_key(person));
    return out;
}

Result<std::optional<Identity>> People::find(db::Session& session, SubjectId subject) const {
    auto row = TRY(session.one(sql::Person{subject.value}));
    if (!row) return std::optional<Identity>{};
    auto data_key = TRY(keys_.of(session, subject));
    auto out = identity_from(TRY(parse_json(TRY(vault_.reveal(data_key, row->more, more_field)))));
    out.name = TRY(vault_.reveal(data_key, row->name, name_field));
    out.sex = row->sex;
    if (row->birth_day) out.birth = from_days(*row->birth_day);
    return std::optional(std::move(out));
}

Result<void> People::put(db::Session& session, SubjectId subject, const Identity& identity) const {
    auto person = TRY(Person::of(identity));
    std::vector<Key> old_keys, new_keys;
    if (auto before = TRY(find(session, subject))) {
        if (*before == identity) return {};
        old_keys = all_keys(TRY(Person::of(*before)));
    }
    if (!person.name.empty()) new_keys = all_keys(person);
    for (auto& old : old_keys)
        if (std::find(new_keys.begin(), new_keys.end(), old) == new_keys.end())
            TRY(session.run(sql::DropIdentityKey{old.kind, old.hash, subject.value}));
    if (person.name.empty()) {
        TRY(session.run(sql::DropPerson{subject.value}));
        return {};
    }
    for (auto& fresh : new_keys)
        if (std::find(old_keys.begin(), old_keys.end(), fresh) == old_keys.end())
            TRY(session.run(sql::AddIdentityKey{fresh.kind, fresh.hash, subject.value}));
    auto sealed = seal(TRY(keys_.of(session, subject)), identity);
    TRY(session.run(sql::PutPerson{subject.value, std::move(sealed.name), std::move(sealed.more),
                                   identity.sex, days(identity.birth)}));
    return {};
}

People::Sealed People::seal(const crypto::DataKey& key, const Identity& identity) const {
    auto more = to_json(identity);
    for (const char* elsewhere : {"name", "sex", "birth_date"}) more.erase(elsewhere);
    return {
        vault_.protect(key, identity.name, name_field),
        vault_.protect(key, more.dump(-1, ' ', false, Json::error_handler_t::replace), more_field)};
}

Result<void> People::compare_found(db::Session& session, const Readings& readings,
                                   const Person& incoming, Key key,
                                   std::vector<Compared>& compared) const {
    for (auto& row : TRY(session.all(sql::FoundBy{key.kind, key.hash}))) {
        SubjectId subject(row.subject_id);
        if (std::any_of(compared.begin(), compared.end(),
                        [&](auto& c) { return c.candidate.subject == subject; }))
            continue;
        auto filed = TRY(find(session, subject));
        if (filed)
            compared.push_back(compare(readings, incoming, subject, TRY(Person::of(*filed))));
    }
    return {};
}

Result<Match> People::match(db::Session& session, const Readings& readings,
                            const Identity& identity) const {
    auto incoming = TRY(Person::of(identity));
    std::vector<Compared> compared;
    if (!incoming.number.empty()) {
        TRY(compare_found(session, readings, incoming, number_key(incoming), compared));
        auto found = conclude(compared);
        if (found.certain) return found;
    }
    for (auto& key : other_keys(incoming))
        TRY(compare_found(session, readings, incoming, key, compared));
    return conclude(std::move(compared));
}

Result<void> People::take_turn(db::Session& session, const Identity& identity) const {
    auto keys = all_keys(TRY(Person::of(identity)));
    std::sort(keys.begin(), keys.end(), [](auto& a, auto& b) {
        return std::tie(a.kind, a.hash) < std::tie(b.kind, b.hash); // one order: no deadlock
    });
    for (auto& key : keys) {
        TRY(session.run(sql::TakeTurn{key.kind, key.hash}));
        // a key that was inserted and deleted here still makes others wait for our commit
        TRY(session.run(sql::EndTurn{key.kind, key.hash}));
    }
    return {};
}

Result<std::optional<SubjectId>> People::by_number(db::Session& session,
                                                   const std::string& number) const {
    Identity wanted;
    wanted.identity_number = number;
    auto person = TRY(Person::of(wanted));
    for (auto& row : TRY(session.all(sql::FoundBy{by_identity_number, number_key(person).hash}))) {
        SubjectId subject(row.subject_id);
        auto filed = TRY(find(session, subject));
        if (filed && TRY(Person::of(*filed)).number == person.number) return std::optional(subject);
    }
    return std::optional<SubjectId>{};
}

} // namespace banxing::registry
