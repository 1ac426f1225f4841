#include <geography/position.h>
#include <gtest/gtest.h>

using namespace banxing::geography;

TEST(Position, ReadsDegreesAndNothingElse) {
    EXPECT_EQ(parse_position("29.7085", "120.246"), (Position{29'708'500, 120'246'000}));
    EXPECT_EQ(parse_position("-8", "0.000001"), (Position{-8'000'000, 1}));
    for (const char* wrong : {"", ".", "29.", "29.12345678", "91", "29,7", "2 9", "north"})
        EXPECT_FALSE(parse_position(wrong, "120")) << wrong;
    EXPECT_FALSE(parse_position("29", "180.5"));
}

TEST(Position, MetresAlongTheGreatCircle) {
    Position zero{0, 0}, pole{90'000'000, 0}, east{0, 90'000'000};
    EXPECT_EQ(metres(zero, zero), 0);
    EXPECT_EQ(metres(zero, pole), 10'007'558) << "a quarter of the circumference";
    EXPECT_EQ(metres(zero, pole), metres(zero, east));
    EXPECT_EQ(metres({60'000'000, 0}, {60'000'000, 1'000'000}), 55'597)
        << "cos 60° = ½, less the bow";
    EXPECT_EQ(metres({29'700'000, 120'200'000}, {29'700'000, 120'200'009}), 1);
    EXPECT_EQ(metres(zero, {1'000'000, 0}), 111'195);
    EXPECT_EQ(metres({29'000'000, 120'000'000}, {30'000'000, 121'000'000}),
              metres({30'000'000, 121'000'000}, {29'000'000, 120'000'000}));
}
