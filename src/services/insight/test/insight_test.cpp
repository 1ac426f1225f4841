#include <access/access.h>
#include <consequences/consequences.h>
#include <consequences/figures.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>
#include <insight/board.h>
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
            RC_ASSERT(!found.empty());
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
