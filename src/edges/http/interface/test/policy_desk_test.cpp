// The policy desk: what rules, who stands where, what the cases say, a decision tried out.
#include "desks.h"

namespace banxing::http {
namespace {

class PolicyDeskTest : public DeskTest {
protected:
    static Json stage_sums(const Json& system) {
        int people = 0, stuck = 0;
        for (const auto& stage : system["pathway"]["stages"]) {
            people += stage.value("people", 0);
            stuck += stage.value("stuck", 0);
        }
        return {people, stuck};
    }
    static Json training(const Json& facts) {
        return {{"model", "training_subsidy.dmn"},
                {"decision", "training_subsidy_amount"},
                {"facts", facts}};
    }
    Json tried(const Desk& desk, const Json& body) {
        auto answer =
            ask(desk, "POST", "/api/policy/systems/{system}/try", {"child_rehabilitation"}, body);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return Json::parse(answer.body);
    }

    Desk doctor = log_in("township_doctor"), reviewer = log_in("federation_reviewer");
};

const char* const one_system = "/api/policy/systems/{system}";

TEST_F(PolicyDeskTest, WhatRulesIsSeenAndTwoVersionsAreCompared) {
    auto files = must(policy::read_files(fs::path(source) / "systems",
                                         fs::path(source) / "data/calendar/china.tsv"));
    auto propose = [&] {
        return must(stand_.database.write(db::Priority::interactive, [&](db::Session& session) {
            return policy::propose(session, files, stand_.clock.now());
        }));
    };
    auto ruling = propose().ruling;
    files["base/words_of_a_draft.yaml"] = "zh: 试\n";
    auto draft = propose().draft.value();
    auto all = got(doctor, "/api/policy");
    EXPECT_GT(all["systems"].size(), 40U);
    EXPECT_EQ(all["sets"].size(), 2U);
    EXPECT_GT(all["clauses"].size(), 20U);
    auto changed =
        got(doctor, "/api/policy/differences", {}, "?from=" + ruling + "&to=" + draft)["files"];
    ASSERT_EQ(changed.size(), 1U);
    EXPECT_EQ(changed[0]["path"], "base/words_of_a_draft.yaml");
    EXPECT_FALSE(changed[0].contains("before"));
    EXPECT_EQ(ask(doctor, "GET", "/api/policy/differences", {}, nullptr, "?from=x&to=y").status,
              404);
}

TEST_F(PolicyDeskTest, PeopleAreCountedOnTheirStagesForThoseWhoReadTheSystem) {
    auto subject = child(doctor);
    put("township_doctor", subject, "autism_screening.child_health_check", add_days(today_, -150),
        {{"visit_age", "12月"}, {"signs", {"12月-1"}}, {"regression", false}});
    auto seen = got(doctor, one_system, {"autism_screening"});
    EXPECT_EQ(seen["counted"], true);
    EXPECT_EQ(stage_sums(seen), (Json{1, 1})) << "late, and so stuck";
    EXPECT_GT(seen["pathway"]["edges"].size(), 10U);
    auto leader = log_in("leader");
    auto towns = got(leader, "/api/workload")["items"];
    ASSERT_EQ(towns.size(), 1U);
    EXPECT_EQ(towns[0]["code"], stand_.town);
    EXPECT_GE(towns[0]["overdue"], 1);
    EXPECT_GE(towns[0]["open"], towns[0]["overdue"]);
    EXPECT_EQ(got(doctor, "/api/workload")["items"][0]["code"], stand_.village);
    EXPECT_EQ(got(leader, "/api/budget")["benefits"].size(), 0U) << "the lines only";
    auto unseen = got(leader, one_system, {"autism_screening"});
    EXPECT_EQ(unseen["counted"], false);
    EXPECT_EQ(stage_sums(unseen), (Json{0, 0}));
    EXPECT_EQ(ask(doctor, "GET", one_system, {"nothing"}).status, 404);
}

TEST_F(PolicyDeskTest, TheCasesOfASystemRunHere) {
    auto cases = got(doctor, "/api/policy/systems/{system}/cases", {"child_rehabilitation"});
    EXPECT_GT(cases["passed"], 20);
    EXPECT_EQ(cases["failed"], 0);
    EXPECT_FALSE(cases["clauses"].empty());
}

TEST_F(PolicyDeskTest, ADecisionIsTriedOnFactsOrOnAFileThatOneMayRead) {
    auto by_hand = tried(doctor, training({{"base.age_years", 5}}));
    EXPECT_EQ(by_hand["known"], false);
    EXPECT_FALSE(by_hand["needs"].empty());
    auto subject = child(doctor, 60);
    auto body = training({{"autism_screening.confirmed", false}});
    body["subject"] = subject;
    auto of_file = tried(reviewer, body);
    EXPECT_EQ(of_file["facts"]["base.age_years"], 5) << of_file;
    EXPECT_EQ(of_file["facts"]["autism_screening.confirmed"], false) << "by hand";
    auto leader = log_in("leader");
    EXPECT_EQ(
        ask(leader, "POST", "/api/policy/systems/{system}/try", {"child_rehabilitation"}, body)
            .status,
        404)
        << "reads nothing of it";
    body["facts"]["base.age_years"] = "five";
    EXPECT_EQ(
        ask(reviewer, "POST", "/api/policy/systems/{system}/try", {"child_rehabilitation"}, body)
            .status,
        400);
}

} // namespace
} // namespace banxing::http
