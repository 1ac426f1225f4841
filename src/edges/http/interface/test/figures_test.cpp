// Figures from the board down to the record, and what a unit enters: held against openapi.yaml.
#include "desks.h"

namespace banxing::http {
namespace {

using FiguresTest = DeskTest;

constexpr const char* screening = "autism_screening.initial_screening_rate";

TEST_F(FiguresTest, FromTheBoardToTheReasonsOfOnePerson) {
    auto doctor = log_in("township_doctor");
    auto subject = child(doctor);
    EXPECT_EQ(ask(doctor, "GET", "/api/figures").status, 200);
    auto one = ask(doctor, "GET", "/api/figures/{indicator}", {screening});
    ASSERT_EQ(one.status, 200) << one.body;
    auto people = ask(doctor, "GET", "/api/figures/{indicator}/people", {screening}, nullptr,
                      "?part=missing");
    ASSERT_EQ(people.status, 200) << people.body;
    EXPECT_EQ(Json::parse(people.body)["total"], 1);
    EXPECT_EQ(ask(doctor, "GET", "/api/figures/{indicator}/people/{subject}", {screening, subject})
                  .status,
              200);
    auto by_age = got(log_in("leader"), "/api/figures/{indicator}/by-age", {screening});
    ASSERT_EQ(by_age["bands"].size(), 1U);
    EXPECT_EQ(by_age["bands"][0]["people"], 1);
    EXPECT_EQ(ask(doctor, "GET", "/api/figures/table.csv").status, 200);
    EXPECT_EQ(ask(doctor, "GET", "/api/figures/table.json").status, 200);
}

TEST_F(FiguresTest, AUnitEntersWhatComesFromElsewhere) {
    auto officer = log_in("unit_officer");
    Json what{{"region", "330681"},
              {"month", "2025-12"},
              {"below", 100},
              {"above", 87},
              {"source", "环境年报"}};
    auto entered = ask(officer, "POST", "/api/figures/{indicator}/entries",
                       {"disability_prevention.night_noise"}, what);
    EXPECT_EQ(entered.status, 201) << entered.body;
}

TEST_F(FiguresTest, AnOrderIsNotedProgressAnswersAndNobodyElseWrites) {
    auto leader = log_in("leader"), officer = log_in("unit_officer");
    auto duties = got(leader, "/api/duties")["duties"];
    ASSERT_GE(duties.size(), 10U);
    EXPECT_GE(got(leader, "/api/projects")["projects"].size(), 9U);
    std::string about = "duty/" + duties[0]["id"].get<std::string>();
    auto note = [&](const Desk& desk, const char* kind, const std::string& text) {
        return ask(desk, "POST", "/api/notes", {},
                   {{"about", about},
                    {"kind", kind},
                    {"day", iso(today_)},
                    {"due", iso(add_days(today_, 7))},
                    {"text", text}})
            .status;
    };
    EXPECT_EQ(note(officer, "order", "七日内报来名单"), 403) << "a supervisor's";
    EXPECT_EQ(note(leader, "rumour", "七日内报来名单"), 400);
    EXPECT_EQ(note(leader, "order", "七日内报来名单"), 201);
    EXPECT_EQ(note(officer, "progress", "名单已报"), 201);
    auto notes = got(officer, "/api/notes", {}, "?about=" + about)["items"];
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(notes[0]["text"], "七日内报来名单");
    EXPECT_EQ(got(leader, "/api/duties")["duties"][0]["open_orders"], 1);
}

TEST_F(FiguresTest, TheMapHoldsProvidersTownsAndHorizons) {
    auto doctor = log_in("township_doctor");
    child(doctor);
    auto leader = log_in("leader");
    auto now = got(leader, "/api/resources", {}, "?service=rehabilitation");
    EXPECT_EQ(now["basis"], "today");
    ASSERT_EQ(now["providers"].size(), 1U);
    EXPECT_EQ(now["providers"][0]["taken"], 0);
    EXPECT_EQ(now["schematic"], false) << "the demo's points are nobody else's";
    auto horizons = now["horizons"];
    ASSERT_EQ(horizons.size(), 2U);
    auto last = got(leader, "/api/resources", {}, "?horizon=" + horizons[1].get<std::string>());
    EXPECT_NE(last["basis"], "today");
    EXPECT_EQ(ask(leader, "GET", "/api/resources", {}, nullptr, "?horizon=2027-01-01").status, 404);
    EXPECT_EQ(ask(leader, "GET", "/api/resources", {}, nullptr, "?service=none").status, 404);
    EXPECT_EQ(ask(leader, "GET", "/api/resources", {}, nullptr, "?region=3301").status, 403);
}

TEST_F(FiguresTest, TheReportSaysWhatTheFiguresSayAndIsFrozen) {
    auto doctor = log_in("township_doctor"), leader = log_in("leader");
    child(doctor);
    auto report = got(leader, "/api/report");
    ASSERT_GE(report["parts"].size(), 4U);
    EXPECT_EQ(report["parts"][0]["id"], "overall");
    EXPECT_FALSE(report.contains("frozen"));
    auto year = got(leader, "/api/report", {}, "?span=year");
    EXPECT_NE(year["title"], report["title"]);
    auto book = ask(leader, "GET", "/api/report.xlsx", {}, nullptr, "?language=en");
    EXPECT_EQ(book.status, 200);
    EXPECT_EQ(book.body.substr(0, 2), "PK");
    auto month = iso(add_months(first_of_month(today_), -1)).substr(0, 7);
    Json what{{"region", "330681"}, {"month", month}};
    EXPECT_EQ(ask(doctor, "POST", "/api/report", {}, what).status, 403);
    EXPECT_EQ(ask(leader, "POST", "/api/report", {},
                  {{"region", "330681"}, {"month", iso(today_).substr(0, 7)}})
                  .status,
              409)
        << "the month has not ended";
    EXPECT_EQ(ask(leader, "POST", "/api/report", {}, what).status, 201);
    EXPECT_EQ(ask(leader, "GET", "/api/report", {}, nullptr, "?month=" + month).status, 200);
}

TEST_F(FiguresTest, AMeetingDecidesAndTheFundGrants) {
    auto leader = log_in("leader");
    auto note = [&](Json what) {
        what["about"] = "group";
        what["day"] = iso(today_);
        what["text"] = "演示";
        auto answer = ask(leader, "POST", "/api/notes", {}, what);
        EXPECT_EQ(answer.status, 201) << answer.body;
        return Json::parse(answer.body)["id"].get<std::int64_t>();
    };
    auto meeting = note({{"kind", "meeting"}});
    note({{"kind", "decision"}, {"answers", meeting}, {"unit", "health"}});
    note({{"kind", "fund"}, {"amount", 5'000'000}});
    auto call = note({{"kind", "call"}, {"due", iso(add_days(today_, 30))}});
    note({{"kind", "grant"}, {"answers", call}, {"amount", 2'000'000}});
    auto threads = got(leader, "/api/group");
    ASSERT_EQ(threads["meetings"].size(), 1U);
    EXPECT_EQ(threads["meetings"][0]["decisions"].size(), 1U);
    EXPECT_EQ(threads["research"]["granted"], 2'000'000);
    EXPECT_EQ(threads["research"]["calls"][0]["open"], true);
}

} // namespace
} // namespace banxing::http
