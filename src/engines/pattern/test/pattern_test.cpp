#include <core/text.h>

#include <gtest/gtest.h>
#include <pattern/pattern.h>

namespace banxing::feel {
namespace {

std::string found(const char* pattern, const char* text, const char* flags = "") {
    auto regex = Regex::compile(pattern, flags);
    if (!regex) return "malformed";
    std::int64_t steps = 100'000;
    auto in = to_utf32(text);
    auto match = regex->search(in, 0, steps);
    if (steps < 0) return "too much";
    if (!match) return "none";
    auto [from, to] = match->groups[0];
    return to_utf8(in.substr(from, to - from));
}

struct Case {
    const char *pattern, *text, *wanted, *flags = "";
};
class Patterns : public testing::TestWithParam<Case> {};
TEST_P(Patterns, FindTheFirstMatch) {
    const Case& c = GetParam();
    EXPECT_EQ(found(c.pattern, c.text, c.flags), c.wanted) << c.pattern;
}
const Case cases[] = {
    {"b+", "abbb", "bbb"},         {"b+?", "abbb", "b"},
    {"^b", "ab", "none"},          {"a|bc", "xbc", "bc"},
    {"(a|b)\\1", "abb", "bb"},     {"[a-z-[aeiou]]+", "aebcd", "bcd"},
    {"\\d{2,3}", "a12345", "123"}, {"第.条", "见第七条", "第七条"},
    {"A", "xa", "a", "i"},         {"a b", "ab", "ab", "x"},
    {"a.b", "a\nb", "none"},       {"a.b", "a\nb", "a\nb", "s"},
    {"^b", "a\nb", "b", "m"},      {"(a*)*b", "aab", "aab"},
    {"(?:ab)+", "xababy", "abab"}, {"\\p{Lu}", "abC", "C"},
    {"[^ab]", "abc", "c"},         {"\\p{IsCJKUnifiedIdeographs}+", "a残联b", "残联"},
    {"(", "", "malformed"},        {"a{2,1}", "", "malformed"},
    {"[", "", "malformed"},        {"*", "", "malformed"},
    {"a", "", "malformed", "z"},   {"(a+)+c", "aaaaaaaaaaaaaaaaaaaaaaaab", "too much"},
};
INSTANTIATE_TEST_SUITE_P(XPath, Patterns, testing::ValuesIn(cases));

TEST(Replacement, FillsGroups) {
    std::int64_t steps = 10'000;
    auto regex = Regex::compile("(\\d+)-(\\d+)", "");
    auto filled = regex->replace(U"7-12 8-9", U"$2/$1", false, steps);
    ASSERT_TRUE(filled);
    EXPECT_EQ(to_utf8(*filled), "12/7 9/8");
    EXPECT_FALSE(regex->replace(U"1-2", U"$x", false, steps));
}

} // namespace
} // namespace banxing::feel
