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

} // namespace
} // namespace banxing::http
