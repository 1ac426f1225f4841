#include <access/access.h>
#include <access/directory.h>
#include <consequences/consequences.h>
#include <consequences/figures.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <resources/map.h>
#include <resources/share_out.h>

using namespace banxing;
using namespace banxing::resources;
using geography::Position;

namespace {

constexpr Position here{29'700'000, 120'200'000}, near{29'710'000, 120'200'000},
    far{30'700'000, 120'200'000};
constexpr std::int64_t reach = 20'000;

Date d(const char* text) {
    return parse_iso_date(text).value();
}

Catalogue shipped() {
    auto out = Catalogue::read(std::filesystem::path(BANXING_SOURCE_DIR) / "data", true);
    if (!out) ADD_FAILURE() << out.error().message.en;
    return *out;
}

} // namespace

TEST(ShareOut, TheNearestGoFirstAndTheRestIsTheGap) {
    std::vector<Demand> towns{{5, near}, {4, here}, {3, far}, {2, {}}};
    std::vector<Offer> offers{{6, here}, {0, far}};
    auto shares = share_out(towns, offers, reach);
    EXPECT_EQ(shares[1].reached, 4) << "who lives there";
    EXPECT_EQ(shares[0].reached, 2) << "what is left";
    EXPECT_EQ(shares[0].metres, 1112);
    EXPECT_EQ(shares[2].reached, 0) << "its own provider is full, the other too far";
    EXPECT_EQ(shares[2].nearest, 1u) << "none has a place: the nearest is told";
    EXPECT_FALSE(shares[3].nearest) << "nobody knows where it lies";
    offers[0].places = 20;
    shares = share_out(towns, offers, reach);
    EXPECT_EQ(shares[0].reached, 5);
    EXPECT_EQ(shares[2].nearest, 0u) << "the nearest that has a place";
    offers[0].places.reset();
    EXPECT_EQ(share_out(towns, offers, reach)[0].reached, 5) << "nobody said how many it takes";
}

TEST(ShareOut, NeverGivesMoreThanThereIsNorLeavesAPlaceAndAPersonSideBySide) {
    EXPECT_TRUE(rc::check([] {
        auto position = [] {
            return Position{29'600'000 + *rc::gen::inRange(0, 300'000), 120'200'000};
        };
        std::vector<Demand> towns(std::size_t(*rc::gen::inRange(1, 6)));
        for (auto& one : towns) one = {*rc::gen::inRange<std::int64_t>(0, 20), position()};
        std::vector<Offer> offers(std::size_t(*rc::gen::inRange(1, 5)));
        for (auto& one : offers) one = {*rc::gen::inRange<std::int64_t>(0, 30), position()};
        auto shares = share_out(towns, offers, reach);
        std::int64_t given = 0, places = 0, people = 0;
        bool all_near = true;
        for (std::size_t i = 0; i < towns.size(); ++i) {
            RC_ASSERT(shares[i].reached >= 0 && shares[i].reached <= towns[i].people);
            given += shares[i].reached;
            people += towns[i].people;
            for (auto& offer : offers)
                all_near &= geography::metres(*towns[i].at, *offer.at) <= reach;
        }
        for (auto& one : offers) places += *one.places;
        RC_ASSERT(given <= places);
        // where everything is near, the smaller side is used up
        RC_ASSERT(!all_near || given == std::min(people, places));
    }));
}

TEST(Catalogue, TheShippedOneNamesFiveServicesAndBothHorizons) {
    auto all = shipped();
    EXPECT_EQ(all.services.size(), 5u);
    EXPECT_EQ(all.horizons, (std::vector<Date>{d("2025-12-31"), d("2030-12-31")}));
    EXPECT_TRUE(all.schematic);
    EXPECT_EQ(all.regions.size(), 23u) << "every town of the demo county";
    EXPECT_TRUE(all.organisations.contains(401));
    auto bare = Catalogue::read(std::filesystem::path(BANXING_SOURCE_DIR) / "data", false);
    ASSERT_TRUE(bare);
    EXPECT_TRUE(bare->regions.empty()) << "the demo's points are nobody else's";
}

TEST(Map, NeedAgainstPlacesTodayAndAtBothHorizons) {
    auto catalogue = shipped();
    for (auto& database :
         db::testing_databases({access::migrations(), consequences::migrations()})) {
        SCOPED_TRACE(database.name());
        auto written =
            database->write(db::Priority::interactive, [](db::Session& s) -> Result<int> {
                TRY(access::add_organisation(s, {OrganisationId{401},
                                                 {},
                                                 "rehabilitation_institution",
                                                 330681000000,
                                                 {"甲", "A"}}));
                TRY(access::add_organisation(
                    s, {OrganisationId{9}, {}, "hospital", 330600000000, {"乙", "B"}}));
                consequences::Cells cells;
                auto add = [&](std::int64_t town, int month, int below, int above) {
                    cells[{"child_rehabilitation.in_rehabilitation", town, month}] = {below, above};
                };
                add(330681104000, 2024 * 12, 10, 4);
                add(330681104000, 2026 * 12, 10, 2);
                add(330681001000, 2026 * 12, 4, 4);
                return int(TRY(consequences::put_cells(s, cells)));
            });
        ASSERT_TRUE(written);
        insight::Cube cube;
        auto ask = [&](const char* service, std::optional<Date> horizon) {
            auto found = database->read([&](db::Session& session) {
                return resources::map(session, cube, catalogue,
                                      {"330681", catalogue.find(service), horizon},
                                      d("2026-11-22"));
            });
            EXPECT_TRUE(found);
            return found ? *found : Map{};
        };
        auto now = ask("rehabilitation", {});
        ASSERT_EQ(now.providers.size(), 1u);
        ASSERT_EQ(now.towns.size(), 2u);
        EXPECT_EQ(now.towns[1].need, 20);
        EXPECT_EQ(now.towns[1].missing, 14);
        EXPECT_EQ(now.towns[1].gap, 14) << "Diankou lies 24 km from the only one";
        EXPECT_EQ(now.towns[1].nearest, 0u);
        EXPECT_EQ(now.towns[0].gap, 0);
        auto past = ask("rehabilitation", d("2025-12-31"));
        EXPECT_EQ(past.basis, Basis::recorded);
        ASSERT_EQ(past.towns.size(), 2u);
        EXPECT_EQ(past.towns[0].need, 0) << "nobody yet";
        EXPECT_EQ(past.towns[1].need, 10);
        auto ahead = ask("rehabilitation", d("2030-12-31"));
        EXPECT_EQ(ahead.basis, Basis::projected);
        // 24 now, 10 a year ago, 49 months ahead: 24 + 14 · 49 ÷ 12 = 81; 20/24 of it
        EXPECT_EQ(ahead.towns[1].need, 68);
        EXPECT_EQ(ask("diagnosis", {}).providers.size(), 1u) << "the city's hospital serves us too";
        EXPECT_EQ(ask("care", d("2030-12-31")).basis, Basis::as_now);
    }
}
