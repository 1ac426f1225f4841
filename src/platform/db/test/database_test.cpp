#include "statements.h"

#include <db_testing/databases.h>
#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace banxing;
using namespace banxing::db;
using namespace banxing::db::testing;

namespace {

constexpr auto now = Priority::interactive;

template <typename S>
auto put(const S& s) {
    return [s](Session& session) { return session.run(s); };
}

Count::Row count(Database& database, std::int64_t low = 0) {
    auto row = database.read([&](Session& s) { return s.one(Count{low}); });
    return row && *row ? **row : Count::Row{-1, -1};
}

TEST(Database, keeps_nulls_text_and_large_numbers) {
    struct Case {
        std::optional<std::string> name;
        std::optional<std::int64_t> amount;
    };
    const std::string long_text(300'000, 'x');
    const std::vector<Case> cases{
        {std::nullopt, std::nullopt}, {"", 0},
        {"𠮷田㛃", INT64_MAX},        {"it's \"quoted\" :name -- not a comment", INT64_MIN},
        {"line\nbreak\ttab", -1},     {long_text, std::nullopt}};
    for (auto& database : testing_databases({steps})) {
        SCOPED_TRACE(database.name());
        std::int64_t id = 0;
        for (auto& c : cases) {
            ASSERT_EQ(database->write(now, put(Add{++id, c.name, c.amount})).value(), 1);
            auto row = database->read([&](Session& s) { return s.one(Find{id}); });
            ASSERT_TRUE(row && *row);
            EXPECT_EQ((*row)->name, c.name);
            EXPECT_EQ((*row)->amount, c.amount);
        }
        EXPECT_FALSE(database->read([](Session& s) { return s.one(Find{99}); }).value());
    }
}

TEST(Database, binds_a_repeated_input_everywhere) {
    for (auto& database : testing_databases({steps})) {
        for (int id = 1; id <= 5; ++id) ASSERT_TRUE(database->write(now, put(Add{id})));
        EXPECT_EQ(count(*database, 3).n, 3) << database.name();
        EXPECT_EQ(count(*database, 3).total, 12) << database.name();
    }
}

TEST(Database, a_broken_unique_key_is_a_conflict_without_values) {
    for (auto& database : testing_databases({steps})) {
        SCOPED_TRACE(database.name());
        ASSERT_TRUE(database->write(now, put(Add{1, "secret"})));
        auto again = database->write(now, put(Add{1, "secret"}));
        ASSERT_FALSE(again);
        EXPECT_EQ(again.error().fault, Fault::conflict);
        EXPECT_EQ(again.error().detail, "unique key: item.add");
        EXPECT_EQ(count(*database).n, 1);
        EXPECT_TRUE(database->write(now, put(Add{2})));
    }
}

TEST(Database, other_broken_rules_are_internal) {
    for (auto& database : testing_databases({steps})) {
        auto orphan = database->write(now, put(AddNote{77, "a"}));
        ASSERT_FALSE(orphan) << database.name();
        EXPECT_EQ(orphan.error().fault, Fault::internal);
        EXPECT_EQ(orphan.error().detail.find("insert"), std::string::npos) << "SQL in a message";
    }
}

TEST(Database, an_error_or_exception_undoes_the_whole_write) {
    for (auto& database : testing_databases({steps})) {
        SCOPED_TRACE(database.name());
        auto refused = database->write(now, [](Session& s) -> Result<void> {
            TRY(s.run(Add{1}));
            return fail(Error::invalid({"不行", "no"}));
        });
        EXPECT_EQ(refused.error().message.en, "no");
        auto thrown = database->write(now, [](Session& s) -> Result<void> {
            TRY(s.run(Add{2}));
            throw std::runtime_error("with a name in it");
        });
        EXPECT_EQ(thrown.error().fault, Fault::internal);
        EXPECT_EQ(thrown.error().detail.find("name"), std::string::npos);
        auto passed_over = database->write(now, [](Session& s) -> Result<void> {
            TRY(s.run(Add{3}));
            (void)s.run(Add{3});
            return {};
        });
        EXPECT_FALSE(passed_over);
        EXPECT_EQ(count(*database).n, 0);
    }
}

TEST(Database, reads_cannot_write) {
    for (auto& database : testing_databases({steps})) {
        EXPECT_FALSE(database->read(put(Add{1}))) << database.name();
        EXPECT_EQ(count(*database).n, 0) << database.name();
    }
}

TEST(Database, a_read_sees_one_moment) {
    for (auto& database : testing_databases({steps})) {
        ASSERT_TRUE(database->write(now, put(Add{1})));
        auto seen = database->read([&](Session& s) -> Result<std::int64_t> {
            auto before = TRY(s.one(Count{}))->n;
            TRY(database->write(now, put(Add{2})));
            return TRY(s.one(Count{}))->n - before;
        });
        EXPECT_EQ(seen.value(), 0) << database.name();
        EXPECT_EQ(count(*database).n, 2) << database.name();
    }
}

TEST(Database, scan_streams_rows_and_stops_at_an_error) {
    for (auto& database : testing_databases({steps})) {
        SCOPED_TRACE(database.name());
        for (int id = 1; id <= 3; ++id)
            ASSERT_TRUE(database->write(
                now, put(Add{id, id == 2 ? std::nullopt : std::optional("㛃"), id})));
        std::string seen;
        static constexpr Column in[] = {{"low", Type::integer, false}};
        static constexpr Column out[] = {{"id", Type::integer, false}, {"name", Type::text, true}};
        static constexpr Statement all{
            "item.all", "select id, name from item where id >= :low order by id", in, out};
        const std::vector<Value> low{Value(std::int64_t{1})};
        auto row = [&](std::span<const Value> r) -> Result<void> {
            seen += std::to_string(std::get<std::int64_t>(r[0])) +
                    (r[1].index() ? std::get<std::string>(r[1]) : "-");
            return {};
        };
        EXPECT_TRUE(database->scan(all, low, row));
        EXPECT_EQ(seen, "1㛃2-3㛃");
        auto stopped = database->scan(all, low, [](auto) -> Result<void> {
            return fail(Error::invalid({"停", "stop"}));
        });
        EXPECT_EQ(stopped.error().message.en, "stop");
    }
}

TEST(Database, refuses_statements_whose_columns_are_not_the_declared_ones) {
    static constexpr Column swapped[] = {{"amount", Type::integer, true},
                                         {"name", Type::text, true}};
    static constexpr Column one[] = {{"name", Type::text, true}};
    static constexpr Statement wrong[] = {
        {"w.swapped", "select name, amount from item", {}, swapped},
        {"w.missing", "select name, amount from item", {}, one},
        {"w.table", "select name from nothing", {}, one}};
    for (auto& database : testing_databases({steps})) {
        for (auto& statement : wrong) {
            const Statement* all[] = {&statement};
            EXPECT_EQ(faults_of(*database, all).size(), 1U) << database.name() << statement.name;
        }
        const Statement* good[] = {&Add::statement(), &Find::statement(), &Count::statement()};
        EXPECT_TRUE(faults_of(*database, good).empty());
    }
}

TEST(Migrate, applies_once_and_refuses_changed_or_unknown_steps) {
    static constexpr Migration changed[] = {{"item", 1, "create", "create table item (id bigint)"}};
    static constexpr Migration broken[] = {
        steps[0], {"item", 2, "bad", "create table half (id bigint); nonsense;"}};
    static constexpr Migration good[] = {steps[0],
                                         {"item", 2, "ok", "create table half (id bigint);"}};
    for (auto& database : testing_databases({steps})) {
        SCOPED_TRACE(database.name());
        EXPECT_TRUE(database->migrate(steps));
        EXPECT_EQ(database->migrate(changed).error().fault, Fault::unavailable);
        EXPECT_FALSE(database->migrate(broken));
        EXPECT_TRUE(database->migrate(good)) << "the first half of a broken step was undone";
        EXPECT_FALSE(database->migrate(steps)) << "the database is newer than the program";
        database.reopen();
        EXPECT_TRUE(database->migrate(good));
    }
}

TEST(Open, says_what_is_wrong) {
    TemporaryFolder folder;
    auto bad = folder.path() + "/bad.db";
    std::ofstream(bad) << std::string(5000, '!');
    auto corrupt = Database::open({bad});
    ASSERT_FALSE(corrupt);
    EXPECT_NE(corrupt.error().message.en.find("damaged"), std::string::npos);
    EXPECT_EQ(Database::open({folder.path() + "/no/such/folder.db"}).error().fault,
              Fault::unavailable);
    EXPECT_EQ(
        Database::open({"postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"}).error().fault,
        Fault::unavailable);
    auto first = Database::open({folder.path() + "/a.db"});
    ASSERT_TRUE(first);
    EXPECT_NE(Database::open({folder.path() + "/a.db"}).error().message.en.find("another process"),
              std::string::npos);
    first->reset();
    EXPECT_TRUE(Database::open({folder.path() + "/a.db"}));
}

} // namespace
