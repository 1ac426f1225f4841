#include <feel/value.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace banxing::feel {
namespace {

Decimal number(const char* text) {
    return *Decimal::parse(text);
}

RC_GTEST_PROP(Decimal, KeepsFenExactly, (std::int64_t fen)) {
    RC_ASSERT(Value::of(fen).to_int64().value() == fen);
    auto yuan = divide(Decimal(fen), 100);
    RC_ASSERT(multiply(*yuan, 100)->to_int64() == fen);
    RC_ASSERT(Decimal::parse(yuan->text()) == yuan);
}

TEST(Value, IsSmallAndShares) {
    EXPECT_EQ(sizeof(Value), 24u);
    Value list = Value::of(List{Value::of("a"), Value::of(1)}), copy = list;
    EXPECT_EQ(list, copy);
    EXPECT_EQ(&list.list(), &copy.list());
}

TEST(Value, ShowsItselfExactly) {
    Value context = Value::context(
        {{"月费", Value::of(number("1200.10"))}, {"日", Value::of(Day{2026, 3, 5})}});
    EXPECT_EQ(display(context), "{月费: 1200.1, 日: 2026-03-05}");
    EXPECT_EQ(json_text(context), "{\"月费\":1200.1,\"日\":\"2026-03-05\"}");
}

TEST(Value, ConvertsOrSaysWhy) {
    EXPECT_EQ(Value::of(number("12.00")).to_int64().value(), 12);
    EXPECT_FALSE(Value::of(number("12.01")).to_int64());
    EXPECT_EQ(Value::of("x").to_int64().error().message.zh, "需要整数，得到的是文字");
    EXPECT_EQ(Value::of(Date{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{5}})
                  .to_date()
                  .value(),
              parse_iso_date("2026-03-05"));
}

} // namespace
} // namespace banxing::feel
