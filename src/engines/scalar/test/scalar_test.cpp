#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <scalar/decimal.h>
#include <scalar/temporal.h>

namespace banxing::feel {
namespace {

Decimal number(const char* text) {
    return *Decimal::parse(text);
}

TEST(Decimal, RoundsHalfEvenToThirtyFourDigits) {
    struct {
        const char *a, *b, *sum, *product, *quotient;
    } cases[] = {
        {"9999999999999999999999999999999999", "1", "10000000000000000000000000000000000",
         "9999999999999999999999999999999999", "9999999999999999999999999999999999"},
        {"1e33", "0.5", "1000000000000000000000000000000000", "500000000000000000000000000000000",
         "2000000000000000000000000000000000"},
        {"2", "3", "5", "6", "0.6666666666666666666666666666666667"},
        {"-1.5", "0.5", "-1", "-0.75", "-3"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(add(number(c.a), number(c.b))->text(), c.sum);
        EXPECT_EQ(multiply(number(c.a), number(c.b))->text(), c.product);
        EXPECT_EQ(divide(number(c.a), number(c.b))->text(), c.quotient);
    }
}

TEST(Decimal, KnowsItsRoundings) {
    const Rounding modes[] = {Rounding::half_even, Rounding::half_up, Rounding::half_down,
                              Rounding::up,        Rounding::down,    Rounding::floor,
                              Rounding::ceiling};
    const std::pair<const char*, const char*> cases[] = {{"2.5", "2 3 2 3 2 2 3"},
                                                         {"-2.5", "-2 -3 -2 -3 -2 -3 -2"},
                                                         {"3.5", "4 4 3 4 3 3 4"},
                                                         {"2.51", "3 3 3 3 2 2 3"}};
    for (auto [text, wanted] : cases) {
        std::string all;
        for (Rounding mode : modes)
            all += (all.empty() ? "" : " ") + number(text).rounded(0, mode)->text();
        EXPECT_EQ(all, wanted) << text;
    }
}

TEST(Decimal, RefusesWhatDoesNotFit) {
    EXPECT_FALSE(divide(1, 0));
    EXPECT_FALSE(multiply(number("1e6000"), number("1e6000")));
    EXPECT_FALSE(Decimal::parse("1.2.3"));
    EXPECT_FALSE(Decimal::parse(""));
    EXPECT_FALSE(number("0.5").to_int64());
    EXPECT_FALSE(number("9223372036854775808").to_int64());
    EXPECT_EQ(number("-9223372036854775808").to_int64(), INT64_MIN);
}

RC_GTEST_PROP(Decimal, AddsAsIntegersDo, (std::int32_t a, std::int32_t b)) {
    std::int64_t x = a, y = b;
    RC_ASSERT(add(x, y)->to_int64() == x + y);
    RC_ASSERT(multiply(x, y)->to_int64() == x * y);
    RC_ASSERT((compare(x, y) < 0) == (x < y));
}

RC_GTEST_PROP(Days, CountBothWays, ()) {
    auto n = *rc::gen::inRange<std::int64_t>(-300'000'000'000, 300'000'000'000);
    auto day = day_from_epoch(n);
    RC_ASSERT(day && exists(*day) && days_since_epoch(*day) == n);
    RC_ASSERT(parse_day(text(*day)) == day);
}

TEST(Durations, WriteWhatTheyRead) {
    for (const char* text_of : {"P1DT2H3M4.5S", "-PT1S", "PT0S", "P400D"})
        EXPECT_EQ(text(*parse_days_duration(text_of)), text_of);
    for (const char* text_of : {"P1Y2M", "-P11M", "P0M"})
        EXPECT_EQ(text(*parse_months_duration(text_of)), text_of);
    for (const char* wrong : {"P", "PT", "1D", "P1DT", "P1Y", "PT.5S"})
        EXPECT_FALSE(parse_days_duration(wrong)) << wrong;
}

} // namespace
} // namespace banxing::feel
