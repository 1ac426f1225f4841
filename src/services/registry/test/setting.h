#pragma once
#include "registry_sql.h"

#include <core/identity_number.h>
#include <registry/registry.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>

namespace banxing::registry::testing {

inline const std::string pinyin_folder = BANXING_SOURCE_DIR "/data/pinyin";

/// No county has the area code 990000.
inline std::string number(const std::string& birth, int sequence) {
    auto first17 = "990000" + birth + std::to_string(1000 + sequence).substr(1);
    return first17 + identity_check_digit(first17);
}

inline Identity person(const std::string& name, const std::string& sex, const std::string& birth,
                       const std::string& identity_number = "", const std::string& phone = "") {
    return {name, sex, parse_iso_date(birth), identity_number, "", phone};
}

/// A registry over a fresh database.
struct Setting {
    explicit Setting(db::TestingDatabase& on)
        : database(on), vault(crypto::Vault::open(folder.path() + "/master.key", true).value()),
          registry(Registry::open(*on, vault, pinyin_folder).value()) {}

    template <typename F>
    auto write(F&& f) {
        return database->write(db::Priority::interactive, std::forward<F>(f));
    }

    SubjectId add(const Identity& identity) {
        auto subject = write([&](db::Session& s) -> Result<SubjectId> {
            auto id = TRY(registry->create(s, *random));
            TRY(registry->index(s, id, identity));
            return id;
        });
        EXPECT_TRUE(subject) << subject.error().detail;
        registry->committed(*subject, identity);
        return *subject;
    }

    void change(SubjectId subject, const Identity& identity) {
        EXPECT_TRUE(write([&](db::Session& s) { return registry->index(s, subject, identity); }));
        registry->committed(subject, identity);
    }

    Match match(const Identity& identity) {
        auto found = database->read([&](db::Session& s) { return registry->match(s, identity); });
        EXPECT_TRUE(found) << found.error().message.en;
        return *found;
    }

    std::optional<SubjectId> by_number(const std::string& wanted) {
        return database
            ->read([&](db::Session& s) { return registry->by_identity_number(s, wanted); })
            .value();
    }

    db::TestingDatabase& database;
    db::TemporaryFolder folder;
    crypto::Vault vault;
    std::unique_ptr<Registry> registry;
    std::optional<crypto::Random> random{crypto::Random::seeded(1)};
};

} // namespace banxing::registry::testing
