#include "archive.h"
#include "made_book.h"

#include <files/clean.h>
#include <files/headings.h>
#include <files/write.h>

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sstream>
#include <unistd.h>

using namespace banxing;
using namespace banxing::files;

using Lines = std::vector<std::string>;

class Written : public ::testing::Test {
protected:
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("files_write_" + std::to_string(::getpid()));
    std::filesystem::path path = folder / "名单.xlsx";
    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    static std::string content(const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::size_t left_behind() const {
        return std::size_t(std::distance(std::filesystem::directory_iterator(folder), {}));
    }
};

static Date d(const char* text) {
    return parse_iso_date(text).value();
}

static SheetPlan plan() {
    return {.name = "拨付/清单",
            .title = "2026年3月拨付清单",
            .above = {"演示数据"},
            .columns = {{"姓名"},
                        {"天数", ColumnType::integer},
                        {"金额", ColumnType::money},
                        {"出生日期", ColumnType::date}},
            .created = {1'700'000'000'000}};
}

static Result<> write_list(const std::filesystem::path& path) {
    auto writer = TRY(SheetWriter::create(path, plan()));
    TRY(writer.row(std::vector<Value>{"𠮷㛃", std::int64_t(22), Money{300'005}, d("2019-06-15")}));
    TRY(writer.row(std::vector<Value>{"=1+1", std::int64_t(-1), Money{1}, d("1900-01-01")}));
    TRY(writer.row(std::vector<Value>{"<b>_x0041_\n\x01", {}, "不是金额", {}}));
    TRY(writer.total(std::vector<Value>{"合计", {}, Money{300'006}, {}}));
    TRY(writer.note("制表人签字："));
    return writer.finish();
}

TEST_F(Written, ReadsBackAsItWasMeant) {
    ASSERT_TRUE(write_list(path));
    EXPECT_EQ(left_behind(), 1u);
    auto outcome = read_all(content(path));
    ASSERT_TRUE(outcome.info) << outcome.refusal();
    EXPECT_EQ(outcome.info->sheet, "拨付 清单");
    EXPECT_EQ(outcome.lines(),
              (Lines{"1: 2026年3月拨付清单", "2: 演示数据", "3: 姓名 | 天数 | 金额 | 出生日期",
                     "4: 𠮷㛃 | 22 | 3000.05 | 43631", "5: =1+1 | -1 | 0.01 | 1",
                     "6: <b>_x0041_\n |  | 不是金额", "7: 合计 |  | 3000.06", "8: 制表人签字："}));
    EXPECT_EQ(outcome.cell(3, 3).date, d("2019-06-15"));
    EXPECT_EQ(outcome.cell(4, 3).date, d("1900-01-01"));
    EXPECT_EQ(outcome.cell(3, 2).kind, CellKind::number);
    EXPECT_EQ(outcome.cell(4, 0).kind, CellKind::text);
    for (auto& row : outcome.rows)
        for (auto& cell : row.cells) EXPECT_FALSE(cell.formula);
    auto headings = find_headings(outcome.rows, outcome.info->merges);
    ASSERT_TRUE(headings);
    EXPECT_EQ(headings->last_row, 3u);
}

TEST_F(Written, TheSameContentGivesTheSameFile) {
    ASSERT_TRUE(write_list(path));
    std::string first = content(path);
    ASSERT_TRUE(write_list(path));
    EXPECT_EQ(content(path), first);
}

TEST_F(Written, ADrawingNamesTheCellsOfItsSheet) {
    auto writer = SheetWriter::create(path, plan());
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->row(std::vector<Value>{"甲"}));
    SheetPlan second{
        .name = "走势", .title = "标题", .columns = {{"月份"}, {"初筛率", ColumnType::decimal}}};
    ASSERT_TRUE(writer->sheet(second));
    ASSERT_TRUE(writer->row(std::vector<Value>{"一月", Hundredths{9825}}));
    ASSERT_TRUE(writer->row(std::vector<Value>{"二月", Hundredths{9907}}));
    ChartPlan chart;
    chart.title = "近一年走势";
    chart.rows = 2;
    chart.columns = {1};
    ASSERT_TRUE(writer->chart(chart));
    ASSERT_TRUE(writer->finish());
    auto drawn = entry(path, "xl/charts/chart1.xml");
    for (const char* named : {"近一年走势", "'走势'!$A$3:$A$4", "'走势'!$B$3:$B$4", "'走势'!$B$2"})
        EXPECT_NE(drawn.find(named), drawn.npos) << named;
    auto cells = entry(path, "xl/worksheets/sheet2.xml");
    EXPECT_NE(cells.find("<v>98.25</v>"), cells.npos) << cells;
    EXPECT_NE(entry(path, "xl/worksheets/sheet1.xml").size(), 0u);
}

TEST_F(Written, NothingStaysWithoutFinish) {
    {
        auto writer = SheetWriter::create(path, plan());
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer->row(std::vector<Value>{"a"}));
    }
    EXPECT_EQ(left_behind(), 0u);
}

TEST_F(Written, WhereNothingCanBeWrittenIsSaid) {
    EXPECT_FALSE(SheetWriter::create(folder / "missing" / "a.xlsx", plan()));
}

TEST_F(Written, ATextTooLongForACellIsAnError) {
    auto writer = SheetWriter::create(path, plan());
    ASSERT_TRUE(writer);
    EXPECT_FALSE(writer->row(std::vector<Value>{std::string(40'000, 'x')}));
}

TEST_F(Written, AnyTextAndAmountReadsBackEqual) {
    EXPECT_TRUE(rc::check([&] {
        auto text = *rc::gen::container<std::string>(
            rc::gen::elementOf(std::string("_x0041 F=+-@'\"<>&,;\n")));
        Money amount{*rc::gen::inRange<std::int64_t>(0, 99'999'999'999'999)};
        auto writer = SheetWriter::create(path, plan());
        RC_ASSERT(writer);
        RC_ASSERT(writer->row(std::vector<Value>{"x" + text, {}, amount}));
        RC_ASSERT(writer->finish());
        auto outcome = read_all(content(path));
        RC_ASSERT(outcome.info);
        RC_ASSERT(outcome.cell(3, 0).text == "x" + text);
        RC_ASSERT(as_money(outcome.cell(3, 2)).value() == amount);
    }));
}

static std::string csv(const Lines& cells) {
    std::ostringstream out;
    CsvWriter writer(out);
    writer.row(cells);
    return out.str();
}

TEST(Csv, NothingIsWrittenThatASpreadsheetWouldRun) {
    EXPECT_EQ(csv({"a", "=1+1", "+86", "-2", "@x", "\tx", "\rx", "b=c"}),
              "\xEF\xBB\xBF"
              "a,'=1+1,'+86,'-2,'@x,\"'\tx\",\"'\rx\",b=c\r\n");
    EXPECT_EQ(csv({"a,b", "say \"x\"", "two\nlines", " edge", ""}),
              "\xEF\xBB\xBF\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" edge\",\r\n");
}

TEST(Csv, AnyRowReadsBackEqual) {
    EXPECT_TRUE(rc::check([] {
        Lines cells;
        for (int i = 0; i < 5; ++i)
            cells.push_back("x" + *rc::gen::container<std::string>(
                                      rc::gen::elementOf(std::string("ab ,;\t\"\r\n=+'"))));
        auto outcome = read_all(csv(cells));
        RC_ASSERT(outcome.rows.size() == 1u);
        Lines back;
        for (auto& cell : outcome.rows[0].cells) back.push_back(cell.text);
        RC_ASSERT(back == cells);
    }));
}
