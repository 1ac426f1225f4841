#include "shipped.h"

#include <policy/drafts.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>

namespace banxing::policy {

/// Another set: the yearly cap raised by some fen.
static Files amended(char by = '1') {
    Files files = shipped();
    auto& text = files["child_rehabilitation/parameters.yaml"];
    text.replace(text.find("'3600000'"), 9, std::string("'360000") + by + "'");
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

static void consent_by(db::Database& database, const std::string& version,
                       std::initializer_list<std::int64_t> accounts) {
    for (auto account : accounts)
        ASSERT_TRUE(database.write(db::Priority::interactive, [&](db::Session& s) {
            return consent(s, version, {AccountId{account}, true, {}, {5}});
        }));
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
        EXPECT_EQ(publish_draft().error().fault, Fault::conflict) << "nobody has consented";
        consent_by(*database, draft, {8, 9});
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
        consent_by(*database, draft, {8, 9});
        auto done = database->write(db::Priority::interactive, [&](db::Session& s) {
            return publish(s, draft, AccountId{7}, {4});
        });
        ASSERT_FALSE(done);
        EXPECT_FALSE(done.error().fields.empty());
        EXPECT_EQ(start(*database, shipped(), 5)->ruling, version_of(shipped()));
    }
}

TEST(Drafts, two_people_besides_the_proposer_publish_a_change) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        auto write = [&](auto&& act) { return database->write(db::Priority::interactive, act); };
        ASSERT_TRUE(start(*database, shipped(), 1));
        Draft what;
        what.title = {"变更", "A change"};
        what.proposed_by = AccountId{7};
        what.proposed_at = {2};
        auto proposed = write([&](db::Session& s) { return propose_change(s, amended(), what); });
        ASSERT_TRUE(proposed) << proposed.error().message.en;
        auto say = [&](std::int64_t account, bool yes, const char* reason) {
            auto said = write([&](db::Session& s) {
                return consent(s, *proposed, {AccountId{account}, yes, reason, {3}});
            });
            return said ? std::optional<Fault>() : said.error().fault;
        };
        auto publish_it = [&] {
            return write([&](db::Session& s) { return publish(s, *proposed, AccountId{8}, {4}); });
        };
        EXPECT_EQ(say(7, true, ""), Fault::forbidden) << "one's own";
        EXPECT_FALSE(say(8, true, ""));
        EXPECT_FALSE(say(8, true, "")) << "twice the same person";
        EXPECT_EQ(publish_it().error().fault, Fault::conflict);
        auto rules = database->read([](db::Session& s) { return ruling_version(s); });
        EXPECT_EQ(*rules, version_of(shipped())) << "untouched before";
        EXPECT_FALSE(say(9, true, ""));
        ASSERT_TRUE(publish_it());
        EXPECT_EQ(say(10, false, "太晚"), Fault::conflict);
        auto listed = database->read([](db::Session& s) { return drafts(s, 10); });
        ASSERT_EQ(listed->size(), 1u);
        EXPECT_EQ(listed->front().state, DraftState::published);
        EXPECT_EQ(listed->front().consents.size(), 2u);
    }
}

/// A child born on 2022-05-20 is so many years old on the day.
std::string case_of(int years) {
    return "zh: 变更\npeople: {four: [{form: base.registration, day: 2025-01-10, content: {name: "
           "甲, sex: '1', birth_date: 2022-05-20}}]}\ncases:\n  - {zh: 四岁, en: Four, clauses: "
           "[{document: 示例, clause: 示例}], shows: nothing, day: 2026-11-21, person: four, "
           "expect: {facts: {base.age_years: '" +
           std::to_string(years) + "'}}}\n";
}

TEST(Drafts, a_draft_whose_own_case_fails_is_not_published) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        auto write = [&](auto&& act) { return database->write(db::Priority::interactive, act); };
        ASSERT_TRUE(start(*database, shipped(), 1));
        auto published = [&](char number, const std::string& change) {
            Draft what;
            what.change = change;
            auto version =
                *write([&](db::Session& s) { return propose_change(s, amended(number), what); });
            consent_by(*database, version, {8, 9});
            return write([&](db::Session& s) { return publish(s, version, AccountId{8}, {4}); });
        };
        auto refused = published('1', case_of(5));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().fault, Fault::invalid);
        EXPECT_NE(refused.error().message.zh.find("四岁"), std::string::npos) << "which one";
        ASSERT_EQ(refused.error().fields.size(), 1u);
        EXPECT_EQ(refused.error().fields[0].field, "cases:4");
        auto rules = database->read([](db::Session& s) { return ruling_version(s); });
        EXPECT_EQ(*rules, version_of(shipped())) << "what ruled rules";
        auto unread = published('2', "zh: 变更\ncases: [{zh: 无, en: None, clauses: [], 当: 1}]\n");
        EXPECT_EQ(unread.error().fault, Fault::invalid) << "a case that cannot be read";
        EXPECT_TRUE(published('3', case_of(4)));
    }
}

TEST(Drafts, a_no_refuses_and_a_draft_rests_on_what_rules) {
    for (auto& database : testing_databases({migrations()})) {
        SCOPED_TRACE(database.name());
        auto write = [&](auto&& act) { return database->write(db::Priority::interactive, act); };
        ASSERT_TRUE(start(*database, shipped(), 1));
        auto propose_this = [&](const Files& files) {
            Draft what;
            what.proposed_by = AccountId{7};
            return *write([&](db::Session& s) { return propose_change(s, files, what); });
        };
        auto first = propose_this(amended()), second = propose_this(amended('2'));
        auto no = [&](const char* reason) {
            return write([&](db::Session& s) {
                return consent(s, first, {AccountId{8}, false, reason, {3}});
            });
        };
        EXPECT_EQ(no("").error().fault, Fault::invalid);
        ASSERT_TRUE(no("没有经费"));
        auto yes = write([&](db::Session& s) {
            return consent(s, first, {AccountId{9}, true, {}, {3}});
        });
        EXPECT_EQ(yes.error().fault, Fault::conflict) << "refused for good";
        // another set comes to rule: what was proposed before would undo it
        auto upgrade = *start(*database, amended('3'), 4)->draft;
        consent_by(*database, upgrade, {8, 9});
        consent_by(*database, second, {8, 9});
        auto publish_it = [&](const std::string& version) {
            return write([&](db::Session& s) { return publish(s, version, AccountId{8}, {5}); });
        };
        ASSERT_TRUE(publish_it(upgrade));
        auto refused = publish_it(second);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().fault, Fault::conflict);
    }
}

} // namespace banxing::policy
