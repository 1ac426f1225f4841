#include "setting.h"
#include "subject_keys.h"

#include <fstream>
#include <set>

using namespace banxing;
using namespace banxing::registry;
using namespace banxing::registry::testing;

namespace {

const std::string phone = "10012345678", child_number = number("20190305", 11);
const Identity zhou{"周小乐", "1", parse_iso_date("2019-03-05"), child_number, "周强", phone};

TEST(Registry, speaks_both_databases) {
    for (auto& database : testing_databases({migrations()}))
        EXPECT_EQ(db::faults_of(*database, statements()), std::vector<std::string>{});
}

TEST(Registry, gives_random_positive_numbers_that_a_seed_repeats) {
    std::vector<std::vector<SubjectId>> drawn;
    for (int round = 0; round < 2; ++round) {
        auto databases = testing_databases({migrations()});
        Setting county(databases[0]);
        drawn.emplace_back();
        for (int i = 0; i < 20; ++i) drawn.back().push_back(county.add(zhou));
    }
    EXPECT_EQ(drawn[0], drawn[1]);
    EXPECT_EQ(std::set(drawn[0].begin(), drawn[0].end()).size(), 20U);
    for (auto id : drawn[0]) EXPECT_GT(id.value, 0);
}

TEST(Registry, draws_again_where_a_number_is_taken) {
    for (auto& database : testing_databases({migrations()})) {
        Setting county(database);
        auto first = county.add(zhou);
        county.random.emplace(crypto::Random::seeded(1));
        EXPECT_NE(county.add(zhou), first);
    }
}

TEST(Registry, seals_under_the_subjects_own_key) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Setting county(database);
        auto a = county.add(zhou), b = county.add(zhou);
        auto sealed = county
                          .write([&](db::Session& s) {
                              return county.registry->seal(s, a, "暨阳街道12号", "address");
                          })
                          .value();
        EXPECT_EQ(sealed.find("暨阳"), std::string::npos);
        auto reveal = [&](Registry& registry, SubjectId subject, const std::string& field) {
            return database->read(
                [&](db::Session& s) { return registry.reveal(s, subject, sealed, field); });
        };
        EXPECT_EQ(reveal(*county.registry, a, "address").value(), "暨阳街道12号");
        EXPECT_FALSE(reveal(*county.registry, b, "address"));
        EXPECT_FALSE(reveal(*county.registry, a, "phone"));
        EXPECT_EQ(reveal(*county.registry, SubjectId(1), "address").error().fault,
                  Fault::not_found);
        auto restarted = Registry::open(*database, county.vault, pinyin_folder).value();
        EXPECT_EQ(reveal(*restarted, a, "address").value(), "暨阳街道12号");
    }
}

TEST(Registry, keeps_a_bounded_number_of_keys_open) {
    auto databases = testing_databases({migrations()});
    Setting county(databases[0]);
    SubjectKeys keys(county.vault, 3);
    std::vector<SubjectId> subjects;
    for (int i = 0; i < 10; ++i)
        subjects.push_back(
            county.write([&](db::Session& s) { return keys.create(s, *county.random); }).value());
    EXPECT_EQ(keys.kept(), 3U);
    SubjectKeys others(county.vault, 100);
    for (auto subject : subjects)
        EXPECT_EQ(
            databases[0]->read([&](db::Session& s) { return keys.of(s, subject); }).value(),
            databases[0]->read([&](db::Session& s) { return others.of(s, subject); }).value());
    EXPECT_EQ(keys.kept(), 3U);
}

TEST(Registry, a_key_of_a_write_that_failed_is_not_used_later) {
    auto databases = testing_databases({migrations()});
    Setting county(databases[0]);
    auto failed = county.write([&](db::Session& s) -> Result<SubjectId> {
        (void)TRY(county.registry->create(s, *county.random));
        return fail(Error::invalid({}));
    });
    EXPECT_FALSE(failed);
    county.random.emplace(crypto::Random::seeded(1)); // the same number again
    auto subject = county.add(zhou);
    auto restarted = Registry::open(*databases[0], county.vault, pinyin_folder).value();
    EXPECT_TRUE(
        databases[0]->read([&](db::Session& s) { return restarted->identity_of(s, subject); }));
}

TEST(Registry, is_found_by_what_is_said_now_only) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Setting county(database);
        auto subject = county.add(zhou);
        EXPECT_EQ(county.by_number(child_number), subject);
        EXPECT_FALSE(county.by_number(number("20190305", 13)));
        auto without_number = zhou;
        without_number.identity_number = "";
        EXPECT_EQ(county.match(without_number).certain, subject);

        auto corrected = zhou;
        corrected.name = "周大勇";
        corrected.guardian_phone = "10087654321";
        corrected.identity_number = number("20190305", 13);
        county.change(subject, corrected);
        EXPECT_FALSE(county.by_number(child_number));
        EXPECT_EQ(county.by_number(corrected.identity_number), subject);
        auto old = county.match(without_number);
        EXPECT_FALSE(old.certain);
        EXPECT_TRUE(old.doubtful.empty());
        auto identity =
            database->read([&](db::Session& s) { return county.registry->identity_of(s, subject); })
                .value();
        EXPECT_EQ(identity, corrected);

        county.change(subject, {});
        EXPECT_FALSE(county.by_number(corrected.identity_number));
        EXPECT_TRUE(county.match(corrected).doubtful.empty());
        EXPECT_FALSE(county.match(corrected).certain);
    }
}

TEST(Registry, loads_everybody_and_hears_of_changes) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Setting county(database);
        std::vector<SubjectId> all;
        for (auto name : {"周小乐", "单小雨", "张𠮷", "楼㛃怡"}) {
            auto identity = zhou;
            identity.name = name;
            all.push_back(county.add(identity));
        }
        EXPECT_FALSE(county.registry->loaded());
        EXPECT_TRUE(county.registry->search("周", 5).empty());
        ASSERT_TRUE(county.registry->load());
        EXPECT_TRUE(county.registry->loaded());
        EXPECT_EQ(county.registry->people(), 4U);
        EXPECT_EQ(county.registry->unreadable(), 0U);
        auto found = county.registry->search("sxy", 5);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].subject, all[1]);
        EXPECT_EQ(found[0].birth, zhou.birth);
        EXPECT_EQ(county.registry->listed(all[3])->name, "楼㛃怡");
        auto renamed = zhou;
        renamed.name = "周大勇";
        county.change(all[0], renamed);
        EXPECT_TRUE(county.registry->search("小乐", 5).empty());
        EXPECT_EQ(county.registry->search("zdy", 5).size(), 1U);
        ASSERT_TRUE(county.registry->load());
        EXPECT_EQ(county.registry->search("zdy", 5).size(), 1U);
        EXPECT_EQ(county.registry->people(), 4U);
        EXPECT_LT(county.registry->sort_key("单小雨"), county.registry->sort_key("周小乐"));
    }
}

TEST(Registry, loads_the_others_when_one_name_does_not_open) {
    for (auto& database : testing_databases({migrations()})) {
        Setting county(database);
        auto a = county.add(zhou);
        county.add(zhou);
        ASSERT_TRUE(county.write([&](db::Session& s) {
            return s.run(sql::PutPerson{a.value, "sm4:damaged", "", "1", {}});
        }));
        ASSERT_TRUE(county.registry->load());
        EXPECT_EQ(county.registry->people(), 1U);
        EXPECT_EQ(county.registry->unreadable(), 1U);
    }
}

TEST(Registry, writes_nothing_under_another_key_file) {
    for (auto& database : testing_databases({migrations()})) {
        Setting county(database);
        auto other = crypto::Vault::open(county.folder.path() + "/other.key", true).value();
        auto refused = Registry::open(*database, other, pinyin_folder);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().fault, Fault::unavailable);
        EXPECT_TRUE(Registry::open(*database, county.vault, pinyin_folder));
    }
}

TEST(Registry, leaves_no_name_number_or_phone_in_the_database_file) {
    auto databases = testing_databases({migrations()});
    Setting county(databases[0]);
    county.add(zhou);
    auto added = county.write([&](db::Session& s) {
        Doubt doubt;
        doubt.incoming = zhou;
        return add_doubt(s, county.vault, doubt);
    });
    ASSERT_TRUE(added);
    auto path = databases[0].options().location;
    databases[0].reopen(); // so that the log is written back
    std::string all;
    for (auto file : {path, path + "-wal"}) {
        std::ifstream in(file, std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    EXPECT_NE(all.find("registry_person"), std::string::npos);
    for (auto& secret : {zhou.name, zhou.guardian_name, phone, child_number})
        EXPECT_EQ(all.find(secret), std::string::npos) << secret;
}

} // namespace
