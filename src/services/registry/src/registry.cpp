#include "load.h"
#include "name.h"
#include "people.h"
#include "registry_sql.h"

#include <registry/registry.h>

#include <atomic>

namespace banxing::registry {
namespace {

constexpr std::size_t keys_in_memory = 10'000;

/// Notes the key file at the first start; later another one is refused.
Result<void> check_vault(db::Database& database, const crypto::Vault& vault) {
    auto known = TRY(database.read([](db::Session& s) { return s.all(sql::Vaults{}); }));
    if (known.empty()) {
        TRY(database.write(db::Priority::interactive, [&](db::Session& s) {
            return s.run(sql::NoteVault{vault.fingerprint()});
        }));
    } else if (known.front().fingerprint != vault.fingerprint()) {
        return fail(Error::unavailable(
            {"主密钥文件不是加密这些数据时用的那一份。",
             "The master key file is not the one that this data was sealed with."}));
    }
    return {};
}

Facts facts_of(const Identity& identity) {
    return Facts::of(identity.sex, identity.birth);
}

} // namespace

class Registry::Impl {
public:
    Impl(db::Database& database_, const crypto::Vault& vault_, Readings readings_)
        : database(database_), vault(vault_), readings(std::move(readings_)),
          keys(vault_, keys_in_memory), people(vault_, keys), directory(readings) {}

    db::Database& database;
    const crypto::Vault& vault;
    const Readings readings;
    SubjectKeys keys;
    People people;
    Directory directory;
    std::atomic<bool> loaded = false;
    std::atomic<std::size_t> unreadable = 0;
};

Registry::Registry(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Registry::~Registry() = default;

Result<std::unique_ptr<Registry>> Registry::open(db::Database& database, const crypto::Vault& vault,
                                                 const std::string& pinyin_folder) {
    auto readings = TRY(Readings::read(pinyin_folder));
    TRY(check_vault(database, vault));
    return std::unique_ptr<Registry>(
        new Registry(std::make_unique<Impl>(database, vault, std::move(readings))));
}

Result<Match> Registry::match(db::Session& session, const Identity& identity) const {
    return impl_->people.match(session, impl_->readings, identity);
}

Result<void> Registry::take_turn(db::Session& session, const Identity& identity) const {
    if (impl_->database.is_sqlite()) return {}; // one writer
    return impl_->people.take_turn(session, identity);
}

Result<SubjectId> Registry::create(db::Session& session, crypto::Random& random) {
    return impl_->keys.create(session, random);
}

Result<void> Registry::index(db::Session& session, SubjectId subject, const Identity& identity) {
    return impl_->people.put(session, subject, identity);
}

Result<std::optional<Identity>> Registry::identity_of(db::Session& session,
                                                      SubjectId subject) const {
    return impl_->people.find(session, subject);
}

Result<void> Registry::erase(db::Session& session, SubjectId subject) {
    TRY(impl_->people.put(session, subject, {}));
    TRY(drop_doubts_about(session, impl_->vault, subject));
    TRY(impl_->keys.destroy(session, subject));
    return {};
}

void Registry::committed(SubjectId subject, const Identity& identity) {
    impl_->directory.put(subject, identity.name, facts_of(identity));
}

Result<std::string> Registry::seal(db::Session& session, SubjectId subject,
                                   const std::string& plain, const std::string& field) const {
    return impl_->vault.protect(TRY(impl_->keys.of(session, subject)), plain, field);
}

Result<std::string> Registry::reveal(db::Session& session, SubjectId subject,
                                     const std::string& sealed, const std::string& field) const {
    return impl_->vault.reveal(TRY(impl_->keys.of(session, subject)), sealed, field);
}

Result<void> Registry::load() {
    impl_->directory.start_loading();
    auto read = TRY(read_people(impl_->database, impl_->vault, impl_->readings));
    impl_->unreadable = read.unreadable;
    impl_->directory.install(std::move(read.gathering));
    impl_->loaded = true;
    return {};
}

bool Registry::loaded() const {
    return impl_->loaded;
}
std::size_t Registry::people() const {
    return impl_->directory.size();
}
std::size_t Registry::unreadable() const {
    return impl_->unreadable;
}
std::optional<Listed> Registry::listed(SubjectId subject) const {
    return impl_->directory.find(subject);
}

std::vector<Listed> Registry::search(const std::string& query, std::size_t limit,
                                     const std::function<bool(SubjectId)>& keep) const {
    return impl_->directory.search(query, limit, keep);
}

Result<std::optional<SubjectId>> Registry::by_identity_number(db::Session& session,
                                                              const std::string& number) const {
    return impl_->people.by_number(session, number);
}

std::string Registry::sort_key(const std::string& name) const {
    return impl_->readings.sort_key(normal_name(name));
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::registry
