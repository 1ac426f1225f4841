#include <cstdlib>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <statistics/protect.h>
#include <statistics/rates.h>

using namespace banxing::statistics;

// Worked with R: prop.test / binom's wilson(x, n), to six digits.
TEST(Wilson, IsWhatTheTextbookSays) {
    struct Case {
        std::int64_t above, below, low, high;
    };
    for (auto& one : std::vector<Case>{{0, 10, 0, 277533},
                                       {5, 10, 236593, 763407},
                                       {10, 10, 722467, 1000000},
                                       {81, 263, 255273, 366189},
                                       {15, 148, 62389, 160540}}) {
        auto got = wilson(one.above, one.below);
        EXPECT_LE(std::abs(got.low - one.low), 60) << one.above << "/" << one.below;
        EXPECT_LE(std::abs(got.high - one.high), 60) << one.above << "/" << one.below;
    }
    EXPECT_EQ(wilson(0, 0), (Interval{0, million}));
}

TEST(Wilson, HoldsTheShareAndNarrowsWithTheNumber) {
    EXPECT_TRUE(rc::check([] {
        auto below = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
        auto above = *rc::gen::inRange<std::int64_t>(0, below + 1);
        auto one = wilson(above, below), ten = wilson(10 * above, 10 * below);
        auto at = share(above, below);
        RC_ASSERT(one.low <= at + 1 && at <= one.high + 1);
        RC_ASSERT(0 <= one.low && one.high <= million);
        RC_ASSERT(ten.high - ten.low <= one.high - one.low + 2);
    }));
}

TEST(Funnel, ASmallTownMayLieFarOffByChance) {
    auto small = funnel(900'000, 10, Confidence::p95),
         large = funnel(900'000, 10'000, Confidence::p95);
    EXPECT_EQ(small.low, 714'063); // 0.9 − 1.959964 · √(0.09 / 10)
    EXPECT_EQ(small.high, million);
    EXPECT_EQ(large.low, 894'121);
    EXPECT_LT(funnel(900'000, 10'000, Confidence::p998).low, large.low);
}

TEST(Standardised, OldTownsAreComparedWithYoungOnes) {
    // the same rates by age, other ages: the same figure
    Stratum young[] = {{9, 90, 50}, {50, 100, 50}}, old[] = {{1, 10, 50}, {500, 1000, 50}};
    EXPECT_EQ(standardised(young), 300'000);
    EXPECT_EQ(standardised(old), 300'000);
    EXPECT_EQ(standardised({}), 0);
}

TEST(Protect, WithholdsSmallOnesAndOneMoreAgainstSubtraction) {
    std::vector<Row> rows{{2, 40}, {20, 50}, {30, 70}};
    protect(rows, 5);
    EXPECT_TRUE(rows[0].withheld);
    EXPECT_TRUE(rows[1].withheld) << "else total − others gives 2";
    EXPECT_FALSE(rows[2].withheld);
    std::vector<Row> nobody{{0, 40}, {40, 40}, {0, 0}};
    protect(nobody, 5);
    for (auto& row : nobody) EXPECT_FALSE(row.withheld);
}

TEST(Protect, NobodyIsFoundBySubtracting) {
    EXPECT_TRUE(rc::check([] {
        auto pairs = *rc::gen::container<std::vector<std::pair<int, int>>>(
            rc::gen::pair(rc::gen::inRange(0, 30), rc::gen::inRange(0, 30)));
        std::vector<Row> rows;
        for (auto& [above, missing] : pairs) rows.push_back({above, above + missing});
        protect(rows, 5);
        std::int64_t hidden = 0, above = 0, below = 0, shown_people = 0;
        for (auto& row : rows) {
            if (row.withheld) {
                ++hidden, above += row.above, below += row.below;
                continue;
            }
            shown_people += row.below;
            RC_ASSERT(row.above == 0 || row.above >= 5);
            RC_ASSERT(row.below == row.above || row.below - row.above >= 5);
        }
        // what is withheld is at least five, unless there was nobody left to hide them among
        if (hidden > 0 && shown_people > 0) {
            RC_ASSERT(hidden > 1 && below >= 5);
            RC_ASSERT(above == 0 || above >= 5);
            RC_ASSERT(below == above || below - above >= 5);
        }
    }));
}
