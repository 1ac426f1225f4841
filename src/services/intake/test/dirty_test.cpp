// Lists as they come: every kind of dirt, in both sorts of files and both encodings.
#include "../../../platform/files/test/made_book.h"
#include "lists.h"

#include <files/write.h>

#include <iconv.h>

namespace banxing::intake {
namespace {

std::string gb18030(std::string text) {
    auto* converter = iconv_open("GB18030", "UTF-8");
    std::string out(text.size() * 2 + 4, '\0');
    char *from = text.data(), *to = out.data();
    std::size_t left = text.size(), room = out.size();
    EXPECT_EQ(iconv(converter, &from, &left, &to, &room), std::size_t(0));
    iconv_close(converter);
    out.resize(out.size() - room);
    return out;
}

TEST(DirtyCells, AreReadAsWhatTheyStandFor) {
    struct {
        const char* why;
        Check row;
        const char *field, *value;
    } const cases[] = {
        {"plain", {}, "visit_age", "18月"},
        {"full-width digits",
         {.day = "２０２６-０７-２０", .age = "１８月龄"},
         "$day",
         "2026-07-20"},
        {"年月日", {.day = "2026年7月20日"}, "$day", "2026-07-20"},
        {"slashes", {.day = "2026/7/20"}, "$day", "2026-07-20"},
        {"points", {.day = "2026.7.20"}, "$day", "2026-07-20"},
        {"eight digits", {.day = "20260720"}, "$day", "2026-07-20"},
        {"with a time", {.day = "2026-07-20 08:30:00"}, "$day", "2026-07-20"},
        {"a serial of Excel", {.day = "46223"}, "$day", "2026-07-20"},
        {"blanks", {.name = " 周 小演　", .age = " 18 个月 "}, "visit_age", "18月"},
        {"line breaks", {.name = "周小\n演", .signs = "\n无\n"}, "signs", "[]"},
        {"an age in words", {.age = "一岁半"}, "", ""},
        {"an age as a year and a half", {.age = "1岁半"}, "visit_age", "18月"},
        {"a sign by its wording", {.signs = "与人无目光交流"}, "signs", "[\"18月-3\"]"},
        {"signs by number", {.signs = "1、３"}, "signs", "[\"18月-1\",\"18月-3\"]"},
        {"signs in lines",
         {.signs = "不会独走\n与人无目光交流"},
         "signs",
         "[\"18月-3\",\"18月-4\"]"},
        {"no sign is an empty cell", {.signs = ""}, "signs", "[]"},
        {"yes as a tick", {.regression = "√"}, "regression", "true"},
        {"a phone with blanks", {.phone = "+86 138-0000-0001"}, "visit_age", "18月"},
        {"sex as a number", {.sex = "１"}, "visit_age", "18月"},
    };
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        for (auto& one : cases) {
            SCOPED_TRACE(one.why);
            auto done = setting.bring(doctor(), "child_health_check", checks({one.row}));
            if (*one.field == '\0') {
                EXPECT_EQ(done.bad, 1);
                continue;
            }
            ASSERT_EQ(done.bad + done.doubtful, 0)
                << setting.reasons(doctor(), done.id).begin()->second;
            auto people = setting.people("周小演");
            ASSERT_EQ(people.size(), 1U);
            auto file = setting.in_force(doctor(), people.front());
            auto value = file["autism_screening.child_health_check"][one.field];
            EXPECT_EQ(value.is_string() ? value.get<std::string>() : value.dump(), one.value);
            EXPECT_EQ(file["base.residence"]["village"], village());
            setting.undo(doctor(), done.id);
        }
    }
}

TEST(BadRows, GoBackWithTheReasonAndTheOthersGoIn) {
    auto good = number("20250108", "011");
    auto wrong = good;
    wrong.back() = wrong.back() == '5' ? '6' : '5';
    struct {
        const char* why;
        Check row;
        const char* says;
    } const cases[] = {
        {"wrong check digit", {.number = wrong}, "身份证号"},
        {"a number too short", {.number = "99000020250108"}, "身份证号"},
        {"a number that Excel cut", {.number = "9.90000202501E+17"}, "身份证号"},
        {"number and birth date differ", {.birth = "2025-01-09", .number = good}, "不一致"},
        {"number and sex differ", {.sex = "女", .number = good}, "不一致"},
        {"a day that does not exist", {.day = "2026-02-30"}, "检查日期"},
        {"no leap year", {.birth = "2025年2月29日"}, "出生日期"},
        {"a year of two digits", {.day = "26-07-20"}, "检查日期"},
        {"tomorrow", {.day = "2026-11-22"}, "不能晚于今天"},
        {"an age that is none", {.age = "19月"}, "检查月龄"},
        {"a sign of another age", {.signs = "不会说3个物品的名称"}, "预警征象"},
        {"a village elsewhere", {.village = "西湖村"}, "村"},
        {"nobody's name", {.name = ""}, "姓名"},
        {"neither number nor birth date", {.birth = ""}, "缺少"},
        {"no age at all", {.age = ""}, "检查月龄"},
        {"an error of Excel", {.day = "#N/A"}, "检查日期"},
    };
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        std::string list = check_headings;
        for (auto& one : cases) list += one.row.csv();
        Check last{.name = "王好演", .number = number("20250108", "013")};
        auto done = setting.bring(doctor(), "child_health_check", list + last.csv());
        EXPECT_EQ(done.good, 1);
        EXPECT_EQ(done.bad, std::int64_t(std::size(cases)));
        auto reasons = setting.reasons(doctor(), done.id);
        for (std::size_t i = 0; i < std::size(cases); ++i) {
            SCOPED_TRACE(cases[i].why);
            EXPECT_NE(reasons[std::int64_t(i) + 2].find(cases[i].says), std::string::npos)
                << reasons[std::int64_t(i) + 2];
        }
        EXPECT_TRUE(setting.people("周小演").empty()) << "a bad row leaves nothing";
        EXPECT_EQ(setting.people("王好演").size(), 1U);
    }
}

TEST(RareCharacters, ComeThroughEveryEncoding) {
    auto list = [](const char* name, const std::string& sequence) {
        return checks({{.name = name, .number = number("20250108", sequence)}});
    };
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        setting.bring(doctor(), "child_health_check", list("周𠮷演", "011"));
        setting.bring(doctor(), "child_health_check", "\xEF\xBB\xBF" + list("周㛃演", "013"));
        setting.bring(doctor(), "child_health_check", gb18030(list("王𠮷㛃", "015")));
        for (const char* name : {"周𠮷演", "周㛃演", "王𠮷㛃"}) {
            auto people = setting.people(name);
            ASSERT_EQ(people.size(), 1U) << name;
            EXPECT_EQ(setting.in_force(doctor(), people.front())["base.registration"]["name"],
                      name);
        }
        auto again = setting.bring(doctor(), "child_health_check", gb18030(list("周㛃演", "013")));
        EXPECT_EQ(again.unchanged, 1) << "the same child in another encoding";
    }
}

TEST(Names, AreTextWhateverStandsInThem) {
    const char* const names[] = {"<script>alert(1)</script>", "x'; drop table records_file; --",
                                 "\"; delete from access_account", "{{7*7}}", "=1+1"};
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        std::vector<Check> rows;
        for (auto* name : names)
            rows.push_back({.name = name,
                            .number = number("20250108", std::to_string(101 + 2 * rows.size())),
                            .age = "99月"}); // every row comes back
        auto done = setting.bring(doctor(), "child_health_check", checks(rows));
        EXPECT_EQ(done.bad, std::int64_t(std::size(names)));
        auto back = files::read_all(setting.rejects(doctor(), done.id));
        ASSERT_EQ(back.rows.size(), std::size(names) + 1);
        for (std::size_t i = 0; i < std::size(names); ++i) {
            EXPECT_EQ(back.cell(i + 1, 0).text, names[i]);
            EXPECT_FALSE(back.cell(i + 1, 0).formula) << "no spreadsheet calculates it";
        }
        for (auto& row : rows) row.age = "18月";
        auto in = setting.bring(doctor(), "child_health_check", checks(rows));
        EXPECT_EQ(in.good + in.bad, std::int64_t(std::size(names)));
        EXPECT_EQ(setting.differing(), 0);
    }
}

/// A cell of an inline text, or of a number.
std::string text_cell(const std::string& text) {
    return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

TEST(Workbooks, MergedHeadingsSerialDatesAndFormulas) {
    // 姓名 … over two rows; 费用 merged over 总额 and 自付; a title above all
    std::string rows =
        "<row r=\"1\">" + text_cell("2026年10月康复机构月报") + "</row><row r=\"2\">";
    for (auto* heading : {"序号", "姓名", "性别", "出生日期", "监护人电话", "填报日期", "费用月份",
                          "到训次数", "费用", ""})
        rows += *heading ? text_cell(heading) : "<c/>";
    rows += "</row><row r=\"3\">";
    for (int i = 0; i < 8; ++i) rows += "<c/>";
    rows += text_cell("总额") + text_cell("自付") + "</row>";
    auto row = [](int n, const std::string& paid) {
        return "<row r=\"" + std::to_string(n) + "\"><c><v>" + std::to_string(n) + "</v></c>" +
               text_cell("周演" + std::string(n == 4   ? "甲"
                                              : n == 5 ? "乙"
                                                       : "丙")) +
               text_cell("男") + "<c><v>44701</v></c>" +
               text_cell("1380000000" + std::to_string(n)) + "<c><v>46328.5</v></c>" +
               text_cell("2026年10月") + "<c><v>8</v></c><c><v>3420.5</v></c>" + paid + "</row>";
    };
    rows += row(4, "<c><v>3420.5</v></c>") + row(5, "<c><f>I5-420.5</f><v>3000</v></c>") +
            row(6, "<c><f>I6/0</f></c>");
    std::string merges = "<mergeCells><mergeCell ref=\"A1:J1\"/><mergeCell ref=\"I2:J2\"/>";
    for (char column = 'A'; column < 'I'; ++column)
        merges += std::string("<mergeCell ref=\"") + column + "2:" + column + "3\"/>";
    auto bytes = files::MadeBook(rows, merges + "</mergeCells>").bytes();
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto done = setting.bring(institution(), "institution_month", bytes, "月报.xlsx");
        EXPECT_EQ(done.good, 2) << done.message.zh;
        auto reasons = setting.reasons(institution(), done.id);
        ASSERT_EQ(reasons.size(), 1U);
        EXPECT_NE(reasons[6].find("公式没有保存计算结果"), std::string::npos) << reasons[6];
        auto file = setting.in_force(institution(), setting.people("周演乙").at(0));
        auto month = file["child_rehabilitation.institution_month"];
        EXPECT_EQ(month["month"], "2026-10");
        EXPECT_EQ(month["fee_total"], 342'050);
        EXPECT_EQ(month["self_paid"], 300'000) << "the stored result of a formula";
        EXPECT_EQ(month["$day"], "2026-11-02");
        EXPECT_EQ(file["base.registration"]["birth_date"], "2022-05-20");
    }
}

TEST(Workbooks, ABombOrALyingHeaderChangesNothing) {
    std::string head = "<row>";
    for (auto* heading :
         {"姓名", "性别", "出生日期", "检查日期", "检查月龄", "语言或社交障碍或倒退"})
        head += text_cell(heading);
    head += "</row>";
    std::string good = "<row>" + text_cell("周小演") + text_cell("男") + text_cell("2025-01-08") +
                       text_cell("2026-07-20") + text_cell("18月") + text_cell("否") + "</row>";
    std::string body = head;
    for (int i = 0; i < 30; ++i) body += good; // behind the rows that are looked at first
    std::string bomb = body;
    bomb.append(300u << 20, ' ');
    auto packed = files::MadeBook(bomb).bytes();
    EXPECT_LT(packed.size(), 1u << 20);
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Setting setting(*database);
        auto nothing = setting.everything();
        for (auto& bytes : {packed, files::with_claimed_size(packed, 100)}) {
            auto import = setting.hand_in(doctor(), "child_health_check", bytes, "b.xlsx");
            if (!import) {
                EXPECT_EQ(import.error().fault, Fault::too_large);
                continue;
            }
            Mapping mapping;
            for (auto& one : import->header) mapping[one.column] = one.field;
            must(setting.intake->confirm(doctor(), import->id, mapping));
            auto done = must(setting.intake->work(import->id, {}));
            EXPECT_EQ(done.state, "failed");
            EXPECT_NE(done.message.zh.find("解压后超过256兆"), std::string::npos)
                << done.message.zh;
        }
        EXPECT_EQ(setting.everything(), nothing);
    }
}

} // namespace
} // namespace banxing::intake
