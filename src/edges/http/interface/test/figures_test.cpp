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

} // namespace
} // namespace banxing::http
