// Power cuts and full disks under the database: what was acknowledged is there, whole, and the file
// opens by itself.
#include "statements.h"

#include <atomic>
#include <cstdlib>
#include <db_testing/databases.h>
#include <db_testing/faulty_disk.h>
#include <gtest/gtest.h>
#include <mutex>
#include <random>
#include <set>
#include <thread>

using namespace banxing;
using namespace banxing::db;
using namespace banxing::db::testing;

namespace {

constexpr auto now = Priority::interactive;

/// Both rows or none: the invariant that a torn transaction would break.
Result<void> add_pair(Session& session, std::int64_t id, const std::string& text) {
    TRY(session.run(Add{id, text}));
    TRY(session.run(AddNote{id, "with it"}));
    return {};
}

/// Threads write until the first refusal; every id whose write has returned well.
std::set<std::int64_t> write_until_refused(Database& database, std::size_t bytes) {
    std::set<std::int64_t> told;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (std::int64_t t = 0; t < 3; ++t)
        threads.emplace_back([&, t] {
            const std::string text(bytes, char('a' + t));
            for (std::int64_t id = t; id < 30'000; id += 3) {
                if (!database.write(now, [&](Session& s) { return add_pair(s, id, text); })) return;
                std::scoped_lock lock(mutex);
                told.insert(id);
            }
        });
    for (auto& t : threads) t.join();
    return told;
}

struct Read {
    static Statement all(const char* name, const char* text) {
        static constexpr Column out[] = {{"id", Type::integer, false}};
        return {name, text, {}, out};
    }
};

std::set<std::int64_t> ids(Database& database, const Statement& statement) {
    std::set<std::int64_t> out;
    auto rows = database.read([&](Session& s) { return s.fetch(statement, {}); });
    EXPECT_TRUE(rows) << rows.error().detail;
    for (auto& row : *rows) out.insert(std::get<std::int64_t>(row[0]));
    return out;
}

std::string own_check(Database& database) {
    static constexpr Column out[] = {{"integrity_check", Type::text, false}};
    Statement statement{"test.integrity", "pragma integrity_check", {}, out};
    auto rows = database.read([&](Session& s) { return s.fetch(statement, {}); });
    return rows ? std::get<std::string>((*rows)[0][0]) : rows.error().detail;
}

struct Outcome {
    std::size_t told = 0, lost = 0, torn = 0;
    std::string check;
};

/// A power cut after so many operations of the disk, and what is found when it is back.
Outcome cut(std::uint64_t seed, std::int64_t operations, std::size_t bytes, bool lying = false) {
    TemporaryFolder before, after;
    Outcome out;
    std::set<std::int64_t> told;
    {
        FaultyDisk disk(before.path(), seed);
        auto database = Database::open({before.path() + "/a.db"}).value();
        EXPECT_TRUE(database->migrate(steps));
        if (lying) disk.set_lying();
        disk.fail_power_after(operations);
        told = write_until_refused(*database, bytes);
        EXPECT_TRUE(disk.power_failed());
        database.reset();
        disk.after_power_cut(after.path());
    }
    auto database = Database::open({after.path() + "/a.db"});
    if (!database) return {told.size(), told.size(), 0, "it does not open"};
    auto items = ids(**database, Read::all("test.items", "select id from item"));
    auto notes = ids(**database, Read::all("test.notes", "select item as id from note"));
    for (auto id : told) out.lost += items.count(id) == 0 ? 1 : 0;
    for (auto id : items) out.torn += notes.count(id) == 0 ? 1 : 0;
    out.torn += notes.size() > items.size() ? notes.size() - items.size() : 0;
    out.told = told.size();
    out.check = own_check(**database);
    return out;
}

TEST(Power, what_was_acknowledged_survives_a_cut_at_any_moment) {
    const int rounds = std::getenv("BANXING_LONG") ? 2000 : 25;
    std::mt19937_64 chance(20261122);
    std::size_t told = 0;
    for (int round = 0; round < rounds; ++round) {
        bool large = round % 8 == 7; // so much that the log is written back into the file meanwhile
        std::int64_t operations = 1 + std::int64_t(chance() % (large ? 14'000 : 400));
        auto seed = chance();
        auto found = cut(seed, operations, large ? 150'000 : 300);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", cut at " + std::to_string(operations));
        EXPECT_EQ(found.lost, 0U) << "of " << found.told;
        EXPECT_EQ(found.torn, 0U);
        EXPECT_EQ(found.check, "ok");
        told += found.told;
    }
    EXPECT_GT(told, std::size_t(rounds)) << "hardly anything was written";
}

TEST(Power, a_disk_that_lies_loses_what_was_acknowledged) {
    std::size_t lost = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) lost += cut(seed, 300, 300, true).lost;
    EXPECT_GT(lost, 0U) << "then the test above could not fail";
}

TEST(Power, a_full_disk_refuses_and_goes_on_when_there_is_room) {
    TemporaryFolder folder;
    FaultyDisk disk(folder.path(), 1);
    auto database = Database::open({folder.path() + "/a.db"}).value();
    ASSERT_TRUE(database->migrate(steps));
    auto put = [&](std::int64_t id) {
        return database->write(now,
                               [&](Session& s) { return add_pair(s, id, std::string(9000, 'x')); });
    };
    ASSERT_TRUE(put(1));
    disk.set_full(true);
    for (std::int64_t id = 2; id < 5; ++id) {
        auto refused = put(id);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().fault, Fault::unavailable) << refused.error().detail;
    }
    EXPECT_EQ(ids(*database, Read::all("test.items", "select id from item")),
              (std::set<std::int64_t>{1}))
        << "reading goes on";
    disk.set_full(false);
    ASSERT_TRUE(put(6));
    EXPECT_EQ(ids(*database, Read::all("test.notes", "select item as id from note")),
              (std::set<std::int64_t>{1, 6}));
    EXPECT_EQ(own_check(*database), "ok");
}

} // namespace
