// A list from the upload to its undoing, a doubt that is decided, a payment to its end: as a desk
// asks for them.
#include "../../../../platform/files/test/made_book.h"
#include "desks.h"

#include <core/identity_number.h>
#include <files/sheet.h>

namespace banxing::http {
namespace {

std::string number(const std::string& sequence) {
    std::string first = "99000020220520" + sequence;
    return first + identity_check_digit(first);
}

class ListsTest : public DeskTest {
protected:
    Answer upload(const Desk& desk, const std::string& kind, const std::string& sheet,
                  const std::string& more = "") {
        auto answer = raw("POST", "/api/imports?kind=" + kind, sheet, desk.headers + more,
                          "application/octet-stream");
        hold("post", "/api/imports", answer);
        return answer;
    }

    /// Handed in, the proposal confirmed over the web, worked to the end. Its number.
    std::string bring(const Desk& desk, const std::string& kind, const std::string& sheet) {
        auto handed = upload(desk, kind, sheet);
        EXPECT_EQ(handed.status, 202) << handed.body;
        auto import = Json::parse(handed.body);
        auto id = std::to_string(import["id"].get<int>());
        if (import["state"] == "mapping") {
            Json columns = Json::array();
            for (auto& one : import["header"])
                columns.push_back({{"column", one["column"]}, {"field", one["field"]}});
            auto started =
                ask(desk, "PUT", "/api/imports/{import}/mapping", {id}, {{"columns", columns}});
            EXPECT_EQ(started.status, 202) << started.body;
        }
        must(stand_.intake->work(import["id"], {}));
        return id;
    }

    Json one(const Desk& desk, const std::string& id) {
        return Json::parse(ask(desk, "GET", "/api/imports/{import}", {id}).body);
    }

    /// The bank returns the payment: it waits to be tried again.
    void come_back(const Desk& finance, const Desk& approver, const std::string& batch,
                   const Json& claim) {
        Json back{{"claims", {claim}}, {"returned_on", iso(today_)}, {"reason", "账号已注销"}};
        auto returned = ask(finance, "POST", "/api/batches/{batch}/returned", {batch}, back);
        EXPECT_EQ(returned.status, 200) << returned.body;
        auto lies = ask(approver, "GET", "/api/payables", {}, nullptr, "?state=returned");
        EXPECT_EQ(Json::parse(lies.body)["items"].size(), 1U) << lies.body;
    }
};

const std::string headings = "姓名,性别,出生日期,身份证号,监护人电话,检查日期,检查月龄,预警征象,"
                             "语言或社交障碍或倒退\r\n";

TEST_F(ListsTest, FromTheUploadToTheUndoing) {
    auto doctor = log_in("township_doctor");
    auto id = bring(doctor, "child_health_check",
                    headings + "林小满,男,2022-05-20," + number("011") +
                        ",13800000000,2026-05-20,4岁,无,否\r\n=1+1,男,2022-05-20,,13800000001,"
                        "2026-05-20,4岁,很多,否\r\n");
    auto done = one(doctor, id);
    EXPECT_EQ(done["state"], "done");
    EXPECT_EQ(done["good"], 1);
    EXPECT_EQ(done["bad"], 1);
    EXPECT_EQ(done["header"][0]["samples"], (Json{"林小满", "=1+1"})) << done["header"].dump();
    auto sheet = ask(doctor, "GET", "/api/imports/{import}/rejects.xlsx", {id});
    ASSERT_EQ(sheet.status, 200);
    auto rejects = files::read_all(sheet.body);
    ASSERT_EQ(rejects.rows.size(), 2U) << rejects.refusal();
    EXPECT_EQ(rejects.cell(1, 0).text, "=1+1");
    EXPECT_FALSE(rejects.cell(1, 0).formula);
    auto undone = ask(doctor, "POST", "/api/imports/{import}/undo", {id}, {{"reason", "交错了"}});
    EXPECT_EQ(undone.status, 202) << undone.body;
    must(stand_.intake->work(std::stoi(id), {}));
    EXPECT_EQ(one(doctor, id)["state"], "undone");
    EXPECT_EQ(Json::parse(ask(doctor, "GET", "/api/imports").body)["items"].size(), 1U);
    auto found = ask(doctor, "POST", "/api/people", {}, {{"query", "林小满"}});
    EXPECT_EQ(Json::parse(found.body)["items"].size(), 0U);
}

TEST_F(ListsTest, ADoubtIsDecided) {
    auto doctor = log_in("township_doctor");
    child(doctor);
    auto born = iso(add_months(today_, -18));
    auto id =
        bring(doctor, "child_health_check",
              headings + "林小满,男," + born + ",,13900000009," + iso(today_) + ",18月,无,否\r\n");
    EXPECT_EQ(one(doctor, id)["doubtful"], 1);
    auto desk = Json::parse(ask(doctor, "GET", "/api/doubts").body);
    ASSERT_EQ(desk["items"].size(), 1U);
    auto doubt = std::to_string(desk["items"][0]["id"].get<int>());
    auto shown = Json::parse(ask(doctor, "GET", "/api/doubts/{doubt}", {doubt}).body);
    Json verdict{{"decision", "same"}, {"reason", "问过家长"}};
    EXPECT_EQ(ask(doctor, "POST", "/api/doubts/{doubt}", {doubt}, verdict).status, 400)
        << "who is it?";
    verdict["subject"] = to_text(SubjectId(42));
    EXPECT_EQ(ask(doctor, "POST", "/api/doubts/{doubt}", {doubt}, verdict).status, 400)
        << "somebody else";
    verdict["subject"] = shown["candidates"][0]["person"]["subject"];
    EXPECT_EQ(ask(doctor, "POST", "/api/doubts/{doubt}", {doubt}, verdict).status, 204);
    EXPECT_EQ(ask(doctor, "POST", "/api/doubts/{doubt}", {doubt}, verdict).status, 409);
    auto file = Json::parse(ask(doctor, "GET", "/api/people/{subject}", {verdict["subject"]}).body);
    EXPECT_TRUE(std::any_of(file["timeline"].begin(), file["timeline"].end(), [](auto& entry) {
        return entry["form"] == "autism_screening.child_health_check";
    }));
}

TEST_F(ListsTest, OnlyTheReviewerHandsInOpeningBalances) {
    const std::string sheet = "姓名,性别,出生日期,身份证号,登记日期,补贴月份,已发金额\r\n林小满,男,"
                              "2022-05-20," +
                              number("011") + ",2026-04-01,2026-03,3000\r\n";
    auto reviewer = log_in("federation_reviewer");
    auto kinds = Json::parse(ask(reviewer, "GET", "/api/import-kinds").body)["kinds"];
    ASSERT_EQ(kinds.size(), 1U);
    EXPECT_EQ(kinds[0]["id"], "already_paid");
    EXPECT_EQ(one(reviewer, bring(reviewer, "already_paid", sheet))["good"], 1);
    EXPECT_EQ(upload(reviewer, "institution_month", sheet).status, 403);
    for (const auto* role : {"federation_approver", "finance", "township_doctor", "county_mch",
                             "hospital", "institution", "village_worker", "administrator"})
        EXPECT_EQ(upload(log_in(role), "already_paid", sheet).status, 403) << role;
}

TEST_F(ListsTest, ANewcomerSetsThePassword) {
    must(stand_.database.write(db::Priority::interactive, [&](db::Session& s) {
        return access::set_code(s, "village_worker", stand_.access.hash_password("ABCD-EFGH"),
                                Instant{stand_.clock.now().ms + 3'600'000});
    }));
    auto in =
        raw("POST", "/api/session", R"({"name":"village_worker","password":"ABCD-EFGH"})", "");
    ASSERT_EQ(in.status, 200) << in.body;
    auto desk = desk_of(in);
    EXPECT_EQ(ask(desk, "GET", "/api/tasks").status, 403) << "not before";
    Json words{{"password", "ABCD-EFGH"}, {"new_password", "Correct horse battery"}};
    auto set = ask(desk, "PUT", "/api/session/password", {}, words);
    EXPECT_EQ(set.status, 200) << set.body;
    EXPECT_EQ(ask(desk_of(set), "GET", "/api/tasks").status, 200);
    EXPECT_EQ(ask(desk_of(set), "PUT", "/api/session/password", {}, words).status, 403)
        << "the old one counts no more";
}

TEST_F(ListsTest, ASubsidyFromTheMonthToThePayment) {
    auto centre = log_in("institution"), reviewer = log_in("federation_reviewer"),
         approver = log_in("federation_approver"), finance = log_in("finance");
    auto year = iso(today_).substr(0, 4);
    auto id =
        bring(centre, "institution_month",
              "姓名,性别,出生日期,身份证号,费用月份,到训次数,训练总费用,自付费用\r\n林小满,男," +
                  iso(add_months(today_, -48)) + ",," + year + "-01,8,3500,3420\r\n");
    ASSERT_EQ(one(centre, id)["good"], 1) << one(centre, id).dump();
    auto found = Json::parse(ask(centre, "POST", "/api/people", {}, {{"query", "林小满"}}).body);
    ASSERT_EQ(found["items"].size(), 1U);
    std::string subject = found["items"][0]["subject"];
    put("township_doctor", subject, "base.household_registration", add_months(today_, -14),
        {{"region", "330681104"}});
    put("hospital", subject, "autism_screening.diagnosis", add_months(today_, -14),
        {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}});
    const std::string benefit = "child_rehabilitation.training_subsidy";
    EXPECT_EQ(ask(reviewer, "GET", "/api/people/{subject}/entitlements/{benefit}/{period}",
                  {subject, benefit, year + "-01"})
                  .status,
              200);
    auto open = Json::parse(ask(reviewer, "GET", "/api/payables").body);
    ASSERT_EQ(open["items"].size(), 1U) << open.dump();
    Json item{{"subject", subject},
              {"benefit", benefit},
              {"cap_period", year},
              {"amount", open["items"][0]["net"]}};
    auto proposed = ask(reviewer, "POST", "/api/claims", {}, {{"items", {item}}});
    EXPECT_EQ(Json::parse(proposed.body)["done"], 1) << proposed.body;
    auto waiting =
        Json::parse(ask(approver, "GET", "/api/payables", {}, nullptr, "?state=proposed").body);
    ASSERT_EQ(waiting["items"].size(), 1U);
    auto approved = ask(approver, "POST", "/api/claims/{act}", {"approve"},
                        {{"claims", {waiting["items"][0]["claim"]}}});
    EXPECT_EQ(Json::parse(approved.body)["done"], 1) << approved.body;
    auto made = ask(approver, "POST", "/api/batches", {}, {{"benefit", benefit}});
    ASSERT_EQ(made.status, 201) << made.body;
    auto batch = std::to_string(Json::parse(made.body)["id"].get<int>());
    EXPECT_EQ(ask(finance, "GET", "/api/batches/{batch}", {batch}).status, 200);
    auto sheet = ask(finance, "GET", "/api/batches/{batch}/export.xlsx", {batch});
    EXPECT_EQ(sheet.status, 200);
    EXPECT_GE(files::read_all(sheet.body).rows.size(), 2U);
    auto paid =
        ask(finance, "POST", "/api/batches/{batch}/paid", {batch}, {{"paid_on", iso(today_)}});
    EXPECT_EQ(paid.status, 200) << paid.body;
    come_back(finance, approver, batch, waiting["items"][0]["claim"]);
}

} // namespace
} // namespace banxing::http
