#include <core/id.h>
#include <core/identity_number.h>
#include <core/json.h>
#include <core/money.h>
#include <core/text.h>

#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace banxing;

TEST(Money, ReadsWhatPeopleWriteAndNothingElse) {
    struct {
        const char* text;
        std::int64_t fen;
    } good[] = {{"3420", 342000}, {"3,420.00", 342000},  {"1,234,567.8", 123456780},
                {"¥0.01", 1},     {"1200.10元", 120010}, {"5.500", 550}};
    for (auto& c : good) EXPECT_EQ(parse_yuan(c.text).value().fen, c.fen) << c.text;
    for (const char* bad :
         {"", ".", "1.234", "-5", "1,23", "12,34,567", "abc", "1e3", "1..2", "5."})
        EXPECT_FALSE(parse_yuan(bad)) << bad;
    EXPECT_EQ(yuan(Money{123456789}), "1,234,567.89");
    EXPECT_EQ(yuan(Money{-5}), "-0.05");
}

TEST(SubjectId, TextRoundTripsAndOneWrongLetterIsSeen) {
    EXPECT_TRUE(rc::check([] {
        SubjectId id{*rc::gen::inRange<std::int64_t>(1, INT64_MAX)};
        std::string text = to_text(id);
        RC_ASSERT(parse_subject_id(text) == id);
        std::size_t at = *rc::gen::inRange<std::size_t>(0, 13);
        text[at] = text[at] == '7' ? '8' : '7';
        RC_ASSERT(parse_subject_id(text) != id);
        RC_ASSERT(!parse_subject_id(text));
    }));
}

TEST(IdentityNumber, CheckDigitOfGB11643) {
    EXPECT_EQ(parse_identity_number("11010519491231002X").value().birth,
              *parse_iso_date("1949-12-31"));
    EXPECT_TRUE(parse_identity_number("440524188001010014").value().male);
    for (const char* bad :
         {"110105194912310021", "11010519491331002X", "1101051949123100", "A1010519491231002X"})
        EXPECT_FALSE(parse_identity_number(bad)) << bad;
}

TEST(Text, WidthAndSpace) {
    EXPECT_EQ(fold_width("３４２０．５０（元）"), "3420.50(元)");
    EXPECT_EQ(squeeze("  张\n　三\t "), "张 三");
    EXPECT_EQ(trim("\xEF\xBB\xBF 㛃𠮷 "), "㛃𠮷");
    EXPECT_EQ(without_space("张 三\n"), "张三");
    EXPECT_FALSE(is_valid_utf8("\xC0\x80"));
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
    EXPECT_TRUE(is_valid_utf8("𠮷"));
    EXPECT_EQ(to_utf8(to_utf32("a𠮷ñ·")), "a𠮷ñ·");
}

TEST(Json, DoubledKeysAndDepthAreRefused) {
    EXPECT_FALSE(parse_json(R"({"a":1,"a":2})"));
    EXPECT_TRUE(parse_json(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})"));
    EXPECT_FALSE(parse_json(std::string(70, '[') + std::string(70, ']')));
    EXPECT_FALSE(parse_json("{"));
}
