#pragma once
// An office over an empty database with the policy of the source, for counties made in tests.
#include <access/access.h>
#include <audit/audit.h>
#include <consequences/consequences.h>
#include <demo/demo.h>
#include <entitlement/payable.h>
#include <policy/load.h>
#include <policy/store.h>

#include <cstdio>
#include <cstdlib>
#include <db_testing/databases.h>
#include <family/guardians.h>
#include <ledger/ledger.h>

namespace banxing::demo {

template <typename T>
T must(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s %s\n", result.error().message.en.c_str(),
                     result.error().detail.c_str());
        std::abort();
    }
    return try_value(std::move(result));
}

inline const std::filesystem::path home = BANXING_SOURCE_DIR;
inline const Date demo_day = *parse_iso_date("2026-11-20");

inline std::shared_ptr<const derive::Program> program() {
    static auto compiled = must(derive::Program::compile(must(policy::read_source(
        must(policy::read_files(home / "systems", home / "data/calendar/china.tsv"))))));
    return compiled;
}

inline auto databases() {
    return testing_databases({audit::migrations(), access::migrations(), registry::migrations(),
                              policy::migrations(), records::migrations(),
                              consequences::migrations(), ledger::migrations(),
                              entitlement::migrations(), family::migrations(), demo::migrations()});
}

class Setting {
public:
    Setting(db::Database& database, const std::filesystem::path& folder)
        : roles(must(access::Roles::read((home / "data/access/roles.yaml").string()))),
          regions(must(policy::Regions::read(home / "data/regions"))),
          vault(must(crypto::Vault::open((folder / "master.key").string(), true))),
          registry(
              must(registry::Registry::open(database, vault, (home / "data/pinyin").string()))),
          office{database, roles, program(), regions, *registry, vault, Clock::pinned(demo_day)} {}

    access::Roles roles;
    policy::Regions regions;
    crypto::Vault vault;
    std::unique_ptr<registry::Registry> registry;
    casework::Office office;
};

} // namespace banxing::demo
