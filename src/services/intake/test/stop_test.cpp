// Stopped or cut off anywhere, a list goes on where it was; what it does in the end is the same.
#include "intake_sql.h"
#include "lists.h"

#include <files/sheet.h>

namespace banxing::intake {
namespace {

std::string long_list() {
    std::vector<Check> rows;
    for (int i = 0; i < 350; ++i) {
        rows.push_back({.name = "周演" + std::string(i % 3 ? "甲" : "乙"),
                        .number = number("20250108", std::to_string(100 + i))});
        rows.back().sex = i % 2 ? "男" : "女";
        if (i % 50 == 7) rows.back().age = "17月";
    }
    return checks(rows);
}

Import start(Setting& setting, const std::string& list) {
    auto import = must(setting.hand_in(doctor(), "child_health_check", list));
    Mapping mapping;
    for (auto& one : import.header) mapping[one.column] = one.field;
    if (import.state == "mapping") must(setting.intake->confirm(doctor(), import.id, mapping));
    return import;
}

TEST(Stopping, EndsAtTheNextChunkAndTheRestGoesInLater) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto id = start(setting, long_list()).id;
        int chunks = 0, starts = 0;
        for (;; ++starts) {
            auto done = setting.intake->work(id, [&](const Import&) {
                ++chunks;
                setting.intake->ask_to_stop(); // as SIGTERM does, while it works
            });
            if (done) break;
            ASSERT_EQ(done.error().fault, Fault::unavailable);
            ASSERT_EQ(must(setting.intake->unfinished()), std::vector<std::int64_t>{id});
            EXPECT_EQ(must(setting.intake->find(doctor(), id)).rows(), 100 * (starts + 1));
            setting.intake = setting.reopened();
        }
        EXPECT_EQ(starts, 2);
        auto done = must(setting.intake->find(doctor(), id));
        EXPECT_EQ(done.state, "done");
        EXPECT_EQ(done.good, 343);
        EXPECT_EQ(done.bad, 7);
        EXPECT_EQ(setting.reasons(doctor(), id).size(), 7U);
        auto other = databases();
        Setting whole(*other.front());
        whole.bring(doctor(), "child_health_check", long_list());
        EXPECT_EQ(setting.everything(), whole.everything());
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(Stopping, AnUndoingGoesOnToo) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto id = setting.bring(doctor(), "child_health_check", long_list()).id;
        must(setting.intake->undo(doctor(), id, "交错了名单"));
        auto stopped =
            setting.intake->work(id, [&](const Import&) { setting.intake->ask_to_stop(); });
        ASSERT_FALSE(stopped);
        EXPECT_FALSE(setting.people("周演甲").empty());
        setting.intake = setting.reopened();
        EXPECT_EQ(must(setting.intake->work(id, {})).state, "undone");
        EXPECT_TRUE(setting.people("周演甲").empty());
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(TheWorker, TakesUpWhatWasLeftAndWhatIsHandedIn) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto first = start(setting, long_list()).id;
        setting.intake->start();
        auto second = start(setting, checks({{.name = "何演"}})).id;
        for (int i = 0; i < 600 && !must(setting.intake->unfinished()).empty(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        setting.intake->stop();
        EXPECT_EQ(must(setting.intake->find(doctor(), first)).good, 343);
        EXPECT_EQ(must(setting.intake->find(doctor(), second)).good, 1);
    }
}

TEST(ListsThatCannotBeReadToTheEnd, ChangeNothing) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto list = long_list();
        list += std::string(200, '"'); // a quote that never ends
        list += "\xFF\xFE";
        auto nothing = setting.everything();
        auto import = setting.hand_in(doctor(), "child_health_check", list);
        if (import) {
            Mapping mapping;
            for (auto& one : import->header) mapping[one.column] = one.field;
            must(setting.intake->confirm(doctor(), import->id, mapping));
            auto done = must(setting.intake->work(import->id, {}));
            if (done.state != "failed") continue;
            EXPECT_FALSE(done.message.zh.empty());
            EXPECT_EQ(setting.undo(doctor(), import->id).state, "undone")
                << "a list that failed may be taken back";
        }
        EXPECT_EQ(setting.everything(), nothing);
    }
}

TEST(Statements, CanAllBePreparedOnBothDatabases) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        for (auto& fault : db::faults_of(*database, statements())) ADD_FAILURE() << fault;
    }
}

} // namespace
} // namespace banxing::intake
