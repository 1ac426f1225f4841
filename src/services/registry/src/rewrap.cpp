#include "registry_sql.h"

#include <registry/keys.h>

#include <functional>

namespace banxing::registry {
namespace {

struct Wrapped {
    std::int64_t id, bound;
    std::string key;
};
struct Store {
    std::function<Result<std::vector<Wrapped>>(db::Session&, std::int64_t after)> after;
    std::function<Result<std::int64_t>(db::Session&, const Wrapped& old, std::string key)> change;
};

Result<std::vector<Wrapped>> subjects(db::Session& session, std::int64_t after) {
    std::vector<Wrapped> out;
    for (auto& row : TRY(session.all(sql::KeysAfter{after})))
        out.push_back({row.subject_id, row.subject_id, std::move(row.key)});
    return out;
}

Result<std::vector<Wrapped>> doubtful(db::Session& session, std::int64_t after) {
    std::vector<Wrapped> out;
    for (auto& row : TRY(session.all(sql::DoubtsAfter{after})))
        out.push_back({row.id, -row.id, std::move(row.key)});
    return out;
}

/// The key may have been destroyed or changed since it was read: `change` looks.
Result<std::int64_t> rewrap_some(db::Session& session, const crypto::Vault& vault,
                                 const Store& store, const std::vector<Wrapped>& old) {
    std::int64_t done = 0;
    for (const auto& one : old) {
        auto key = TRY(vault.unwrap(one.key, one.bound));
        done += TRY(store.change(session, one, vault.wrap(key, one.bound)));
    }
    return done;
}

Result<std::int64_t> rewrap_all(db::Database& database, const crypto::Vault& vault,
                                const Store& store, const std::stop_token& stop) {
    std::int64_t done = 0, after = INT64_MIN;
    while (!stop.stop_requested()) {
        auto some = TRY(database.read([&](db::Session& s) { return store.after(s, after); }));
        if (some.empty()) break;
        after = some.back().id;
        std::erase_if(
            some, [&](const Wrapped& one) { return one.key.empty() || vault.is_current(one.key); });
        if (!some.empty())
            done += TRY(database.write(db::Priority::background, [&](db::Session& s) {
                return rewrap_some(s, vault, store, some);
            }));
    }
    return done;
}

} // namespace

Result<std::int64_t> rewrap(db::Database& database, const crypto::Vault& vault,
                            const std::stop_token& stop) {
    Store of_subjects{subjects, [](db::Session& s, const Wrapped& old, std::string key) {
                          return s.run(sql::ChangeKey{old.id, old.key, std::move(key)});
                      }};
    Store of_doubts{doubtful, [](db::Session& s, const Wrapped& old, std::string key) {
                        return s.run(sql::ChangeDoubtKey{old.id, old.key, std::move(key)});
                    }};
    return TRY(rewrap_all(database, vault, of_subjects, stop)) +
           TRY(rewrap_all(database, vault, of_doubts, stop));
}

} // namespace banxing::registry
