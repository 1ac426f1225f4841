// What lies between an approved claim and the money, and behind it: the budget, the bank's file and
// its answer, a month that is closed, money asked back, a simulation.
#include "desks.h"

#include <policy/store.h>

namespace banxing::http {
namespace {

const std::string benefit = "child_rehabilitation.training_subsidy";

class MoneyTest : public DeskTest {
protected:
    /// The claim of a child whose January was billed, approved; the number of the claim.
    int approved(const std::string& subject, std::int64_t fen) {
        auto year = iso(today_).substr(0, 4);
        put("township_doctor", subject, "base.household_registration", add_months(today_, -14),
            {{"region", "330681104"}});
        put("hospital", subject, "autism_screening.diagnosis", add_months(today_, -14),
            {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}});
        bill(subject, fen);
        Json item{{"subject", subject}, {"benefit", benefit}, {"cap_period", year}};
        auto payable = got(reviewer_, "/api/payables");
        for (auto& one : payable["items"])
            if (one["subject"] == subject) item["amount"] = one["net"];
        auto proposed = ask(reviewer_, "POST", "/api/claims", {}, {{"items", {item}}});
        EXPECT_EQ(Json::parse(proposed.body)["done"], 1) << proposed.body;
        auto waiting = got(approver_, "/api/payables", {}, "?state=proposed")["items"];
        EXPECT_EQ(waiting.size(), 1U);
        int claim = waiting.at(0)["claim"];
        auto done = ask(approver_, "POST", "/api/claims/{act}", {"approve"}, {{"claims", {claim}}});
        EXPECT_EQ(Json::parse(done.body)["done"], 1) << done.body;
        return claim;
    }

    void bill(const std::string& subject, std::int64_t fen) {
        put("institution", subject, "child_rehabilitation.institution_month", today_,
            {{"month", iso(today_).substr(0, 4) + "-01"},
             {"sessions", 8},
             {"fee_total", fen},
             {"self_paid", fen}});
    }

    /// The stand compiles its policy by itself; here it is published as at a first start.
    void propose_shipped() {
        must(stand_.database.write(db::Priority::interactive, [&](db::Session& session) {
            auto files = must(policy::read_files(fs::path(source) / "systems",
                                                 fs::path(source) / "data/calendar/china.tsv"));
            return policy::propose(session, files, stand_.clock.now());
        }));
    }

    std::string batch() {
        auto made = ask(approver_, "POST", "/api/batches", {}, {{"benefit", benefit}});
        EXPECT_EQ(made.status, 201) << made.body;
        return std::to_string(Json::parse(made.body)["id"].get<int>());
    }

    Answer take_return(const std::string& batch, const std::string& lines) {
        auto answer =
            raw("POST", "/api/batches/" + batch + "/return-file?paid_on=" + iso(today_),
                "流水号,户名,金额,结果,原因\n" + lines,
                finance_.headers + "X-File-Name: answer.csv\r\n", "application/octet-stream");
        hold("post", "/api/batches/{batch}/return-file", answer);
        return answer;
    }

    Desk doctor_ = log_in("township_doctor"), reviewer_ = log_in("federation_reviewer"),
         approver_ = log_in("federation_approver"), finance_ = log_in("finance");
};

TEST_F(MoneyTest, ABatchGoesToTheBankAndItsAnswerComesBack) {
    auto claim = approved(child(doctor_, 48), 200'000);
    auto id = batch();
    EXPECT_EQ(ask(finance_, "GET", "/api/batches/{batch}/bank.csv", {id}).status, 409)
        << "not before finance has confirmed it";
    EXPECT_EQ(ask(approver_, "POST", "/api/batches/{batch}/confirmed", {id}).status, 403);
    EXPECT_EQ(ask(finance_, "POST", "/api/batches/{batch}/confirmed", {id}).status, 200);
    auto list = ask(finance_, "GET", "/api/batches/{batch}/export.csv", {id});
    EXPECT_EQ(list.status, 200);
    EXPECT_NE(list.body.find("林小满"), std::string::npos);
    auto file = ask(finance_, "GET", "/api/batches/{batch}/bank.csv", {id});
    EXPECT_NE(file.body.find("2000.00"), std::string::npos) << file.body;

    auto number = std::to_string(claim);
    EXPECT_EQ(take_return(id, number + ",林小满,1999.99,成功,\n").status, 400);
    EXPECT_EQ(take_return("77", number + ",林小满,2000,成功,\n").status, 404);
    auto back = take_return(id, number + ",林小满,2000,失败,账号已注销\n");
    ASSERT_EQ(back.status, 200) << back.body;
    EXPECT_EQ(Json::parse(back.body)["lines"][0]["reason"], "账号已注销");
    EXPECT_EQ(got(approver_, "/api/payables", {}, "?state=returned")["items"].size(), 1U);

    auto month = iso(today_).substr(0, 7);
    EXPECT_EQ(ask(finance_, "POST", "/api/months", {}, {{"month", "2026"}}).status, 400);
    auto closed = ask(finance_, "POST", "/api/months", {}, {{"month", month}});
    EXPECT_EQ(closed.status, 204) << closed.body;
    EXPECT_EQ(got(finance_, "/api/months")["items"][0]["month"], month);
}

TEST_F(MoneyTest, MoneyPaidIsAskedBackByAPersonWithAReason) {
    auto subject = child(doctor_, 48);
    auto claim = std::to_string(approved(subject, 200'000));
    auto id = batch();
    ASSERT_EQ(
        ask(finance_, "POST", "/api/batches/{batch}/paid", {id}, {{"paid_on", iso(today_)}}).status,
        200);
    Json what{{"amount", 50'000}, {"reason", "机构更正了账单"}, {"reference", "追回1"}};
    auto recover = [&](const Desk& desk, const char* step) {
        return ask(desk, "POST", "/api/recoveries/{claim}/{step}", {claim, step}, what).status;
    };
    EXPECT_EQ(recover(reviewer_, "demand"), 403);
    EXPECT_EQ(recover(approver_, "forget"), 404);
    what["reason"] = "";
    EXPECT_EQ(recover(approver_, "demand"), 400);
    what["reason"] = "机构更正了账单";
    EXPECT_EQ(recover(approver_, "demand"), 409) << "nothing is too much";
    bill(subject, 150'000);
    EXPECT_EQ(recover(approver_, "demand"), 204);
    what["reference"] = "回款1";
    EXPECT_EQ(recover(approver_, "received"), 403) << "the cash desk's";
    EXPECT_EQ(recover(finance_, "received"), 204);
    what["reference"] = "回款2";
    EXPECT_EQ(recover(finance_, "received"), 409) << "nothing is owed any more";
}

TEST_F(MoneyTest, ALineOfTheBudgetFromItsOpeningToTheAnswerFromAbove) {
    Json line{{"year", int(today_.year())}, {"source", "county"}, {"title", "县级预算"}};
    EXPECT_EQ(ask(reviewer_, "POST", "/api/budget/lines", {}, line).status, 403);
    auto opened = ask(finance_, "POST", "/api/budget/lines", {}, line);
    ASSERT_EQ(opened.status, 201) << opened.body;
    auto id = std::to_string(Json::parse(opened.body)["id"].get<int>());
    auto book = [&](const char* act, int fen, const char* paper) {
        return ask(finance_, "POST", "/api/budget/lines/{line}/{act}", {id, act},
                   {{"amount", fen}, {"reason", "年初"}, {"reference", paper}})
            .status;
    };
    EXPECT_EQ(book("appropriate", 500'000, "财文1"), 204);
    EXPECT_EQ(book("cut", 600'000, "财文2"), 409) << "more than there is";
    EXPECT_EQ(book("burn", 1, "财文3"), 404);
    auto asked = ask(finance_, "POST", "/api/budget/lines/{line}/applications", {id},
                     {{"amount", 300'000}, {"reason", "不足"}});
    ASSERT_EQ(asked.status, 201) << asked.body;
    auto application = std::to_string(Json::parse(asked.body)["id"].get<int>());
    EXPECT_EQ(ask(finance_, "POST", "/api/budget/applications/{application}", {application},
                  {{"amount", 200'000}, {"reason", "市级追加"}, {"reference", "市财文1"}})
                  .status,
              204);
    EXPECT_EQ(got(reviewer_, "/api/budget")["lines"][0]["available"], 700'000);
    EXPECT_GE(got(reviewer_, "/api/budget/lines/{line}", {id})["items"].size(), 2U);
}

TEST_F(MoneyTest, ALaterCorrectionStandsBesideWhatWasDecided) {
    auto subject = child(doctor_, 48);
    approved(subject, 200'000);
    bill(subject, 150'000);
    auto year = iso(today_).substr(0, 4);
    auto all =
        got(reviewer_, "/api/people/{subject}/benefits/{benefit}/{year}", {subject, benefit, year});
    EXPECT_EQ(all["net"], -50'000);
    ASSERT_EQ(all["months"].size(), 1U) << all.dump();
    auto& month = all["months"][0];
    EXPECT_EQ(month["difference"], -50'000);
    EXPECT_EQ(month["why"]["amount"], 150'000);
    EXPECT_EQ(month["why"]["then"][0]["why"]["amount"], 200'000);
    EXPECT_EQ(ask(reviewer_, "GET", "/api/people/{subject}/benefits/{benefit}/{year}",
                  {subject, benefit, "1999"})
                  .status,
              404);
}

TEST_F(MoneyTest, AnObjectionHoldsAClaimAndTheFamilysWordIsKept) {
    auto subject = child(doctor_, 48);
    int claim = approved(subject, 200'000);
    EXPECT_EQ(got(approver_, "/api/steps")["items"][1]["step"], "batch");
    auto raised = ask(reviewer_, "POST", "/api/objections", {},
                      {{"claim", claim}, {"said", "公示期间有人反映"}});
    ASSERT_EQ(raised.status, 201) << raised.body;
    EXPECT_EQ(ask(approver_, "POST", "/api/batches", {}, {{"benefit", benefit}}).status, 409);
    auto list = got(approver_, "/api/objections")["items"];
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["said"], "公示期间有人反映");
    auto answer = ask(approver_, "POST", "/api/objections/{objection}",
                      {std::to_string(list[0]["id"].get<int>())},
                      {{"outcome", "upheld"}, {"answer", "情况属实"}});
    EXPECT_EQ(answer.status, 204) << answer.body;
    EXPECT_EQ(got(reviewer_, "/api/payables")["items"][0]["net"], 200'000);
    auto word = ask(reviewer_, "PUT", "/api/people/{subject}/benefits/{benefit}",
                    {subject, benefit}, {{"choice", "declined"}});
    EXPECT_EQ(word.status, 204) << word.body;
    EXPECT_TRUE(got(reviewer_, "/api/payables")["items"].empty());
    bool declined = false;
    auto benefits = got(reviewer_, "/api/people/{subject}/benefits", {subject});
    for (auto& one : benefits["items"])
        declined |= one["benefit"] == benefit && one["wish"] == "declined";
    EXPECT_TRUE(declined);
}

TEST_F(MoneyTest, TwoPeoplePublishAChangeBeneathTheServer) {
    propose_shipped();
    auto leader = log_in("leader");
    auto before = stand_.office.program->source().version;
    std::ifstream file(fs::path(source) / "data/changes/nine-for-all.yaml");
    Json wanted{{"change", std::string{std::istreambuf_iterator<char>(file), {}}}};
    auto wrong = wanted;
    auto text = wanted["change"].get<std::string>();
    wrong["change"] = text.replace(text.find("amount: 400000"), 14, "amount: 399999");
    auto refused = ask(reviewer_, "POST", "/api/policy/drafts", {}, wrong);
    EXPECT_EQ(refused.status, 400);
    EXPECT_NE(refused.body.find("月上限4000元从2027年7月起"), std::string::npos) << "its own case";
    auto made = ask(reviewer_, "POST", "/api/policy/drafts", {}, wanted);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(ask(reviewer_, "POST", "/api/policy/drafts", {}, wanted).status, 409);
    std::string version = Json::parse(made.body)["version"];
    auto consent = [&](const Desk& desk, const char* choice) {
        return ask(desk, "POST", "/api/policy/drafts/{version}/consents", {version},
                   {{"choice", choice}})
            .status;
    };
    auto publish = [&] {
        return ask(leader, "POST", "/api/policy/drafts/{version}/publication", {version},
                   Json::object())
            .status;
    };
    EXPECT_EQ(consent(reviewer_, "given"), 403);
    EXPECT_EQ(consent(approver_, "refused"), 400) << "a no says why";
    EXPECT_EQ(consent(approver_, "given"), 204);
    EXPECT_EQ(publish(), 409);
    EXPECT_EQ(consent(finance_, "given"), 204);
    EXPECT_EQ(stand_.office.program->source().version, before);
    EXPECT_EQ(publish(), 204);
    EXPECT_EQ(stand_.office.program->source().version, version);
    auto list = got(leader, "/api/policy/drafts");
    EXPECT_EQ(list["ruling"], version);
    EXPECT_EQ(list["items"][0]["state"], "published");
    EXPECT_EQ(list["items"][0]["consents"].size(), 2U);
}

TEST_F(MoneyTest, ASimulatedChangeAndWhatLooksSuspicious) {
    propose_shipped();
    std::ifstream file(fs::path(source) / "data/changes/nine-for-all.yaml");
    std::string change{std::istreambuf_iterator<char>(file), {}};
    Json wanted{{"change", change}, {"window", "coming"}};
    EXPECT_EQ(ask(doctor_, "POST", "/api/simulations", {}, wanted).status, 403);
    auto answer = ask(reviewer_, "POST", "/api/simulations", {}, wanted);
    EXPECT_EQ(answer.status, 200) << answer.body;
    wanted["change"] = "zh: 空\ntables: [{file: nothing.dmn, cells: {a: '1'}}]";
    auto refused = ask(reviewer_, "POST", "/api/simulations", {}, wanted);
    EXPECT_EQ(refused.status, 400);
    EXPECT_NE(refused.body.find("nothing.dmn"), std::string::npos) << refused.body;
    EXPECT_TRUE(got(reviewer_, "/api/suspicions", {}, "?month=" + iso(today_).substr(0, 7))["items"]
                    .is_array());
}

} // namespace
} // namespace banxing::http
