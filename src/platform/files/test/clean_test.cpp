#include <core/identity_number.h>
#include <files/clean.h>

#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace banxing;
using namespace banxing::files;

static Cell text(std::string content) {
    return {.kind = CellKind::text, .text = std::move(content)};
}
static Cell number(std::string content) {
    return {.kind = CellKind::number, .text = std::move(content)};
}
static const Cell error_cell{.kind = CellKind::error, .text = "#N/A"};

/// The value as text, or "!" and the reason.
static std::string date(const Cell& cell, Epoch epoch = Epoch::y1900) {
    auto day = as_date(cell, epoch);
    return day ? iso(*day) : "!" + day.error().message.zh;
}
static std::string money(const Cell& cell) {
    auto amount = as_money(cell);
    return amount ? std::to_string(amount->fen) : "!" + amount.error().message.zh;
}
static std::string integer(const Cell& cell) {
    auto value = as_integer(cell);
    return value ? std::to_string(*value) : "!" + value.error().message.zh;
}
static std::string yes_no(const Cell& cell) {
    auto value = as_yes_no(cell);
    return value ? (*value ? "yes" : "no") : "!" + value.error().message.zh;
}
static std::string phone(const Cell& cell) {
    auto value = as_phone(cell);
    return value ? *value : "!" + value.error().message.zh;
}
static std::string sex(const Cell& cell) {
    auto value = as_sex(cell);
    return value ? (*value == Sex::male ? "male" : "female") : "!" + value.error().message.zh;
}
static std::string identity(const Cell& cell) {
    auto value = as_identity_number(cell);
    return value ? value->text : "!" + value.error().message.zh;
}

struct Case {
    Cell cell;
    const char* expected; // the value, or "!" and words that the reason holds
};

static void expect(const std::string& got, const Case& c) {
    std::string wanted = c.expected;
    if (!wanted.starts_with('!')) {
        EXPECT_EQ(got, wanted) << c.cell.text;
    } else {
        EXPECT_TRUE(got.starts_with('!') && got.find(wanted.substr(1)) != got.npos)
            << c.cell.text << " gave " << got;
    }
}

TEST(Clean, Dates) {
    Cell shown_day = number("45000.4");
    shown_day.date_format = true;
    shown_day.date = day_of_serial("45000.4", Epoch::y1900);
    for (auto& c : std::vector<Case>{
             {text("2023-03-05"), "2023-03-05"},
             {text("2023-3-5"), "2023-03-05"},
             {text(" 2023/3/5 "), "2023-03-05"},
             {text("2023.3.5"), "2023-03-05"},
             {text("2023年3月5日"), "2023-03-05"},
             {text("2023年03月05号"), "2023-03-05"},
             {text("2023 年 3 月 5 日"), "2023-03-05"},
             {text("2023年3月5"), "2023-03-05"},
             {text("２０２３年３月５日"), "2023-03-05"},
             {text("２０２３－３－５"), "2023-03-05"},
             {text("2023。3。5"), "2023-03-05"},
             {text("20230305"), "2023-03-05"},
             {number("20230305"), "2023-03-05"},
             {text("2023-3-5 10:20"), "2023-03-05"},
             {text("2023-3-5\n10:20:30"), "2023-03-05"},
             {text("2023-03-05T00:00:00.000"), "2023-03-05"},
             {text("2023年3月5日10:20"), "2023-03-05"},
             {number("45000"), "2023-03-15"},
             {number("4.5E4"), "2023-03-15"},
             {number("44999.9999999999999"), "2023-03-15"},
             {text("45000"), "2023-03-15"},
             {text("45000.43"), "2023-03-15"},
             {shown_day, "2023-03-15"},
             {text("2024-02-29"), "2024-02-29"},
         })
        expect(date(c.cell), c);
    EXPECT_EQ(date(number("43538"), Epoch::y1904), "2023-03-15");
}

TEST(Clean, DatesThatAreRefused) {
    Cell feb29 = number("60");
    feb29.date_format = true;
    for (auto& c : std::vector<Case>{
             {text("2023-02-30"), "!这一天不存在"},
             {text("2023-02-29"), "!这一天不存在"},
             {text("20231301"), "!这一天不存在"},
             {text("2023-0-5"), "!这一天不存在"},
             {text("23-3-5"), "!年份要写四位"},
             {text("23年3月5日"), "!年份要写四位"},
             {text("230305"), "!年份要写四位"},
             {text("3/5/2023"), "!年-月-日的顺序"},
             {text("05-03-2023"), "!年-月-日的顺序"},
             {text("2023年3月"), "!缺少“日”"},
             {text("2023.3"), "!缺少“日”"},
             {number("2023.3"), "!缺少“日”"},
             {text("2023-3"), "!缺少“日”"},
             {text("202303"), "!缺少“日”"},
             {text("2023"), "!缺少“日”"},
             {number("2023"), "!缺少“日”"},
             {text("2023-3/5"), "!无法识别"},
             {text("2023-3-5-1"), "!无法识别"},
             {text("2023-3-5 25:00"), "!无法识别"},
             {text("2023-3-5 10:99"), "!无法识别"},
             {text("2023-3-5T10:00Z"), "!无法识别"},
             {text("2023-3-512"), "!无法识别"},
             {text("二〇二三年三月五日"), "!无法识别"},
             {text("昨天"), "!无法识别"},
             {text("2023305"), "!无法识别"},
             {text("1850-01-01"), "!1900到2100"},
             {text("29230305"), "!1900到2100"},
             {number("1E+300"), "!数字过大"},
             {feb29, "!无法识别"},
             {error_cell, "!错误值"},
             {Cell{}, "!没有填写"},
             {text(" — "), "!没有填写"},
         })
        expect(date(c.cell), c);
}

TEST(Clean, Money) {
    for (auto& c : std::vector<Case>{
             {text("3,420.50"), "342050"},
             {text("￥3420.5元"), "342050"},
             {text("３，４２０．５０"), "342050"},
             {text("¥ 3420"), "342000"},
             {text("人民币3420元整"), "342000"},
             {text("0"), "0"},
             {number("3420.5"), "342050"},
             {number("3.4205E3"), "342050"},
             {number("3420.4999999999995"), "342050"}, // shown as 3420.5
             {number("0.30000000000000004"), "30"},
             {number("3420.123"), "!最多两位小数"},
             {text("3420.123"), "!最多两位小数"},
             {text("34,20"), "!最多两位小数"},
             {text("-20"), "!不能为负数"},
             {number("-20"), "!不能为负数"},
             {text("(20)"), "!不能为负数"},
             {text("1.2万元"), "!按元填写"},
             {text("约三千"), "!例如 1234.50"},
             {{.kind = CellKind::number, .date_format = true, .text = "3420"}, "!日期格式"},
             {error_cell, "!错误值"},
             {Cell{}, "!没有填写"},
         })
        expect(money(c.cell), c);
}

TEST(Clean, Integers) {
    for (auto& c : std::vector<Case>{{text("22"), "22"},
                                     {text("２２天"), "22"},
                                     {text("22.0"), "22"},
                                     {number("2.2E1"), "22"},
                                     {text("1,234"), "1234"},
                                     {text("-3"), "-3"},
                                     {number("0"), "0"},
                                     {text("3课时"), "3"},
                                     {text("22.5"), "!整数"},
                                     {text("12,34"), "!整数"},
                                     {text("1E30"), "!整数"},
                                     {text("廿二"), "!整数"},
                                     {text("1,234.5"), "!整数"},
                                     {text(""), "!没有填写"},
                                     {error_cell, "!错误值"}})
        expect(integer(c.cell), c);
}

TEST(Clean, YesAndNo) {
    for (const char* yes : {"是", "有", "√", "✓", "Y", "yes", "１", " 是 "})
        EXPECT_EQ(yes_no(text(yes)), "yes") << yes;
    for (const char* no : {"否", "无", "×", "N", "no", "0", "ｎ"})
        EXPECT_EQ(yes_no(text(no)), "no") << no;
    EXPECT_EQ(yes_no(number("1")), "yes");
    EXPECT_EQ(yes_no({.kind = CellKind::boolean, .text = "0"}), "no");
    for (auto& c : std::vector<Case>{
             {text("可能"), "!是”或“否"}, {number("2"), "!是”或“否"}, {Cell{}, "!没有填写"}})
        expect(yes_no(c.cell), c);
}

TEST(Clean, Phones) {
    for (auto& c : std::vector<Case>{
             {text("13800000000"), "13800000000"},
             {number("13800000000"), "13800000000"},
             {number("1.38E10"), "13800000000"},
             {text("138-0000-0000"), "13800000000"},
             {text("１３８ ００００ ００００"), "13800000000"},
             {text("+86 13800000000"), "13800000000"},
             {text("86-13800000000"), "13800000000"},
             {text("'+8613800000000"), "13800000000"},
             {text("0575-87000000"), "0575-87000000"},
             {text("（0575）87000000"), "0575-87000000"},
             {text("0575—8700000"), "0575-8700000"},
             {text("010 62000000"), "010-62000000"},
             {text("+86 0575 87000000"), "0575-87000000"},
             {text("87000000"), "!区号"},
             {number("57587000000"), "!11位手机号"},
             {text("12800000000"), "12800000000"},
             {text("1380000000"), "!11位手机号"},
             {text("13800000000/13900000000"), "!只能填一个"},
             {text("无"), "!11位手机号"},
             {text("０"), "!11位手机号"},
             {Cell{}, "!没有填写"},
         })
        expect(phone(c.cell), c);
}

TEST(Clean, Sex) {
    for (auto& c : std::vector<Case>{{text("男"), "male"},
                                     {text(" 女 "), "female"},
                                     {number("1"), "male"},
                                     {text("２"), "female"},
                                     {text("男性"), "male"},
                                     {text("F"), "female"},
                                     {text("3"), "!男"},
                                     {Cell{}, "!没有填写"}})
        expect(sex(c.cell), c);
}

static std::string made_number(const std::string& first17) {
    return first17 + identity_check_digit(first17);
}

TEST(Clean, IdentityNumbers) {
    std::string good = made_number("99000020190615101"), with_x;
    for (int i = 100; i < 200 && !with_x.ends_with('X'); ++i)
        with_x = made_number("99000020190615" + std::to_string(i));
    ASSERT_TRUE(with_x.ends_with('X'));
    std::string small_x = with_x;
    small_x.back() = 'x';
    std::string wide;
    for (char c : good) wide += std::string("\xEF\xBC") + char(0x90 + (c - '0'));
    const char* lost = "!Excel 把身份证号存成了数字，后几位已丢失";
    std::string zeros = "990000201906151000"; // its check digit is not 0
    ASSERT_NE(made_number(zeros.substr(0, 17)), zeros);
    for (auto& c : std::vector<Case>{
             {text(good), good.c_str()},
             {text("'" + good), good.c_str()},
             {text(good.substr(0, 6) + " " + good.substr(6, 8) + "\n" + good.substr(14)),
              good.c_str()},
             {text(good.back() == 'X' ? good : wide), good.c_str()},
             {text(small_x), with_x.c_str()},
             {number("9.90000201906151E+17"), lost},
             {number("990000201906151000"), lost},
             {number(good), lost},
             {text("9.90000201906151E+17"), lost},
             {text("9.9E+17"), lost},
             {text(zeros), lost},
             {text(good.substr(0, 17)), "!18位"},
             {text("990000190615101"), "!18位身份证号"},
             {number("990000190615101"), "!18位身份证号"},
             {text("99000020190230101X"), "!出生日期不存在"},
             {Cell{}, "!没有填写"},
             {error_cell, "!错误值"},
         })
        expect(identity(c.cell), c);
    good.back() = good.back() == '1' ? '2' : '1';
    expect(identity(text(good)), {text(good), "!校验位"});
}

TEST(Clean, Texts) {
    auto clean = [](const Cell& cell) { return as_text(cell).value_or("!"); };
    EXPECT_EQ(clean(text(" 张\r\n三　ＡＢ ")), "张 三 AB");
    EXPECT_EQ(clean(text("'=1+1")), "=1+1");
    EXPECT_EQ(clean(text("'a")), "'a");
    EXPECT_EQ(clean(number("1.3E+10")), "13000000000");
    EXPECT_EQ(clean(number("0.30000000000000004")), "0.3");
    EXPECT_EQ(clean({}), "");
    EXPECT_EQ(clean(text("𠮷㛃")), "𠮷㛃");
    EXPECT_FALSE(as_text(error_cell));
    for (const char* nothing : {"", "  ", "-", "—", "——", "/", "　"})
        EXPECT_TRUE(blank(text(nothing))) << nothing;
    for (const char* something : {"无", "0", "a", "-1"})
        EXPECT_FALSE(blank(text(something))) << something;
}

TEST(Clean, ARefusalNeverRepeatsTheCell) {
    Cell secret = text("张三13800000001秘密");
    for (auto& reason : {date(secret), money(secret), integer(secret), yes_no(secret),
                         phone(secret), sex(secret), identity(secret)})
        EXPECT_TRUE(reason.starts_with('!') && reason.find("张三") == reason.npos &&
                    reason.find("1380") == reason.npos)
            << reason;
}

static std::string widened(const std::string& ascii) {
    std::string wide;
    for (char c : ascii)
        wide += c >= '0' && c <= '9' ? std::string("\xEF\xBC") + char(0x90 + (c - '0'))
                                     : std::string(1, c);
    return wide;
}

TEST(Clean, AnyDayInAnyAcceptedFormReadsBackEqual) {
    EXPECT_TRUE(rc::check([] {
        Date day = from_days(*rc::gen::inRange<std::int64_t>(-25'000, 47'000)); // 1901 to 2098
        std::string y = std::to_string(int(day.year())), m = std::to_string(unsigned(day.month())),
                    d = std::to_string(unsigned(day.day())), two_m = iso(day).substr(5, 2),
                    two_d = iso(day).substr(8);
        std::string serial = std::to_string(to_days(day) + 25'569);
        std::vector<std::string> forms = {iso(day),
                                          y + "-" + m + "-" + d,
                                          y + "/" + m + "/" + d,
                                          y + "." + m + "." + d,
                                          chinese(day),
                                          y + "年" + two_m + "月" + two_d + "日",
                                          y + two_m + two_d,
                                          y + "-" + m + "-" + d + " 10:20",
                                          y + "/" + two_m + "/" + two_d + " 0:00:00"};
        if (serial.size() == 5) forms.insert(forms.end(), {serial, serial + ".25"});
        for (auto& form : forms) {
            RC_ASSERT(date(text(form)) == iso(day));
            RC_ASSERT(date(text(" " + widened(form) + "\n")) == iso(day));
        }
        Cell cell{.kind = CellKind::number,
                  .date_format = true,
                  .text = serial,
                  .date = day_of_serial(serial, Epoch::y1900)};
        RC_ASSERT(date(cell) == iso(day));
    }));
}

TEST(Clean, AnyAmountReadsBackEqual) {
    EXPECT_TRUE(rc::check([] {
        Money amount{*rc::gen::inRange<std::int64_t>(0, 10'000'000'000)};
        std::string grouped = yuan(amount), plain = grouped;
        std::erase(plain, ',');
        for (auto& form : {grouped, plain, "￥" + grouped + "元", widened(plain)})
            RC_ASSERT(money(text(form)) == std::to_string(amount.fen));
        RC_ASSERT(money(number(plain)) == std::to_string(amount.fen));
    }));
}
