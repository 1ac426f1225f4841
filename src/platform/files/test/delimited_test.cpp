#include "delimited.h"
#include "made_book.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace banxing;
using namespace banxing::files;

using Lines = std::vector<std::string>;

TEST(Delimited, Records) {
    struct {
        const char* text;
        Lines lines;
    } cases[] = {
        {"a,b\n1,2\n", {"1: a | b", "2: 1 | 2"}},
        {"a,b\r\n1,2", {"1: a | b", "2: 1 | 2"}},
        {"a,b\r1,2\r", {"1: a | b", "2: 1 | 2"}},
        {"\xEF\xBB\xBFname;x\n1;2,5\n3;4\n", {"1: name | x", "2: 1 | 2,5", "3: 3 | 4"}},
        {"a\tb\n\"x,y\"\t2\n", {"1: a | b", "2: x,y | 2"}},
        {"sep=;\na;b\n", {"1: a | b"}},
        {"\"line\r\nbreak\",2\n3,4\n", {"1: line\r\nbreak | 2", "2: 3 | 4"}},
        {"\"say \"\"hi\"\"\",x\n", {"1: say \"hi\" | x"}},
        {"5\"x,\"a\"b\n", {"1: 5\"x | ab"}},
        {"a,,\n,,\n\n,c\n", {"1: a", "4:  | c"}},
        {"\"\",b\n", {"1:  | b"}},
        {"alone", {"1: alone"}},
    };
    for (auto& c : cases) EXPECT_EQ(read_all(c.text).lines(), c.lines) << c.text;
}

TEST(Delimited, AQuoteThatIsNotClosedIsNamedByItsRow) {
    auto outcome = read_all("a,b\n1,\"2\n3,4\n");
    EXPECT_NE(outcome.refusal().find("第2行的引号没有结束"), std::string::npos)
        << outcome.refusal();
}

TEST(Delimited, EncodingIsToldByTheBytes) {
    struct {
        std::string bytes;
        Encoding encoding;
        const char* line;
    } cases[] = {
        {"姓名,𠮷\n", Encoding::utf8, "1: 姓名 | 𠮷"},
        {"\xEF\xBB\xBF姓名\n", Encoding::utf8, "1: 姓名"},
        {"plain\n", Encoding::utf8, "1: plain"},
        {"\xD0\xD5\xC3\xFB,\x95\x34\xB2\x35\n", Encoding::gb18030, "1: 姓名 | 𠮷"},
        {std::string("\xFF\xFE\xD3\x59\x2C\x00\x31\x00", 8), Encoding::utf16, "1: 姓 | 1"},
        {std::string("\xFE\xFF\x59\xD3\x00\x2C\xD8\x42\xDF\xB7", 10), Encoding::utf16,
         "1: 姓 | 𠮷"},
    };
    for (auto& c : cases) {
        auto outcome = read_all(c.bytes);
        ASSERT_TRUE(outcome.info) << outcome.refusal();
        EXPECT_EQ(outcome.info->encoding, c.encoding);
        EXPECT_EQ(outcome.lines(), Lines{c.line});
    }
}

TEST(Delimited, NeitherEncodingOrCutOffIsRefused) {
    EXPECT_NE(read_all("\xFF\x80\xFF\n").refusal().find("编码"), std::string::npos);
    EXPECT_NE(read_all("\xEF\xBB\xBF\xD0\xD5\n").refusal().find("编码"), std::string::npos);
    EXPECT_NE(read_all("姓名\n张\xE4\xB8").refusal().find("没有传完整"), std::string::npos);
    EXPECT_FALSE(read_all(std::string("\xFF\xFE\xD3\x59\x2C", 5)).info);
}

TEST(Delimited, CharactersOnTheBorderOfBlocksStayWhole) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
        std::string text(65'536 - 2 - shift, 'x');
        for (std::size_t at = 100; at < text.size(); at += 100) text[at] = '\n';
        text += "𠮷,姓\n";
        auto outcome = read_all(text);
        ASSERT_TRUE(outcome.info) << outcome.refusal();
        EXPECT_TRUE(outcome.rows.back().cells[0].text.ends_with("𠮷"));
        EXPECT_EQ(outcome.rows.back().cells[1].text, "姓");
    }
}

TEST(Delimited, TheSeparatorUsedMost) {
    EXPECT_EQ(likely_delimiter("a;b,c;d"), ';');
    EXPECT_EQ(likely_delimiter("\"a;b;c\",d"), ',');
    EXPECT_EQ(likely_delimiter("a\tb"), '\t');
    EXPECT_EQ(likely_delimiter("word"), ',');
}
