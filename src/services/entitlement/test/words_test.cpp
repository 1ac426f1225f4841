#include <entitlement/batches.h>

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck.h>

namespace banxing::entitlement {
namespace {

TEST(InCapitals, Cases) {
    const std::vector<std::pair<std::int64_t, const char*>> cases{
        {0, "零元整"},
        {5, "伍分"},
        {50, "伍角整"},
        {105, "壹元零伍分"},
        {1'000, "壹拾元整"},
        {1'005'000, "壹万零伍拾元整"},
        {1'203'450, "壹万贰仟零叁拾肆元伍角整"},
        {32'504, "叁佰贰拾伍元零肆分"},
        {600'714, "陆仟零柒元壹角肆分"},
        {10'700'053, "壹拾万零柒仟元伍角叁分"},
        {10'000'000'000, "壹亿元整"},
        {10'001'000'000, "壹亿零壹万元整"},
        {99'999'999'999'999, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"},
        {100'000'000'000'000, ""},
        {-1, ""}};
    for (const auto& [fen, words] : cases) EXPECT_EQ(in_capitals({fen}), words) << fen;
}

/// Reads the capitals back, as a clerk does.
std::int64_t read_back(const std::string& words) {
    static const std::map<std::string, int> digits{{"零", 0}, {"壹", 1}, {"贰", 2}, {"叁", 3},
                                                   {"肆", 4}, {"伍", 5}, {"陆", 6}, {"柒", 7},
                                                   {"捌", 8}, {"玖", 9}};
    static const std::map<std::string, int> units{{"拾", 10}, {"佰", 100}, {"仟", 1000}};
    std::int64_t fen = 0, whole = 0, group = 0, digit = 0;
    for (std::size_t i = 0; i + 3 <= words.size(); i += 3) {
        std::string c = words.substr(i, 3);
        if (digits.contains(c)) digit = digits.at(c);
        if (units.contains(c)) group += digit * units.at(c), digit = 0;
        if (c == "亿") whole += (group + digit) * 100'000'000, group = digit = 0;
        if (c == "万") whole += (group + digit) * 10'000, group = digit = 0;
        if (c == "元") fen = (whole + group + digit) * 100, group = digit = 0;
        if (c == "角") fen += digit * 10, digit = 0;
        if (c == "分") fen += digit, digit = 0;
    }
    return fen;
}

TEST(InCapitals, SayEveryAmountOnce) {
    EXPECT_TRUE(rc::check("what is read back is the amount", [] {
        auto digits = *rc::gen::inRange(0, 15);
        std::int64_t limit = 1;
        for (int i = 0; i < digits; ++i) limit *= 10;
        auto fen = *rc::gen::inRange<std::int64_t>(0, limit);
        auto words = in_capitals({fen});
        RC_ASSERT(read_back(words) == fen);
        RC_ASSERT(words.find("零零") == std::string::npos);
    }));
}

TEST(MonthsInWords, Runs) {
    EXPECT_EQ(months_in_words({}), "");
    EXPECT_EQ(months_in_words({{"2026-01", {1}}, {"2026-03", {1}}, {"2026-04", {1}}}),
              "2026年1月、3—4月");
    EXPECT_EQ(months_in_words({{"2025-12", {1}}, {"2026-01", {1}}}), "2025年12月、2026年1月");
}

} // namespace
} // namespace banxing::entitlement
