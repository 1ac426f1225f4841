#include "shipped.h"

#include <policy/store.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>

namespace banxing::policy {

/// Another set: the yearly cap raised by a fen.
static Files amended() {
    Files files = shipped();
    auto& text = files["child_rehabilitation/parameters.yaml"];
    text.replace(text.find("'3600000'"), 9, "'3600001'");
    return files;
}

static Result<Proposed> start(db::Database& database, const Files& files, std::int64_t ms) {
    return database.write(db::Priority::interactive,
                          [&](db::Session& session) { return propose(session, files, {ms}); });
}

TEST(Store, statements_prepare_on_both_databases) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        EXPECT_EQ(db::faults_of(*database, statements()), std::vector<std::string>{});
    }
}

TEST(Store, first_start_publishes_and_later_files_are_a_draft) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        auto first = start(*database, shipped(), 1);
        ASSERT_TRUE(first) << first.error().message.en;
        EXPECT_EQ(first->ruling, version_of(shipped()));
        EXPECT_FALSE(first->draft);
        EXPECT_FALSE(start(*database, shipped(), 2)->draft);
        auto later = start(*database, amended(), 3);
        ASSERT_TRUE(later);
        EXPECT_EQ(later->ruling, version_of(shipped()));
        EXPECT_EQ(later->draft, version_of(amended()));
        EXPECT_EQ(start(*database, amended(), 4)->draft, version_of(amended()));
        auto listed = database->read([](db::Session& session) { return sets(session); });
        ASSERT_TRUE(listed);
        EXPECT_EQ(listed->size(), 2u);
    }
}

TEST(Store, what_is_published_rules_and_is_compiled_once) {
    Programs programs;
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        auto current = [&] {
            return database->read([&](db::Session& s) { return programs.current(s); });
        };
        EXPECT_EQ(current().error().fault, Fault::unavailable);
        ASSERT_TRUE(start(*database, shipped(), 1));
        auto program = current();
        ASSERT_TRUE(program) << program.error().message.en;
        EXPECT_EQ((*program)->source().version, version_of(shipped()));
        EXPECT_EQ(current()->get(), program->get());
        std::string draft = *start(*database, amended(), 2)->draft;
        auto publish_draft = [&] {
            return database->write(db::Priority::interactive, [&](db::Session& s) {
                return publish(s, draft, AccountId{7}, {3});
            });
        };
        ASSERT_TRUE(publish_draft());
        EXPECT_EQ((*current())->source().version, draft);
        EXPECT_EQ(publish_draft().error().fault, Fault::conflict);
        EXPECT_FALSE(start(*database, amended(), 5)->draft);
        EXPECT_FALSE(start(*database, shipped(), 6)->draft) << "a set that ruled before is no news";
    }
}

TEST(Store, a_set_with_faults_is_not_published) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        Files broken = shipped();
        broken["base/facts.yaml"] = "- {id: born}\n";
        EXPECT_FALSE(start(*database, broken, 1));
        auto listed = database->read([](db::Session& session) { return sets(session); });
        EXPECT_TRUE(listed->empty()) << "the failed start left something behind";
        ASSERT_TRUE(start(*database, shipped(), 2));
        std::string draft = *start(*database, broken, 3)->draft;
        auto done = database->write(db::Priority::interactive, [&](db::Session& s) {
            return publish(s, draft, AccountId{7}, {4});
        });
        ASSERT_FALSE(done);
        EXPECT_FALSE(done.error().fields.empty());
        EXPECT_EQ(start(*database, shipped(), 5)->ruling, version_of(shipped()));
    }
}

} // namespace banxing::policy
