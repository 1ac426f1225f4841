// The same list again, corrected rows, rows twice, children who look alike.
#include "../../../platform/files/test/made_book.h"
#include "lists.h"

namespace banxing::intake {
namespace {

/// A town's list with all that makes a list hard: a child with a number, one without, twins, a row
/// twice, three checks of one child.
std::vector<Check> town() {
    std::vector<Check> rows{
        {.name = "周一演", .number = number("20250108", "011")},
        {.name = "周二演", .phone = "13800000002"},
        {.name = "何大演", .number = number("20250203", "021"), .phone = "13800000003"},
        {.name = "何小演", .number = number("20250203", "023"), .phone = "13800000003"},
        {.name = "周一演", .number = number("20250108", "011")},
        {.name = "周二演", .phone = "13800000002", .day = "2026-01-20", .age = "12月"},
        {.name = "周二演", .phone = "13800000002", .day = "2025-09-10", .age = "8月"},
    };
    rows[2].birth = rows[3].birth = "2025-02-03";
    return rows;
}

TEST(TheSameList, ChangesNothing) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto first = setting.bring(doctor(), "child_health_check", checks(town()));
        EXPECT_EQ(first.bad + first.doubtful, 0);
        EXPECT_EQ(first.good, 6);
        EXPECT_EQ(first.unchanged, 1) << "the row that stands there twice";
        for (auto* name : {"周一演", "周二演", "何大演", "何小演"})
            EXPECT_EQ(setting.people(name).size(), 1U) << name;
        EXPECT_EQ(setting.rows(doctor(), setting.people("周二演").front()).size(), 5U)
            << "registration, residence and three checks in one file";
        auto before = setting.everything();
        auto again = setting.bring(doctor(), "child_health_check", checks(town()));
        EXPECT_EQ(again.unchanged, 7);
        EXPECT_EQ(again.rows(), 7);
        EXPECT_EQ(setting.everything(), before);
        auto turned = town();
        std::reverse(turned.begin(), turned.end());
        EXPECT_EQ(setting.bring(doctor(), "child_health_check", checks(turned)).unchanged, 7);
        EXPECT_EQ(setting.everything(), before);
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(ACorrectedRow, CorrectsAndOnlyThat) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        setting.bring(doctor(), "child_health_check", checks(town()));
        auto rows = town();
        rows[1].signs = "不会独走";
        rows[2].name = "何达演"; // a name that was written wrongly, the number says who it is
        auto again = setting.bring(doctor(), "child_health_check", checks(rows));
        EXPECT_EQ(again.corrected, 2);
        EXPECT_EQ(again.unchanged, 5);
        auto file = setting.in_force(doctor(), setting.people("周二演").at(0));
        EXPECT_EQ(setting.people("何达演").size(), 1U);
        EXPECT_TRUE(setting.people("何大演").empty());
        auto all = setting.rows(doctor(), setting.people("周二演").front());
        auto versions =
            std::count_if(all.begin(), all.end(), [](auto& row) { return row.version == 2; });
        EXPECT_EQ(versions, 1);
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(RowsOfOneMatter, TheLastOneCounts) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        Check first{.number = number("20250108", "011"), .signs = "不会独走"}, last = first;
        last.signs = "与人无目光交流";
        std::vector<Check> rows{first};
        for (int i = 0; i < 110; ++i) // beyond the end of a chunk
            rows.push_back(
                {.name = "周演", .number = number("20250108", std::to_string(201 + 2 * i))});
        rows.push_back(last);
        auto done = setting.bring(doctor(), "child_health_check", checks(rows));
        EXPECT_EQ(done.good, 111);
        EXPECT_EQ(done.unchanged, 1);
        auto file = setting.in_force(doctor(), setting.people("周小演").at(0));
        EXPECT_EQ(file["autism_screening.child_health_check"]["signs"], Json{"18月-3"});
        auto before = setting.everything();
        EXPECT_EQ(setting.bring(doctor(), "child_health_check", checks(rows)).unchanged, 112);
        EXPECT_EQ(setting.everything(), before) << "no see-saw between two rows";
    }
}

TEST(Twins, AreTwoAndADoubtIsPutToAPerson) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        std::vector<Check> twins{{.name = "何清演"}, {.name = "何明演"}};
        auto done = setting.bring(doctor(), "child_health_check", checks(twins));
        EXPECT_EQ(done.good, 2) << "same family, birthday and sex; names that sound different";
        Check alike{.name = "何清演", .phone = "13900000009"};
        auto doubtful = setting.bring(doctor(), "child_health_check", checks({alike}));
        EXPECT_EQ(doubtful.doubtful, 1);
        EXPECT_EQ(setting.people("何清演").size(), 1U) << "never guessed";
        auto open = must(database->read(
            [&](db::Session& s) { return registry::count_doubts(s, 0, INT64_MAX); }));
        EXPECT_EQ(open, 1);
        EXPECT_EQ(setting.bring(doctor(), "child_health_check", checks({alike})).doubtful, 1);
        EXPECT_EQ(must(database->read(
                      [&](db::Session& s) { return registry::count_doubts(s, 0, INT64_MAX); })),
                  1)
            << "the same row is the same doubt";
        must(casework::decide_doubt(setting.test.office, doctor(), 1, casework::Decision::different,
                                    {}, "两家人"));
        EXPECT_EQ(setting.people("何清演").size(), 2U);
        EXPECT_EQ(setting.differing(), 0);
    }
}

TEST(BadRows, CorrectedInTheirSheetAreHandedInAsTheyAre) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto rows = town();
        auto good = rows[0].number;
        rows[0].number.back() = good.back() == '5' ? '6' : '5';
        rows.erase(rows.begin() + 4);
        rows[1].age = "17月";
        auto first = setting.bring(doctor(), "child_health_check", checks(rows));
        EXPECT_EQ(first.good, 4);
        ASSERT_EQ(first.bad, 2);
        auto back = files::read_all(setting.rejects(doctor(), first.id));
        ASSERT_EQ(back.rows.size(), 3U) << "the headings and two rows";
        EXPECT_EQ(back.rows[0].cells.back().text, "退回原因");
        EXPECT_NE(back.rows[1].cells.back().text.find("身份证号"), std::string::npos);
        EXPECT_NE(back.rows[2].cells.back().text.find("检查月龄"), std::string::npos);
        // one cell is mended, the other row comes again as it was
        std::string sheet;
        for (auto& row : back.rows) {
            for (auto& cell : row.cells)
                sheet += "\"" + (cell.text == rows[0].number ? good : cell.text) + "\",";
            sheet.back() = '\n';
        }
        auto import = must(setting.hand_in(doctor(), "child_health_check", sheet));
        ASSERT_EQ(import.state, "running") << "nobody is asked again";
        auto second = must(setting.intake->work(import.id, {}));
        EXPECT_EQ(second.good, 1);
        EXPECT_EQ(second.bad, 1);
        auto once_more = files::read_all(setting.rejects(doctor(), second.id));
        ASSERT_EQ(once_more.rows.size(), 2U);
        EXPECT_EQ(once_more.rows[0].cells.size(), back.rows[0].cells.size())
            << "one column of reasons";
        // the end is that of a list without faults
        auto other = databases();
        Setting clean(*other.front());
        auto right = town();
        right.erase(right.begin() + 4);
        right.erase(right.begin() + 1);
        clean.bring(doctor(), "child_health_check", checks(right));
        EXPECT_EQ(setting.everything(), clean.everything());
    }
}

} // namespace
} // namespace banxing::intake
