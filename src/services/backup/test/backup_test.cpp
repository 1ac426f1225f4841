// Sets that are made, altered, cut and restored.
#include <db/db.h>
#include <db/snapshot.h>

#include <atomic>
#include <backup/backup.h>
#include <db_testing/databases.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <thread>

namespace banxing::backup {
namespace {

namespace fs = std::filesystem;

constexpr db::Column numbers[] = {{"n", db::Type::integer, false}};
constexpr db::Column row_in[] = {{"id", db::Type::integer, false}, {"text", db::Type::text, false}};
constexpr db::Statement insert_row{
    "insert_row", "insert into note (id, text) values (:id, :text)", row_in, {}};
constexpr db::Statement set_row{
    "set_row", "update note set text = :text where id = :id", row_in, {}};
constexpr db::Statement count_rows{"count_rows", "select count(*) as n from note", {}, numbers};
constexpr db::Migration schema{
    "test", 1, "note", "create table note (id bigint not null primary key, text text not null)"};

template <typename T>
T must(Result<T> result) {
    EXPECT_TRUE(result) << (result ? "" : result.error().message.en + result.error().detail);
    if (!result) std::abort();
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class BackupTest : public testing::Test {
protected:
    BackupTest() {
        fs::create_directories(data / "sheets");
        database = open(data);
        must(database->migrate(std::array{schema}));
        put(0, 2000);
        write(data / "sheets/1", "a sheet");
    }

    static std::unique_ptr<db::Database> open(const fs::path& folder) {
        return must(db::Database::open({(folder / "banxing.db").string()}));
    }

    static void write(const fs::path& path, const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
    }

    void put(std::int64_t from, std::int64_t count, const db::Statement& how = insert_row) {
        must(database->write(db::Priority::interactive, [&](db::Session& s) -> Result<bool> {
            for (auto id = from; id < from + count; ++id)
                TRY(s.execute(how,
                              std::vector<db::Value>{id, std::string(100, char('a' + id % 26))}));
            return true;
        }));
    }

    Made make() { return must(backup::make(data, set, vault, {++clock})); }
    Result<Restored> restore(const fs::path& to, std::int64_t until = -1) {
        return backup::restore(set, to, data / "master.key", until);
    }

    static std::int64_t rows(const fs::path& folder) {
        auto opened = open(folder);
        auto found = must(opened->read([](db::Session& s) { return s.fetch(count_rows, {}); }));
        return std::get<std::int64_t>(found.front().front());
    }

    static std::string bytes(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    db::TemporaryFolder folder;
    fs::path data = fs::path(folder.path()) / "data", set = fs::path(folder.path()) / "set",
             again = fs::path(folder.path()) / "again";
    bool made_folder = fs::create_directories(data);
    crypto::Vault vault = must(crypto::Vault::open((data / "master.key").string(), true));
    std::unique_ptr<db::Database> database;
    std::int64_t clock = 0;
};

TEST_F(BackupTest, TheWholeAndItsChangesComeBackInEveryState) {
    auto first = make();
    EXPECT_TRUE(first.whole);
    EXPECT_EQ(first.attachments, 1);
    put(2000, 10);
    write(data / "sheets/2", "another");
    auto second = make();
    EXPECT_FALSE(second.whole);
    EXPECT_GT(second.written, 0);
    EXPECT_LT(second.written, second.pages / 2) << "only what differs is shipped";
    EXPECT_EQ(second.new_attachments, 1);
    put(0, 2000, set_row);
    fs::remove(data / "sheets/1");
    make();
    auto done = must(restore(again));
    EXPECT_EQ(done.steps, 2);
    EXPECT_EQ(done.attachments, 1) << "what was taken away stays away";
    EXPECT_FALSE(fs::exists(set / "attachments/sheets/1"));
    EXPECT_EQ(rows(again), 2010);
    EXPECT_EQ(bytes(again / "sheets/2"), "another");
    for (auto [until, expected] : {std::pair{0, 2000}, {1, 2010}}) {
        auto to = fs::path(folder.path()) / ("state" + std::to_string(until));
        must(restore(to, until));
        EXPECT_EQ(rows(to), expected);
    }
    auto same = restore(again);
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error().fault, Fault::conflict) << "never over data";
}

TEST_F(BackupTest, NothingChangedShipsNextToNothing) {
    make();
    EXPECT_EQ(make().written, 0);
}

TEST_F(BackupTest, LostDigestsShipEveryPage) {
    make();
    for (auto how : {0, 1}) {
        if (how == 0)
            fs::remove(set / "pages.sm3");
        else
            write(set / "pages.sm3", std::string(fs::file_size(set / "pages.sm3"), 'x'));
        auto next = make();
        EXPECT_EQ(next.written, next.pages);
    }
    EXPECT_EQ(rows((must(restore(again)), again)), 2000);
}

TEST_F(BackupTest, ItCopiesAStateWhileOthersWrite) {
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (std::int64_t id = 2000; !stop; id += 7) put(id, 7); // seven or none
    });
    for (int i = 0; i < 6; ++i) make();
    stop = true;
    writer.join();
    for (int until = 0; until < 6; ++until) {
        auto to = fs::path(folder.path()) / ("state" + std::to_string(until));
        must(restore(to, until));
        EXPECT_EQ((rows(to) - 2000) % 7, 0);
    }
}

TEST_F(BackupTest, EveryAlteredByteIsFound) {
    make();
    put(2000, 3);
    make();
    std::mt19937 random(7); // NOLINT: the same places every time
    int tried = 0;
    for (const auto* file :
         {"base.db", "changes-0001.pages", "manifest.json", "attachments/sheets/1"}) {
        auto good = bytes(set / file);
        for (int i = 0; i < 12; ++i) {
            auto bad = good;
            if (i == 0)
                bad.resize(good.size() / 2);
            else
                bad[random() % bad.size()] ^= char(1 + random() % 255);
            if (bad == good) continue;
            write(set / file, bad);
            auto done = restore(again);
            // white space and escapes of the manifest are not what is sealed
            bool harmless = std::string(file) == "manifest.json" && done;
            EXPECT_TRUE(!done || harmless) << file << " " << i;
            if (harmless) {
                EXPECT_EQ(rows(again), 2003);
            }
            fs::remove_all(again);
            ++tried;
        }
        write(set / file, good);
    }
    EXPECT_GT(tried, 40);
    EXPECT_TRUE(restore(again));
}

TEST_F(BackupTest, AnotherKeyAndAnotherSetAreRefused) {
    make();
    auto other = fs::path(folder.path()) / "other.key";
    must(crypto::Vault::open(other.string(), true));
    EXPECT_FALSE(backup::restore(set, again, other));
    EXPECT_FALSE(fs::exists(again));
    auto stranger = must(crypto::Vault::open(other.string(), false));
    EXPECT_FALSE(backup::make(data, set, stranger, {9}));
    EXPECT_FALSE(fs::exists(set / "master.key"));
}

} // namespace
} // namespace banxing::backup
