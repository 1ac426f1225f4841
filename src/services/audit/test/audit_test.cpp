#include "audit_sql.h"

#include <audit/audit.h>
#include <audit/retention.h>

#include <db_testing/databases.h>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

using namespace banxing;

namespace {

constexpr auto now = db::Priority::interactive;

audit::Event event_at(std::int64_t ms) {
    return {.at = {ms},
            .account = AccountId(7),
            .organisation = OrganisationId(3),
            .action = "file.read",
            .subject = SubjectId(11),
            .purpose = "care",
            .detail = {{"form", "screening"}, {"version", ms}}};
}

void append(db::Database& database, const audit::Event& event) {
    auto done = database.write(now, [&](db::Session& s) { return audit::append(s, event); });
    ASSERT_TRUE(done) << done.error().detail;
}

/// A crime: any one statement on the audit's tables.
void commit_crime(db::Database& database, const char* text) {
    db::Statement crime{"test.crime", text, {}, {}};
    auto done = database.write(now, [&](db::Session& s) { return s.execute(crime, {}); });
    ASSERT_TRUE(done) << done.error().detail;
    ASSERT_GT(*done, 0) << text;
}

void fill(db::Database& database) {
    for (std::int64_t ms = 1; ms <= 5; ++ms) append(database, event_at(ms));
    auto list = event_at(6);
    list.action = "list.shown";
    list.subject.reset();
    list.shown = {SubjectId(12), SubjectId(11), SubjectId(12)};
    append(database, list); // seq 7: the first is the opening
}

TEST(Audit, statements_are_understood) {
    for (auto& database : testing_databases({audit::migrations()}))
        EXPECT_EQ(db::faults_of(*database, audit::sql::statements()), std::vector<std::string>{})
            << database.name();
}

TEST(Audit, whole_chains_verify) {
    for (auto& database : testing_databases({audit::migrations()})) {
        EXPECT_FALSE(audit::verify(*database).value());
        fill(*database);
        EXPECT_FALSE(audit::verify(*database).value()) << database.name();
        database.reopen();
        append(*database, event_at(9));
        EXPECT_FALSE(audit::verify(*database).value()) << database.name();
    }
}

TEST(Audit, verify_names_the_first_removed_or_altered_row) {
    struct Case {
        const char* crime;
        std::int64_t seq;
        const char* what;
    };
    const std::vector<Case> cases{
        {"delete from audit_event where seq = 3", 3, "removed"},
        {"delete from audit_event where seq = 1", 1, "removed"},
        {"delete from audit_event where seq >= 6", 6, "cut"},
        {"update audit_event set account = 8 where seq = 4", 4, "altered"},
        {"update audit_event set account = null where seq = 4", 4, "altered"},
        {"update audit_event set at = at + 1 where seq = 2", 2, "altered"},
        {"update audit_event set detail = '{}' where seq = 5", 5, "altered"},
        {"update audit_event set subject_id = 12 where seq = 5", 5, "altered"},
        {"update audit_event set seq = 99 where seq = 5", 5, "removed"},
        {"update audit_event set digest = 'x', blanked = 1 where seq = 5", 5, "altered"},
        {"delete from audit_subject where subject_id = 12", 7, "altered"},
        {"update audit_subject set subject_id = 13 where subject_id = 12", 7, "altered"},
        {"update audit_chain set head = 'x'", 7, "altered"},
    };
    for (auto& c : cases)
        for (auto& database : testing_databases({audit::migrations()})) {
            SCOPED_TRACE(database.name() + ": " + c.crime);
            fill(*database);
            commit_crime(*database, c.crime);
            auto broken = audit::verify(*database).value();
            ASSERT_TRUE(broken);
            EXPECT_EQ(broken->seq, c.seq);
            EXPECT_EQ(broken->what, c.what);
        }
}

TEST(Audit, a_later_chain_shows_that_an_earlier_one_was_cut_with_its_row) {
    for (auto& database : testing_databases({audit::migrations()})) {
        fill(*database);
        commit_crime(*database,
                     "update audit_event set chain = 5"); // as if another process had written it …
        commit_crime(*database, "update audit_subject set chain = 5");
        commit_crime(*database, "update audit_chain set chain = 5");
        append(*database, event_at(10)); // … before this one opened its chain
        commit_crime(*database, "delete from audit_event where chain = 5");
        commit_crime(*database, "delete from audit_subject where chain = 5");
        commit_crime(*database, "delete from audit_chain where chain = 5");
        auto broken = audit::verify(*database).value();
        ASSERT_TRUE(broken) << database.name();
        EXPECT_EQ(broken->chain, 5);
        EXPECT_EQ(broken->seq, 7);
    }
}

constexpr Instant today{1'763'700'000'000}; // 21 November 2025

audit::Retention ten_years() {
    audit::Retention out;
    out.months = {{"file.read", 120}, {"list.shown", 120}};
    return out;
}

TEST(Audit, what_is_past_its_time_is_blanked_and_the_chain_stays_whole) {
    for (auto& database : testing_databases({audit::migrations()})) {
        SCOPED_TRACE(database.name());
        fill(*database);
        append(*database, event_at(today.ms - 1000));
        auto other = event_at(8);
        other.action = "file.erased"; // is kept for good
        append(*database, other);
        EXPECT_EQ(audit::blank_old(*database, ten_years(), today, 4).value(), 4);
        EXPECT_FALSE(audit::verify(*database).value()) << "in the middle of it";
        EXPECT_EQ(audit::blank_old(*database, ten_years(), today).value(), 2);
        EXPECT_EQ(audit::blank_old(*database, ten_years(), today).value(), 0);
        EXPECT_FALSE(audit::verify(*database).value());
        auto left = database->read(
            [](db::Session& s) { return audit::of_subject(s, SubjectId(11), {today.ms + 1}, 10); });
        ASSERT_EQ(left->size(), 2U) << "who read it long ago is still known";
        EXPECT_EQ(left->at(0).at.ms, today.ms - 1000);
        EXPECT_EQ(left->at(1).action, "file.erased");
    }
}

TEST(Audit, nobody_else_blanks) {
    const std::vector<std::pair<const char*, std::int64_t>> crimes{
        {"update audit_event set detail = '{}', account = null, organisation = null, subject_id = "
         "null, purpose = '', blanked = 1 where seq = 8",
         8},
        {"update audit_event set detail = '{}', account = null, organisation = null, subject_id = "
         "null, purpose = '', blanked = (select max(blanked) from audit_event) where seq = 8",
         2},
        {"update audit_event set account = 9 where seq = 3", 3},
        {"update audit_event set blanked = 0 where seq = 3", 3},
        {"update audit_event set blanked = 5 where seq = 3", 3}};
    for (const auto& [crime, seq] : crimes)
        for (auto& database : testing_databases({audit::migrations()})) {
            SCOPED_TRACE(database.name() + ": " + crime);
            fill(*database);
            append(*database, event_at(today.ms - 1000)); // 8
            ASSERT_EQ(audit::blank_old(*database, ten_years(), today).value(), 6);
            commit_crime(*database, crime);
            auto broken = audit::verify(*database).value();
            ASSERT_TRUE(broken);
            EXPECT_EQ(broken->seq, seq);
            EXPECT_EQ(broken->what, "altered");
        }
}

TEST(Retention, reads_what_is_shipped_and_refuses_the_rest) {
    auto shipped = audit::Retention::read(BANXING_SOURCE_DIR "/data/access/retention.yaml");
    ASSERT_TRUE(shipped) << shipped.error().message.en;
    EXPECT_GE(shipped->months.at("file.read"), 36);
    db::TemporaryFolder folder;
    auto file = folder.path() + "/retention.yaml";
    auto read = [&](const std::string& kinds) {
        std::ofstream(file) << "at_least: {months: 6}\nkinds: [" << kinds << "]\n";
        return audit::Retention::read(file).has_value();
    };
    EXPECT_TRUE(read("{actions: [file.read], months: 6}"));
    EXPECT_FALSE(read("{actions: [file.read], months: 5}")) << "less than the law asks for";
    EXPECT_FALSE(read("{actions: [no.such], months: 60}"));
    EXPECT_FALSE(read("{actions: [audit.opened], months: 60}"));
    EXPECT_FALSE(read("{actions: [file.read]}"));
    EXPECT_FALSE(read("{{"));
}

TEST(Audit, what_is_rolled_back_leaves_no_gap) {
    for (auto& database : testing_databases({audit::migrations()})) {
        fill(*database);
        auto undone = database->write(now, [](db::Session& s) -> Result<void> {
            TRY(audit::append(s, event_at(20)));
            return fail(Error::invalid({"不", "no"}));
        });
        EXPECT_FALSE(undone);
        append(*database, event_at(21));
        EXPECT_FALSE(audit::verify(*database).value()) << database.name();
    }
}

TEST(Audit, many_connections_write_one_chain) {
    for (auto& database : testing_databases({audit::migrations()})) {
        std::vector<std::thread> threads;
        threads.reserve(4);
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int n = 0; n < 20; ++n) append(*database, event_at(n));
            });
        for (auto& t : threads) t.join();
        EXPECT_FALSE(audit::verify(*database).value()) << database.name();
        auto heads =
            database->read([](db::Session& s) { return s.all(audit::sql::AllHeads{}); }).value();
        ASSERT_EQ(heads.size(), 1U);
        EXPECT_EQ(heads[0].seq, 81);
    }
}

TEST(Audit, tells_who_saw_a_subject) {
    for (auto& database : testing_databases({audit::migrations()})) {
        fill(*database);
        auto of = [&](std::int64_t subject, std::int64_t before, int count) {
            return database
                ->read([&](db::Session& s) {
                    return audit::of_subject(s, SubjectId(subject), {before}, count);
                })
                .value();
        };
        ASSERT_EQ(of(11, 100, 10).size(), 6U) << database.name();
        EXPECT_EQ(of(11, 100, 10)[0].action, "list.shown");
        EXPECT_EQ(of(11, 100, 10)[1].account, AccountId(7));
        EXPECT_EQ(of(11, 4, 2)[0].at.ms, 3);
        EXPECT_EQ(of(12, 100, 10).size(), 1U);
        EXPECT_EQ(of(13, 100, 10).size(), 0U);
    }
}

TEST(Audit, refuses_text_of_people) {
    auto databases = testing_databases({audit::migrations()});
    for (const auto& detail :
         {Json{{"name", "张三"}}, Json{{"a", {{"b", {"张三"}}}}}, Json{{"张三", 1}}}) {
        auto event = event_at(1);
        event.detail = detail;
        auto done =
            databases.front()->write(now, [&](db::Session& s) { return audit::append(s, event); });
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().fault, Fault::internal);
    }
}

} // namespace
