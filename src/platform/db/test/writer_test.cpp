// Many at once: groups, neighbours, urgency, crashes.
#include "statements.h"

#include <atomic>
#include <csignal>
#include <db_testing/databases.h>
#include <future>
#include <gtest/gtest.h>
#include <mutex>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace banxing;
using namespace banxing::db;
using namespace banxing::db::testing;

namespace {

constexpr auto now = Priority::interactive;

std::int64_t count(Database& database) {
    return database.read([](Session& s) { return s.one(Count{}); }).value()->n;
}

/// Holds the writer until `release`, so that what comes meanwhile waits in its queues.
class Held {
public:
    explicit Held(Database& database)
        : holder_([this, &database] {
              (void)database.write(Priority::emergency, [this](Session&) -> Result<void> {
                  started_.set_value();
                  open_.get_future().wait();
                  return {};
              });
          }) {
        started_.get_future().wait();
    }
    void release() {
        open_.set_value();
        holder_.join();
    }

private:
    std::promise<void> started_, open_;
    std::thread holder_;
};

TEST(Writer, groups_commits_and_keeps_neighbours_of_a_failing_write) {
    auto databases = testing_databases({steps});
    auto& database = databases.front();
    Held held(*database);
    auto before = database->counters();
    std::vector<std::thread> threads;
    threads.reserve(30);
    std::atomic<int> good{0}, bad{0};
    for (int i = 0; i < 30; ++i)
        threads.emplace_back([&, i] {
            auto done = database->write(now, [&](Session& s) -> Result<void> {
                TRY(s.run(Add{i}));
                if (i % 3 == 0) return fail(Error::invalid({"不", "no"}));
                return {};
            });
            done ? ++good : ++bad;
        });
    std::this_thread::sleep_for(
        std::chrono::milliseconds(200)); // lets them queue; the figures hold in any case
    held.release();
    for (auto& t : threads) t.join();
    EXPECT_EQ(good, 20);
    EXPECT_EQ(bad, 10);
    EXPECT_EQ(count(*database), 20);
    EXPECT_LT(database->counters().commits - before.commits, 20) << "no write shared a commit";
    EXPECT_EQ(database->counters().writes - before.writes, 21);
}

TEST(Writer, takes_the_urgent_first) {
    auto databases = testing_databases({steps});
    auto& database = databases.front();
    Held held(*database);
    std::mutex mutex;
    std::vector<int> order;
    std::vector<std::thread> threads;
    for (auto priority : {Priority::background, Priority::interactive, Priority::emergency})
        for (int n = 0; n < 2; ++n)
            threads.emplace_back([&, priority] {
                (void)database->write(priority, [&](Session&) -> Result<void> {
                    std::lock_guard lock(mutex);
                    order.push_back(static_cast<int>(priority));
                    return {};
                });
            });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    held.release();
    for (auto& t : threads) t.join();
    EXPECT_EQ(order, (std::vector<int>{0, 0, 1, 1, 2, 2}));
}

TEST(Writer, refuses_a_write_inside_a_write) {
    auto databases = testing_databases({steps});
    auto& database = databases.front();
    auto nested = database->write(now, [&](Session&) -> Result<void> {
        return database->write(now, [](Session&) -> Result<void> { return {}; });
    });
    EXPECT_EQ(nested.error().fault, Fault::internal);
}

TEST(Writer, concurrent_compare_and_set_lets_one_win_each_time) {
    constexpr int threads = 4, rounds = 40;
    for (auto& database : testing_databases({steps})) {
        ASSERT_TRUE(database->write(now, [](Session& s) {
            return s.run(Add{1, std::nullopt, 0});
        }));
        std::atomic<std::int64_t> won{0};
        std::vector<std::thread> all;
        all.reserve(threads);
        for (int t = 0; t < threads; ++t)
            all.emplace_back([&] {
                for (int n = 0; n < rounds; ++n) {
                    auto done = database->write(now, [](Session& s) -> Result<std::int64_t> {
                        auto seen = *TRY(s.one(Find{1}))->amount;
                        return s.run(Raise{1, seen});
                    });
                    if (done) won += *done;
                }
            });
        for (auto& t : all) t.join();
        auto row = database->read([](Session& s) { return s.one(Find{1}); });
        EXPECT_EQ((*row)->amount, won.load()) << database.name();
        EXPECT_GT(won.load(), 0);
    }
}

TEST(Writer, runs_a_transaction_again_that_postgresql_ended_for_a_deadlock) {
    for (auto& database : testing_databases({steps})) {
        for (int id : {1, 2})
            ASSERT_TRUE(database->write(now, [&](Session& s) {
                return s.run(Add{id, std::nullopt, 0});
            }));
        auto bump = [&](std::int64_t first, std::int64_t second) {
            return database->write(now, [&](Session& s) -> Result<void> {
                TRY(s.one(Bump{first}));
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                TRY(s.one(Bump{second}));
                return {};
            });
        };
        std::thread other([&] { EXPECT_TRUE(bump(1, 2)); });
        EXPECT_TRUE(bump(2, 1));
        other.join();
        auto row = database->read([](Session& s) { return s.one(Find{2}); });
        EXPECT_EQ((*row)->amount, 2) << database.name();
    }
}

/// Writes until killed; tells each number after its write has returned.
[[noreturn]] void write_until_killed(const Options& options, int pipe) {
    auto database = Database::open(options);
    if (!database) ::_exit(3);
    std::vector<std::thread> threads;
    for (std::int64_t t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (std::int64_t id = t; id < 4'000'000; id += 4) {
                if (!(*database)->write(now, [&](Session& s) { return s.run(Add{id}); }))
                    ::_exit(4);
                if (::write(pipe, &id, sizeof id) != sizeof id) ::_exit(5);
            }
        });
    for (auto& t : threads) t.join();
    ::_exit(6);
}

TEST(Writer, an_acknowledged_row_survives_a_kill) {
    for (auto round = 0; round < 3; ++round) {
        TemporaryFolder folder;
        Options options{folder.path() + "/a.db"};
        {
            auto database = Database::open(options);
            ASSERT_TRUE(database && (*database)->migrate(steps));
        }
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        auto child = ::fork();
        if (child == 0) write_until_killed(options, ends[1]);
        ::close(ends[1]);
        std::vector<std::int64_t> told;
        for (std::int64_t id; ::read(ends[0], &id, sizeof id) == sizeof id;) {
            told.push_back(id);
            if (told.size() == 200U + 100U * static_cast<unsigned>(round)) ::kill(child, SIGKILL);
        }
        ::close(ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
        auto database = Database::open(options);
        ASSERT_TRUE(database);
        for (auto id : told)
            EXPECT_TRUE((*database)->read([&](Session& s) { return s.one(Find{id}); }).value())
                << id;
    }
}

} // namespace
