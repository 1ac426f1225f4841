#include <files/headings.h>

#include <gtest/gtest.h>

using namespace banxing;
using namespace banxing::files;

using Lines = std::vector<std::string>;

/// Rows from texts; "" is an empty cell. What merged ranges cover is marked as the reader does it.
static std::vector<Row> rows_of(const std::vector<Lines>& texts, const std::vector<Merge>& merges) {
    std::vector<Row> rows;
    for (std::size_t r = 0; r < texts.size(); ++r) {
        Row row{std::uint32_t(r + 1), {}};
        for (std::size_t c = 0; c < texts[r].size(); ++c) {
            Cell cell{.kind = texts[r][c].empty() ? CellKind::empty : CellKind::text,
                      .text = texts[r][c]};
            if (!cell.empty() && cell.text.find_first_not_of("0123456789.") == cell.text.npos)
                cell.kind = CellKind::number;
            for (auto& merge : merges) cell.merged = cell.merged || merge.contains(row.number, c);
            row.cells.push_back(cell);
        }
        rows.push_back(row);
    }
    return rows;
}

struct Case {
    const char* name;
    std::vector<Lines> rows;
    std::vector<Merge> merges;
    std::uint32_t first, last;
    Lines columns;
};

static void expect(std::span<const Case> cases) {
    for (auto& c : cases) {
        auto rows = rows_of(c.rows, c.merges);
        auto found = find_headings(rows, c.merges);
        ASSERT_TRUE(found) << c.name;
        EXPECT_EQ(found->first_row, c.first) << c.name;
        EXPECT_EQ(found->last_row, c.last) << c.name;
        EXPECT_EQ(found->columns, c.columns) << c.name;
    }
}

TEST(Headings, AreFoundBelowTitlesAndNotes) {
    const Case cases[] = {
        {"plain",
         {{"姓名", "性别", "出生日期"}, {"甲", "男", "2023.1"}},
         {},
         1,
         1,
         {"姓名", "性别", "出生日期"}},
        {"title",
         {{"某镇儿童名单", "", ""}, {"姓名", "性别", "出生日期"}, {"甲", "男", "1"}},
         {{1, 1, 0, 2}},
         2,
         2,
         {"姓名", "性别", "出生日期"}},
        {"note with colons",
         {{"名单"},
          {"填报单位：某镇", "", "填报日期：2023.3.5", ""},
          {"姓名", "性别", "电话", "备注"},
          {"甲", "男", "1", ""}},
         {{2, 2, 0, 1}, {2, 2, 2, 3}},
         3,
         3,
         {"姓名", "性别", "电话", "备注"}},
        {"spaces and breaks",
         {{"姓 名", "出生\n日期", "Birth date"}, {"甲", "乙", "丙"}},
         {},
         1,
         1,
         {"姓名", "出生日期", "Birth date"}},
    };
    expect(cases);
}

TEST(Headings, MayHaveSeveralRows) {
    const Case cases[] = {
        {"merged over columns and rows",
         {{"名单"},
          {"姓名", "出勤", "", "费用", ""},
          {"", "天数", "缺勤", "总额", "自付"},
          {"甲", "20", "2", "3000", "1000"}},
         {{1, 1, 0, 4}, {2, 3, 0, 0}, {2, 2, 1, 2}, {2, 2, 3, 4}},
         2,
         3,
         {"姓名", "出勤/天数", "出勤/缺勤", "费用/总额", "费用/自付"}},
        {"numbered columns",
         {{"姓名", "性别", "月份"}, {"甲", "1", "2"}, {"张三", "男", "3"}},
         {},
         1,
         2,
         {"姓名", "性别", "月份"}},
        {"two columns", {{"身份证号", "金额"}, {"990000", "20"}}, {}, 1, 1, {"身份证号", "金额"}},
        {"a column without name",
         {{"姓名", "", "性别", "电话"}, {"甲", "x", "男", "1"}},
         {},
         1,
         1,
         {"姓名", "", "性别", "电话"}},
        {"data merged downwards",
         {{"镇", "姓名", "性别"}, {"甲镇", "张三", "男"}, {"", "李四", "女"}},
         {{2, 3, 0, 0}},
         1,
         1,
         {"镇", "姓名", "性别"}},
    };
    expect(cases);
}

TEST(Headings, NoneIsSaid) {
    EXPECT_FALSE(find_headings({}, {}));
    auto rows = rows_of({{"1", "2", "3"}, {"4", "5", "6"}}, {});
    EXPECT_FALSE(find_headings(rows, {}));
}
