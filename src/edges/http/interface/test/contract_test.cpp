// A morning at the desks: every answer is held against openapi.yaml.
#include "desks.h"

#include <map>
#include <messages/spool.h>

namespace banxing::http {
namespace {

using ContractTest = DeskTest;

TEST_F(ContractTest, AChildFromRegistrationToTheNextVisit) {
    auto doctor = log_in("township_doctor");
    auto subject = child(doctor);
    auto file = ask(doctor, "GET", "/api/people/{subject}", {subject});
    ASSERT_EQ(file.status, 200) << file.body;
    EXPECT_EQ(Json::parse(file.body)["person"]["name"], "林小满");
    auto write_id = uuid();
    Json check{
        {"form", "autism_screening.child_health_check"},
        {"day", iso(today_)},
        {"write_id", write_id},
        {"content", {{"visit_age", "18月"}, {"signs", Json::array()}, {"regression", false}}}};
    auto written = ask(doctor, "POST", "/api/people/{subject}/records", {subject}, check);
    ASSERT_EQ(written.status, 201) << written.body;
    EXPECT_EQ(ask(doctor, "POST", "/api/people/{subject}/records", {subject}, check).status, 200)
        << "a retry";
    auto lineage = std::to_string(Json::parse(written.body)["lineage"].get<int>());
    EXPECT_EQ(
        ask(doctor, "GET", "/api/people/{subject}/records/{lineage}", {subject, lineage}).status,
        200);
    Json withdrawal{{"version", 1}, {"reason", "误录"}, {"write_id", uuid()}};
    EXPECT_EQ(ask(doctor, "POST", "/api/people/{subject}/records/{lineage}/{act}",
                  {subject, lineage, "withdraw"}, withdrawal)
                  .status,
              201);
    withdrawal["write_id"] = uuid();
    EXPECT_EQ(ask(doctor, "POST", "/api/people/{subject}/records/{lineage}/{act}",
                  {subject, lineage, "withdraw"}, withdrawal)
                  .status,
              409)
        << "a stale version";
    auto tasks = ask(doctor, "GET", "/api/tasks", {}, nullptr, "?state=all&sort=place&limit=5");
    ASSERT_EQ(tasks.status, 200) << tasks.body;
    EXPECT_GE(Json::parse(tasks.body)["items"].size(), 1U);
    EXPECT_EQ(ask(doctor, "GET", "/api/home").status, 200);
    auto calls = ask(log_in("village_worker"), "GET", "/api/call-list");
    auto family = Json::parse(calls.body)["villages"][0]["families"][0];
    EXPECT_EQ(family["phone"], "13800000000") << calls.body;
    EXPECT_EQ(family["address"], "一号") << calls.body;
    for (const auto* query : {"林小满", "小满", "lxm"}) {
        auto found = ask(doctor, "POST", "/api/people", {}, {{"query", query}});
        EXPECT_EQ(Json::parse(found.body)["items"].size(), 1U) << query << found.body;
    }
}

/// What the gateway fetched, without the line of columns; the file is taken away.
std::vector<std::string> fetched(const fs::path& folder) {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder / "outbox")) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::string line;
        std::getline(in, line);
        EXPECT_EQ(line, "id,phone,text\r");
        while (std::getline(in, line)) out.push_back(line);
        fs::remove(entry.path());
    }
    return out;
}

TEST_F(ContractTest, ARemindersWayToTheGatewayAndBack) {
    auto doctor = log_in("township_doctor");
    auto wants = child(doctor), refuses = child(doctor, 18, "周小雨", "13900000001");
    write(doctor, refuses, "base.message_wish", {{"sms", false}, {"said_by", "监护人"}});
    auto worker = log_in("village_worker");
    auto send = [&](const std::string& subject) {
        return ask(worker, "POST", "/api/call-list/sms", {},
                   {{"families", {{{"subject", subject}}}}});
    };
    auto shown = [&](const std::string& subject) {
        auto list = Json::parse(ask(worker, "GET", "/api/call-list").body);
        for (const auto& village : list["villages"])
            for (const auto& family : village["families"])
                if (family["subject"] == subject) return family;
        return Json();
    };
    EXPECT_EQ(send(wants).status, 409) << "no gateway is there";
    auto folder = fs::path(stand_.folder.path()) / "sms";
    const std::string text = "请与{organisation}联系";
    must(messages::exchange(stand_.office, folder, text));
    auto asked = send(wants);
    EXPECT_EQ(Json::parse(asked.body)["queued"], 1) << asked.body;
    EXPECT_EQ(Json::parse(send(wants).body)["already"], 1) << "one a day";
    EXPECT_EQ(Json::parse(send(refuses).body)["not_wanted"], 1);
    EXPECT_TRUE(shown(refuses).value("no_sms", false));
    EXPECT_EQ(shown(wants)["sms"]["state"], "queued");
    EXPECT_EQ(send(to_text(SubjectId(987654))).status, 404) << "on nobody's list";
    EXPECT_EQ(must(messages::exchange(stand_.office, folder, text)).written, 1);
    auto lines = fetched(folder);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_NE(lines[0].find(",\"13800000000\",\"请与"), std::string::npos) << lines[0];
    EXPECT_EQ(lines[0].find("林"), std::string::npos) << "no name";
    EXPECT_EQ(shown(wants)["sms"]["state"], "sent");
    EXPECT_EQ(must(messages::exchange(stand_.office, folder, text)).written, 0) << "once only";
    std::ofstream(folder / "receipts/a.csv")
        << "id,status\n"
        << lines[0].substr(0, lines[0].find(',')) << ",UNDELIV\n987,DELIVRD\n";
    auto back = must(messages::exchange(stand_.office, folder, text));
    EXPECT_EQ(back.failed, 1);
    EXPECT_EQ(back.unknown, 1) << "no message of ours";
    EXPECT_EQ(shown(wants)["sms"]["state"], "failed") << "to be called by phone";
    EXPECT_EQ(shown(wants)["sms"]["reason"], "UNDELIV");
    EXPECT_TRUE(fs::exists(folder / "receipts/done/a.csv"));
}

/// Between asking and writing out a family may change its mind, and a file may be cut off.
TEST_F(ContractTest, AReminderIsLookedAtAgainWhenItIsWrittenOut) {
    auto doctor = log_in("township_doctor");
    auto subject = child(doctor);
    auto folder = fs::path(stand_.folder.path()) / "sms";
    must(messages::exchange(stand_.office, folder, "x"));
    auto worker = log_in("village_worker");
    Json wish{{"families", {{{"subject", subject}}}}};
    ASSERT_EQ(ask(worker, "POST", "/api/call-list/sms", {}, wish).status, 200);
    fs::rename(folder / "outbox", folder / "away");
    std::ofstream(folder / "outbox") << "no folder";
    EXPECT_FALSE(messages::exchange(stand_.office, folder, "x")) << "nowhere to write";
    fs::remove(folder / "outbox");
    write(doctor, subject, "base.message_wish", {{"sms", false}, {"said_by", "监护人"}});
    EXPECT_EQ(must(messages::exchange(stand_.office, folder, "x")).written, 0);
    EXPECT_TRUE(fetched(folder).empty());
    auto list = Json::parse(ask(worker, "GET", "/api/call-list").body);
    auto family = list["villages"][0]["families"][0];
    EXPECT_EQ(family["sms"]["state"], "failed");
    EXPECT_EQ(family["sms"]["reason"], "not_wanted");
}

TEST_F(ContractTest, AFileLooksAheadAndADoubtShowsWhatIsKnown) {
    auto doctor = log_in("township_doctor");
    auto subject = child(doctor);
    auto file = Json::parse(ask(doctor, "GET", "/api/people/{subject}", {subject}).body);
    std::map<std::string, int> kinds;
    for (const auto& mark : file["marks"]) {
        ++kinds[mark["kind"]];
        if (mark["kind"] == "planned") {
            EXPECT_GT(mark["from"].get<std::string>(), iso(today_));
        }
    }
    EXPECT_GT(kinds["planned"], 1) << "the visits to come";
    for (const auto& at : file["stages"])
        if (at["system"] == "autism_screening") {
            EXPECT_EQ(at["all"].front()["id"], "routine");
            EXPECT_EQ(at["all"].back()["id"], "excluded") << "what ends it stands last";
        }
    auto doubtful =
        ask(doctor, "POST", "/api/registrations", {},
            {{"form", "base.registration"},
             {"day", iso(today_)},
             {"write_id", uuid()},
             {"content",
              {{"name", "林小满"}, {"sex", "1"}, {"birth_date", iso(add_months(today_, -18))}}}});
    ASSERT_EQ(doubtful.status, 202) << doubtful.body;
    auto id = std::to_string(Json::parse(doubtful.body)["doubt"].get<int>());
    auto doubt = Json::parse(ask(doctor, "GET", "/api/doubts/{doubt}", {id}).body);
    EXPECT_EQ(doubt["candidates"][0]["records"].size(), 2U) << "registration and residence";
}

TEST_F(ContractTest, WhatIsNotOpenIsNotThere) {
    auto doctor = log_in("township_doctor"), centre = log_in("institution"),
         finance = log_in("finance");
    auto subject = child(doctor);
    auto closed = ask(centre, "GET", "/api/people/{subject}", {subject});
    auto missing = ask(centre, "GET", "/api/people/{subject}", {to_text(SubjectId(42))});
    EXPECT_EQ(closed.status, 404);
    EXPECT_EQ(Json::parse(closed.body)["detail"], Json::parse(missing.body)["detail"])
        << "they answer alike";
    EXPECT_EQ(ask(centre, "GET", "/api/people/{subject}", {"00000000000000"}).status, 404)
        << "a wrong check letter";
    EXPECT_EQ(
        Json::parse(ask(centre, "POST", "/api/people", {}, {{"query", "林小满"}}).body)["items"]
            .size(),
        0U);
    EXPECT_EQ(ask(finance, "GET", "/api/tasks").status, 403);
    EXPECT_EQ(ask(finance, "POST", "/api/people", {}, {{"query", "林"}}).status, 403);
    EXPECT_EQ(ask(centre, "GET", "/api/faults").status, 403);
    Json record{{"form", "base.death"},
                {"day", iso(today_)},
                {"write_id", uuid()},
                {"content", Json::object()}};
    EXPECT_EQ(ask(centre, "POST", "/api/people/{subject}/records", {subject}, record).status, 404);
}

TEST_F(ContractTest, BadInputIsNamedFieldByField) {
    auto doctor = log_in("township_doctor");
    struct Case {
        const char* why;
        Json body;
        std::string field;
    };
    Json good{{"form", "base.registration"},
              {"day", iso(today_)},
              {"write_id", uuid()},
              {"content", {{"name", "林"}, {"sex", "1"}, {"birth_date", "2024-02-29"}}}};
    auto with = [&](const char* pointer, const Json& value) {
        auto body = good;
        body[Json::json_pointer(pointer)] = value;
        return body;
    };
    const std::vector<Case> cases{
        {"a day that does not exist", with("/day", "2026-02-30"), "day"},
        {"a day of another form", with("/day", "2026/3/5"), "day"},
        {"a number for a day", with("/day", 20260305), "day"},
        {"content no object", with("/content", "x"), "content"},
        {"no UUID", with("/write_id", "1"), "write_id"},
        {"an unknown member", with("/colour", "red"), "colour"},
        {"an unknown field", with("/content/colour", "red"), "colour"},
        {"an unknown code", with("/content/sex", "7"), "sex"},
        {"a birth date that does not exist", with("/content/birth_date", "2023-02-29"),
         "birth_date"},
        {"a wrong check digit", with("/content/identity_number", "990000202402290017"),
         "identity_number"},
        {"more that is no list", with("/more", "x"), "more"},
        {"an unknown member beside", with("/more", {{{"form", "base.residence"}, {"to", 1}}}),
         "more[0].to"},
        {"a place that does not exist",
         with("/more", {{{"form", "base.residence"},
                         {"day", iso(today_)},
                         {"content", {{"village", "330681999999"}}}}}),
         "more[0].village"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto answer = ask(doctor, "POST", "/api/registrations", {}, c.body);
        EXPECT_EQ(answer.status, 400);
        EXPECT_NE(answer.body.find("\"field\":\"" + c.field), std::string::npos) << answer.body;
    }
    for (const auto* name :
         {"<script>alert(1)</script>", "x'; drop table access_account; --", "𠮷㛃"}) {
        auto body = with("/content/name", name);
        body["write_id"] = uuid();
        auto made = ask(doctor, "POST", "/api/registrations", {}, body);
        EXPECT_LT(made.status, 500) << name << made.body;
    }
    EXPECT_EQ(ask(doctor, "GET", "/api/tasks", {}, nullptr, "?state=never").status, 400);
    EXPECT_EQ(ask(doctor, "GET", "/api/tasks", {}, nullptr, "?limit=0").status, 400);
    EXPECT_EQ(ask(doctor, "GET", "/api/tasks", {}, nullptr, "?place=12345").status, 400);
    EXPECT_EQ(ask(doctor, "GET", "/api/tasks", {}, nullptr, "?after=nonsense").status, 400);
    EXPECT_EQ(ask(doctor, "GET", "/api/doubts", {}, nullptr, "?after=x").status, 400);
}

TEST_F(ContractTest, ListsAndReferencePages) {
    auto doctor = log_in("township_doctor");
    EXPECT_GT(Json::parse(ask(doctor, "GET", "/api/forms").body)["forms"].size(), 3U);
    EXPECT_EQ(ask(doctor, "GET", "/api/regions/{code}", {"330681109"}).status, 200);
    EXPECT_EQ(ask(doctor, "GET", "/api/session").status, 200);
    EXPECT_GE(Json::parse(ask(doctor, "GET", "/api/import-kinds").body)["kinds"].size(), 1U);
    EXPECT_EQ(ask(doctor, "GET", "/api/imports").status, 200);
    EXPECT_EQ(ask(doctor, "GET", "/api/imports/{import}", {"77"}).status, 404);
    EXPECT_EQ(ask(doctor, "GET", "/api/doubts").status, 200);
    EXPECT_EQ(ask(doctor, "GET", "/api/doubts/{doubt}", {"77"}).status, 404);
    EXPECT_EQ(ask(log_in("administrator"), "GET", "/api/faults").status, 200);
    for (const auto* role : {"hospital", "institution", "federation_reviewer",
                             "federation_approver", "finance", "administrator"})
        EXPECT_EQ(ask(log_in(role), "GET", "/api/home").status, 200) << role;
    EXPECT_EQ(ask(doctor, "DELETE", "/api/session").status, 204);
}

TEST_F(ContractTest, PayingDesks) {
    auto reviewer = log_in("federation_reviewer"), approver = log_in("federation_approver"),
         finance = log_in("finance");
    for (const auto* state : {"open", "proposed", "approved", "refused", "recovery", "returned"})
        EXPECT_EQ(ask(reviewer, "GET", "/api/payables", {}, nullptr, std::string("?state=") + state)
                      .status,
                  200);
    Json proposal{{"items",
                   {{{"subject", to_text(SubjectId(42))},
                     {"benefit", "child_rehabilitation.training_subsidy"},
                     {"cap_period", "2026"},
                     {"amount", 300000}}}}};
    auto proposed = ask(reviewer, "POST", "/api/claims", {}, proposal);
    EXPECT_EQ(proposed.status, 200) << proposed.body;
    EXPECT_EQ(Json::parse(proposed.body)["failed"].size(), 1U) << "nobody of that number";
    EXPECT_EQ(ask(finance, "POST", "/api/claims", {}, proposal).status, 403);
    proposal["items"][0]["amount"] = "300000";
    EXPECT_NE(ask(reviewer, "POST", "/api/claims", {}, proposal).body.find("items[0].amount"),
              std::string::npos);
    EXPECT_EQ(ask(approver, "POST", "/api/claims/{act}", {"approve"}, {{"claims", {77}}}).status,
              200);
    auto retried = ask(approver, "POST", "/api/claims/{act}", {"retry"}, {{"claims", {77}}});
    EXPECT_EQ(Json::parse(retried.body)["failed"].size(), 1U) << retried.body;
    Json back{{"claims", {77}}, {"returned_on", iso(today_)}, {"reason", "账号已注销"}};
    EXPECT_EQ(ask(finance, "POST", "/api/batches/{batch}/returned", {"77"}, back).status, 404);
    EXPECT_EQ(ask(reviewer, "POST", "/api/batches/{batch}/returned", {"77"}, back).status, 403);
    back["reason"] = "";
    EXPECT_EQ(ask(finance, "POST", "/api/batches/{batch}/returned", {"77"}, back).status, 400);
    EXPECT_EQ(ask(approver, "POST", "/api/claims/{act}", {"steal"}, {{"claims", {77}}}).status,
              404);
    EXPECT_EQ(ask(approver, "POST", "/api/batches", {},
                  {{"benefit", "child_rehabilitation.training_subsidy"}})
                  .status,
              409);
    EXPECT_EQ(ask(finance, "GET", "/api/batches").status, 200);
    EXPECT_EQ(ask(finance, "GET", "/api/batches/{batch}", {"77"}).status, 404);
    EXPECT_EQ(ask(finance, "GET", "/api/batches/{batch}/export.xlsx", {"77"}).status, 404);
    EXPECT_EQ(ask(finance, "POST", "/api/batches/{batch}/paid", {"77"}, {{"paid_on", "2026-02-30"}})
                  .status,
              400);
}

TEST_F(ContractTest, AListIsHandedInOnlyByWhoMay) {
    const std::string sheet = "姓名,性别,出生日期\r\n林小满,男,2024年3月5日\r\n";
    auto doctor = log_in("township_doctor"), finance = log_in("finance");
    auto hand_in = [&](const Desk& desk, const char* type) {
        return raw("POST", "/api/imports?kind=child_health_check", sheet,
                   desk.headers + "X-File-Name: %E5%90%8D%E5%8D%95.csv\r\n", type);
    };
    auto answer = hand_in(doctor, "application/octet-stream");
    EXPECT_LT(answer.status, 500) << answer.body;
    hold("post", "/api/imports", answer);
    EXPECT_EQ(hand_in(finance, "application/octet-stream").status, 403);
    EXPECT_EQ(hand_in(doctor, "application/json").status, 415);
    EXPECT_EQ(hand_in({}, "application/octet-stream").status, 401);
    EXPECT_TRUE(fs::is_empty(stand_.services.uploads)) << "nothing is left behind";
}

} // namespace
} // namespace banxing::http
