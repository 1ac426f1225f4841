#include <clock/clock.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace banxing;

TEST(CivilDay, changes_at_midnight_in_china) {
    struct Case {
        std::int64_t ms;
        const char* day;
        const char* text;
    };
    for (auto& c : {Case{0, "1970-01-01", "1970-01-01T08:00:00.000+08:00"},
                    Case{57'599'999, "1970-01-01", "1970-01-01T23:59:59.999+08:00"},
                    Case{57'600'000, "1970-01-02", "1970-01-02T00:00:00.000+08:00"},
                    Case{-28'800'001, "1969-12-31", "1969-12-31T23:59:59.999+08:00"},
                    Case{1'709'136'000'000, "2024-02-29", "2024-02-29T00:00:00.000+08:00"}}) {
        EXPECT_EQ(iso(civil_day({c.ms})), c.day);
        EXPECT_EQ(iso(Instant{c.ms}), c.text);
    }
}

TEST(IsoInstant, refuses_other_texts) {
    for (auto text : {"", "2026-03-05", "2026-03-05T08:30:00.123Z", "2026-02-30T08:30:00.123+08:00",
                      "2026-03-05T24:00:00.000+08:00", "2026-03-05T08:60:00.000+08:00",
                      "2026-03-05T0a:00:00.000+08:00", "2026-03-05T08:30:00.123+09:00"})
        EXPECT_FALSE(parse_iso_instant(text)) << text;
}

RC_GTEST_PROP(IsoInstant, reads_what_it_writes, ()) {
    Instant at{*rc::gen::inRange<std::int64_t>(-2'000'000'000'000, 4'000'000'000'000)};
    RC_ASSERT(parse_iso_instant(iso(at)) == at);
    RC_ASSERT(start_of(civil_day(at)) <= at);
}

TEST(Clock, pinned_keeps_the_day_and_the_time_of_day_runs) {
    auto day = *parse_iso_date("2024-02-29");
    auto pinned = Clock::pinned(day);
    EXPECT_EQ(pinned.today(), day);
    EXPECT_TRUE(pinned.is_pinned());
    auto first = pinned.now();
    while (pinned.now() == first) {
    }
    EXPECT_EQ(pinned.today(), day);
    EXPECT_FALSE(Clock::system().is_pinned());
}
