#include <core/date.h>
#include <core/working_days.h>

#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace banxing;

static Date d(const char* text) {
    return parse_iso_date(text).value();
}

TEST(Date, OnlyRealDatesInIsoForm) {
    for (const char* bad : {"2023-02-30", "2023-2-3", "2023/02/03", "", "20230203xx", "2023-13-01"})
        EXPECT_FALSE(parse_iso_date(bad)) << bad;
    EXPECT_EQ(iso(d("2024-02-29")), "2024-02-29");
    EXPECT_EQ(chinese(d("2026-03-05")), "2026年3月5日");
}

TEST(Date, MonthsAreCountedFromTheAnchorAndClamped) {
    EXPECT_EQ(add_months(d("2023-08-31"), 6), d("2024-02-29"));
    EXPECT_EQ(add_months(d("2023-08-31"), 7), d("2024-03-31"));
    EXPECT_EQ(add_months(d("2024-01-15"), -13), d("2022-12-15"));
}

TEST(Date, AnAgeIsReachedAtTheStartOfTheBirthday) {
    struct {
        const char *birth, *day;
        int months, years;
    } cases[] = {
        {"2019-06-15", "2026-06-14", 83, 6},  {"2019-06-15", "2026-06-15", 84, 7},
        {"2016-02-29", "2023-02-27", 83, 6},  {"2016-02-29", "2023-02-28", 84, 7},
        {"2024-05-10", "2024-05-09", -1, -1},
    };
    for (auto& c : cases) {
        EXPECT_EQ(age_months_on(d(c.day), d(c.birth)), c.months) << c.day;
        EXPECT_EQ(age_years_on(d(c.day), d(c.birth)), c.years) << c.day;
    }
}

TEST(Date, AgeAgreesWithTheBirthdayOnEveryDay) {
    EXPECT_TRUE(rc::check([] {
        Date birth = from_days(*rc::gen::inRange(0, 20000));
        Date day = add_days(birth, *rc::gen::inRange(0, 9000));
        int months = age_months_on(day, birth);
        RC_ASSERT(reaches_age(birth, months) <= day);
        RC_ASSERT(day < reaches_age(birth, months + 1));
    }));
}

TEST(WorkingDays, CountStartsOnTheNextWorkingDay) {
    // National Day 2026: 1–7 October off, 20 September and 10 October worked (sample)
    std::set<Date> off;
    for (int i = 1; i <= 7; ++i) off.insert(add_days(d("2026-09-30"), i));
    WorkingDays calendar(off, {d("2026-10-10")}, {2026});
    EXPECT_EQ(calendar.after(d("2026-09-30"), 1), d("2026-10-08"));
    EXPECT_EQ(calendar.after(d("2026-09-30"), 3), d("2026-10-10"));
    EXPECT_EQ(calendar.on_or_after(d("2026-10-03")), d("2026-10-08"));
    EXPECT_EQ(calendar.between(d("2026-09-30"), d("2026-10-10")), 3);
    EXPECT_TRUE(calendar.provisional(d("2027-01-04")));
}
