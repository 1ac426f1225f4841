#include <access/access.h>
#include <consequences/consequences.h>
#include <consequences/figures.h>

#include <algorithm>
#include <db_testing/databases.h>
#include <gtest/gtest.h>
#include <insight/board.h>
#include <insight/reported.h>
#include <insight/standardised.h>
#include <rapidcheck.h>

using namespace banxing;
using namespace banxing::insight;

static Date d(const char* text) {
    return parse_iso_date(text).value();
}

template <typename T>
static T must(Result<T> result) {
    if (!result) {
        ADD_FAILURE() << result.error().message.en << " " << result.error().detail;
        std::abort();
    }
    return std::move(*result);
}

static std::vector<db::TestingDatabase> databases() {
    return db::testing_databases(
        {access::migrations(), consequences::migrations(), insight::migrations()});
}

/// What the cells sum up to, counted by hand.
static Point by_hand(const consequences::Cells& cells, const std::string& indicator,
                     access::RegionRange region, std::int64_t month) {
    Point out{indicator, region.from, month, 0, 0};
    for (auto& [key, change] : cells)
        if (key.indicator == indicator && key.town >= region.from && key.town < region.to &&
            key.month <= month)
            out.below += change.below, out.above += change.above;
    return out;
}

TEST(Cube, FollowsEveryWriteAndSumsAnySlice) {
    constexpr std::int64_t towns[] = {330681109000, 330681104000, 330682001000, 330102001000};
    constexpr std::int64_t january = 2026 * 12;
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Cube cube;
        consequences::Cells cells;
        EXPECT_TRUE(rc::check([&] {
            for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
                auto& cell = cells[{*rc::gen::element<std::string>("a.one", "a.two"),
                                    towns[*rc::gen::inRange(0, 4)],
                                    january - 30 + *rc::gen::inRange(0, 60)}];
                cell.below = *rc::gen::inRange(0, 1000);
                cell.above = *rc::gen::inRange<std::int64_t>(0, cell.below + 1);
            }
            must(database->write(db::Priority::interactive, [&](db::Session& session) {
                return consequences::put_cells(session, cells);
            }));
            int digits = *rc::gen::element(0, 4, 6, 9);
            Slice slice{{"a.one", "a.two", "a.none"},
                        access::inside(330000000000),
                        digits,
                        january - 40 + *rc::gen::inRange(0, 80),
                        january + 40};
            auto found = must(
                database->read([&](db::Session& session) { return cube.points(session, slice); }));
            for (auto& point : found) {
                auto region = digits == 0 ? slice.region : access::inside(point.region);
                auto expected = by_hand(cells, point.indicator, region, point.month);
                RC_ASSERT(point.below == expected.below);
                RC_ASSERT(point.above == expected.above);
            }
            // a cell that changes nothing is not kept: only a slice of towns may have none then
            bool any = std::ranges::any_of(
                cells, [](auto& one) { return one.second != consequences::Change{}; });
            if (digits == 0 || any) RC_ASSERT(!found.empty());
        }));
    }
}

TEST(Cube, RefusesMoreThanTwoThousandFigures) {
    for (auto& database : databases()) {
        Cube cube;
        Slice slice{{"a.one"}, access::inside(330000000000), 0, 1, most_points};
        auto ask = [&] {
            return database->read(
                [&](db::Session& session) { return cube.points(session, slice); });
        };
        EXPECT_EQ(must(ask()).size(), std::size_t(most_points));
        ++slice.month_to;
        EXPECT_FALSE(ask());
    }
}

TEST(Entered, KeepsEveryVersionAndTheLastOneStands) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        EXPECT_TRUE(db::faults_of(*database, statements()).empty());
        EXPECT_TRUE(db::faults_of(*database, consequences::statements()).empty());
        access::Principal officer;
        officer.account = AccountId{5}, officer.organisation.id = OrganisationId{103};
        Entered what;
        what.indicator = "disability_prevention.night_noise";
        what.region = 330681000000, what.month = 2025 * 12 + 11;
        what.below = 100, what.above = 84, what.source = "环境年报";
        auto put = [&] {
            return database->write(db::Priority::interactive, [&](db::Session& session) {
                return enter(session, officer, what, Instant{1});
            });
        };
        must(put());
        what.above = 87;
        EXPECT_EQ(must(put()).version, 2);
        what.above = 101;
        EXPECT_FALSE(put());
        auto all = must(database->read([&](db::Session& session) {
            return entered_of(session, what.indicator, what.region);
        }));
        EXPECT_EQ(all.size(), 2u);
        auto standing = must(database->read([&](db::Session& session) {
            return entered_in(session, access::inside(330681000000), 0, 99'999);
        }));
        ASSERT_EQ(standing.size(), 1u);
        EXPECT_EQ(standing.front().above, 87);
    }
}

static derive::Indicator rate() {
    derive::Indicator out;
    out.unit = derive::Unit::percent;
    return out;
}

static derive::Target goal(const char* value, const char* by,
                           derive::Comparator comparator = derive::Comparator::at_least) {
    derive::Target out;
    out.value = value, out.by = d(by), out.comparator = comparator;
    return out;
}

TEST(Standing, IsExactAndLooksAhead) {
    std::int64_t october = 2026 * 12 + 9;
    auto at = [&](std::int64_t above, std::int64_t below, const derive::Target& target) {
        std::vector<Dated> course{{october - 6, 1000, 800}, {october, below, above}};
        return standing(rate(), target, course);
    };
    EXPECT_EQ(at(100, 100, goal("100", "2024-06-30")), Standing::reached);
    EXPECT_EQ(at(99'999, 100'000, goal("100", "2024-06-30")), Standing::missed) << "not rounded";
    EXPECT_EQ(at(90, 100, goal("", "2026-12-31")), Standing::open);
    EXPECT_EQ(at(90, 100, goal("95", "2027-04-30")), Standing::on_track);
    EXPECT_EQ(at(81, 100, goal("95", "2027-04-30")), Standing::at_risk);
    EXPECT_EQ(at(90, 100, goal("90", "2026-09-30", derive::Comparator::more_than)),
              Standing::missed);
    EXPECT_EQ(standing(rate(), goal("95", "2027-01-01"), {}), Standing::no_data);
}

TEST(Standing, AFallIsAgainstItsBaseYear) {
    auto accidents = rate();
    accidents.unit = derive::Unit::count;
    auto target = goal("10", "2025-12-31", derive::Comparator::falls_by);
    target.base_year = 2020;
    std::vector<Dated> course{{2020 * 12 + 11, 200, 0}, {2025 * 12 + 11, 180, 0}};
    EXPECT_EQ(standing(accidents, target, course), Standing::reached);
    course.back().below = 181;
    EXPECT_EQ(standing(accidents, target, course), Standing::at_risk);
    course.front().month -= 12; // the base year is not known
    EXPECT_EQ(standing(accidents, target, course), Standing::no_data);
}

TEST(Figure, IsWrittenInItsUnit) {
    EXPECT_EQ(figure_text(rate(), 2, 3), "66.67");
    EXPECT_EQ(figure_text(rate(), 0, 0), "");
    auto count = rate();
    count.unit = derive::Unit::count;
    EXPECT_EQ(figure_text(count, 0, 512), "512");
}

TEST(Reported, WhatWasReportedStaysWhateverIsCorrected) {
    derive::System system;
    derive::Indicator indicator;
    indicator.id = "rate";
    Asked asked{"330681", 2026 * 12 + 9, 1};
    Figure figure{{&system, &indicator, "s.rate"}, {{asked.month, 10, 7}}, {}};
    Figure nobody{{&system, &indicator, "s.none"}, {}, {}};
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        auto freeze_now = [&](std::int64_t above) {
            figure.course.back().above = above;
            return must(database->write(db::Priority::interactive, [&](db::Session& session) {
                return freeze(session, {}, asked, {figure, nobody}, "v", Instant{above});
            }));
        };
        auto stands = [&](std::int64_t month) {
            return must(database->read(
                [&](db::Session& session) { return reported(session, "330681", month); }));
        };
        EXPECT_TRUE(stands(asked.month).empty());
        auto first = freeze_now(7);
        auto second = freeze_now(8);
        EXPECT_GT(second, first);
        auto found = stands(asked.month);
        ASSERT_EQ(found.size(), 1u) << "the last report alone, and only what had a figure";
        EXPECT_EQ(found[0].above, 8);
        EXPECT_EQ(found[0].below, 10);
        EXPECT_TRUE(stands(asked.month - 1).empty());
    }
}

TEST(ByAge, APlaceIsNotBlamedForItsAges) {
    derive::System system;
    derive::Indicator indicator;
    Listed listed{&system, &indicator, "s.rate"};
    auto day = d("2026-10-31");
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        // ages 1 and 5; at each age both towns do equally well: 1 of 4, and 3 of 4
        std::map<std::int64_t, Date> births;
        must(database->write(db::Priority::interactive, [&](db::Session& session) -> Result<int> {
            std::int64_t next = 0;
            auto add = [&](std::int64_t town, int years, int people, int above) -> Result<void> {
                for (int i = 0; i < people; ++i) {
                    births[++next] = add_months(day, -12 * years - 3);
                    derive::Counted one{"s.rate", d("2026-01-01"), {}, town, 1, i < above ? 1 : 0};
                    TRY(consequences::put_counted(session, SubjectId{next}, {one}));
                }
                return {};
            };
            TRY(add(330681001000, 1, 12, 3)); // the young town
            TRY(add(330681001000, 5, 4, 3));
            TRY(add(330681104000, 1, 4, 1));
            TRY(add(330681104000, 5, 12, 9)); // the older one
            births.erase(1);
            return 0;
        }));
        auto ask = [&](const std::string& region) {
            return database->read([&](db::Session& session) {
                return by_age(session, listed, {region, 2026 * 12 + 9, 1}, [&](SubjectId subject) {
                    auto at = births.find(subject.value);
                    return at == births.end() ? std::nullopt : std::optional(at->second);
                });
            });
        };
        auto found = must(ask("330681"));
        EXPECT_EQ(found.unknown, 1) << "left out";
        ASSERT_EQ(found.places.size(), 2u);
        EXPECT_EQ(found.people[1], 15);
        EXPECT_EQ(found.people[5], 16);
        EXPECT_LT(found.places[0].share, 360'000) << "5 of 15: it looks bad";
        EXPECT_EQ(found.places[1].share, 625'000) << "10 of 16: it looks good";
        EXPECT_EQ(found.places[1].standard, 508'065) << "(15 · ¼ + 16 · ¾) ÷ 31";
        EXPECT_LT(found.places[1].standard - found.places[0].standard, 40'000) << "alike";
        EXPECT_FALSE(ask("33")) << "more than a county";
        indicator.unit = derive::Unit::count;
        EXPECT_FALSE(ask("330681"));
        indicator.unit = derive::Unit::percent;
    }
}
