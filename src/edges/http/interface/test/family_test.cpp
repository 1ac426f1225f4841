// Families: their own child's file and nobody else's.
#include "desks.h"

#include <casework/places.h>

namespace banxing::http {
namespace {

const std::string benefit = "child_rehabilitation.training_subsidy";

class FamilyTest : public DeskTest {
protected:
    std::string born(const Desk& doctor, const std::string& name, int months) {
        auto birth = iso(add_months(today_, -months));
        auto made = ask(doctor, "POST", "/api/registrations", {},
                        {{"form", "base.registration"},
                         {"day", iso(today_)},
                         {"write_id", uuid()},
                         {"content", {{"name", name}, {"sex", "2"}, {"birth_date", birth}}},
                         {"more",
                          {{{"form", "base.residence"},
                            {"day", birth},
                            {"content", {{"village", stand_.village}}}}}}});
        EXPECT_EQ(made.status, 201) << made.body;
        return Json::parse(made.body)["subject"];
    }

    struct Home {
        std::string login;
        Desk desk;
        int guardian = 0;
    };

    /// A guardian from the desk's confirmation to the password of one's own.
    Home guardian(const Desk& doctor, const std::string& subject,
                  const std::string& relation = "52",
                  const std::string& proof = "household_register", const Json& more = {}) {
        Json wanted{{"name", "林小满的母亲"},
                    {"relation", relation},
                    {"proof", proof},
                    {"proof_number", "330681-1"}};
        if (!more.is_null()) wanted.update(more);
        auto made = ask(doctor, "POST", "/api/people/{subject}/guardians", {subject}, wanted);
        EXPECT_EQ(made.status, 201) << made.body;
        auto told = Json::parse(made.body);
        auto in = raw("POST", "/api/session",
                      Json{{"name", told["login"]}, {"password", told["code"]}}.dump(), "");
        EXPECT_EQ(in.status, 200) << in.body;
        auto set = ask(desk_of(in), "PUT", "/api/session/password", {},
                       {{"password", told["code"]}, {"new_password", "Correct horse 7"}});
        EXPECT_EQ(set.status, 200) << set.body;
        return {told["login"], desk_of(set), told["guardian"]};
    }

    int status(const Desk& desk, const std::string& subject) {
        return ask(desk, "GET", "/api/family/{subject}", {subject}).status;
    }

    Json get(const Desk& desk, const std::string& pattern, const std::vector<std::string>& parts) {
        auto answer = ask(desk, "GET", pattern, parts);
        EXPECT_EQ(answer.status, 200) << pattern << answer.body;
        return Json::parse(answer.body);
    }
};

TEST_F(FamilyTest, AGuardianSeesTheOwnChildAndNobodyElse) {
    auto doctor = log_in("township_doctor");
    auto mine = born(doctor, "林小满", 18), other = born(doctor, "方一一", 30);
    auto home = guardian(doctor, mine);
    auto children = get(home.desk, "/api/family", {})["children"];
    ASSERT_EQ(children.size(), 1U);
    EXPECT_EQ(children[0]["name"], "林小满");
    EXPECT_EQ(children[0]["relation_words"]["zh"], "母亲");
    EXPECT_TRUE(children[0]["may_decide"].get<bool>());
    EXPECT_GT(children[0]["open_tasks"], 0);
    auto file = get(home.desk, "/api/family/{subject}", {mine});
    EXPECT_EQ(file["file"]["timeline"].size(), 2U);
    EXPECT_EQ(file["guardians"].size(), 1U);
    for (const auto* pattern : {"/api/family/{subject}", "/api/family/{subject}/readings",
                                "/api/family/{subject}/consents", "/api/family/{subject}/requests",
                                "/api/family/{subject}/copy"}) {
        auto closed = ask(home.desk, "GET", pattern, {other});
        auto missing = ask(home.desk, "GET", pattern, {to_text(SubjectId(42))});
        EXPECT_EQ(closed.status, 404) << pattern;
        EXPECT_EQ(Json::parse(closed.body)["detail"], Json::parse(missing.body)["detail"]);
    }
    for (const auto* pattern : {"/api/tasks", "/api/faults", "/api/requests", "/api/doubts"})
        EXPECT_EQ(ask(home.desk, "GET", pattern).status, 403) << pattern;
    EXPECT_EQ(ask(home.desk, "POST", "/api/people", {}, {{"query", "林小满"}}).status, 403);
    EXPECT_EQ(ask(home.desk, "GET", "/api/people/{subject}", {mine}).status, 403)
        << "the desks' page";
    EXPECT_EQ(ask(doctor, "GET", "/api/family").status, 403);
}

TEST_F(FamilyTest, TwoGuardiansOneReplacedAndTheAges) {
    auto doctor = log_in("township_doctor");
    auto child = born(doctor, "林小满", 100);
    auto mother = guardian(doctor, child), father = guardian(doctor, child, "51");
    EXPECT_EQ(status(mother.desk, child), 200);
    EXPECT_EQ(status(father.desk, child), 200);
    auto aunt = guardian(doctor, child, "97", "appointment",
                         {{"replaces", father.guardian}, {"reason", "指定监护"}});
    EXPECT_EQ(status(father.desk, child), 404) << "at once";
    EXPECT_EQ(status(aunt.desk, child), 200);
    auto all = get(doctor, "/api/people/{subject}/guardians", {child})["items"];
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[1]["standing"], "ended");
    auto end = [&](int guardian) {
        return ask(doctor, "POST", "/api/people/{subject}/guardians/{guardian}/end",
                   {child, std::to_string(guardian)}, {{"reason", "搬走"}})
            .status;
    };
    EXPECT_EQ(end(aunt.guardian), 204);
    EXPECT_EQ(end(aunt.guardian), 409);
    EXPECT_EQ(status(aunt.desk, child), 404);

    auto half = born(doctor, "方半大", 170), grown = born(doctor, "方成人", 217);
    auto parent = guardian(doctor, half);
    auto oneself = guardian(doctor, half, "self", "own_card");
    EXPECT_EQ(status(parent.desk, half), 200) << "until majority";
    auto choose = [&](const Home& home) {
        return ask(home.desk, "PUT", "/api/family/{subject}/consents/{purpose}", {half, "family"},
                   {{"choice", "withdrawn"}})
            .status;
    };
    EXPECT_EQ(choose(parent), 403) << "from 14 on the young person decides";
    EXPECT_EQ(choose(oneself), 200);
    auto refused = [&](const std::string& subject, Json wanted) {
        return ask(doctor, "POST", "/api/people/{subject}/guardians", {subject}, wanted).status;
    };
    EXPECT_EQ(
        refused(grown, {{"name", "母亲"}, {"relation", "52"}, {"proof", "birth_certificate"}}), 400)
        << "of age";
    EXPECT_EQ(refused(child, {{"name", "本人"}, {"relation", "self"}, {"proof", "own_card"}}), 400)
        << "too young";
    EXPECT_EQ(refused(child, {{"name", "母亲"}, {"relation", "52"}, {"proof", "own_card"}}), 400);
    auto court = guardian(doctor, grown, "52", "court_decision");
    EXPECT_EQ(status(court.desk, grown), 200);
}

TEST_F(FamilyTest, ConsentOpensAndClosesAFileAtOnce) {
    auto doctor = log_in("township_doctor"), club = log_in("association");
    auto child = born(doctor, "林小满", 60);
    auto home = guardian(doctor, child);
    put("association", child, "family_support.home_visit", today_,
        {{"met", true}, {"needs", Json::array()}});
    auto sees = [&] { return ask(club, "GET", "/api/people/{subject}", {child}).status; };
    auto finds = [&] {
        auto found = ask(club, "POST", "/api/people", {}, {{"query", "林小满"}});
        return Json::parse(found.body)["items"].size();
    };
    auto choose = [&](const char* purpose, const char* choice) {
        return ask(home.desk, "PUT", "/api/family/{subject}/consents/{purpose}", {child, purpose},
                   {{"choice", choice}});
    };
    auto benefits = get(home.desk, "/api/family/{subject}/benefits", {child})["items"];
    ASSERT_GE(benefits.size(), 1U);
    auto wish = [&](const std::string& whose, const std::string& benefit) {
        return ask(home.desk, "PUT", "/api/family/{subject}/benefits/{benefit}", {whose, benefit},
                   {{"choice", "declined"}})
            .status;
    };
    EXPECT_EQ(wish(child, benefits[0]["benefit"]), 204);
    EXPECT_EQ(wish(child, "no.such"), 404);
    EXPECT_EQ(wish(born(doctor, "方别家", 60), benefits[0]["benefit"]), 404);
    EXPECT_EQ(get(home.desk, "/api/family/{subject}/benefits", {child})["items"][0]["wish"],
              "declined");
    EXPECT_EQ(sees(), 200);
    EXPECT_GE(get(home.desk, "/api/family/{subject}/consents", {child})["items"].size(), 1U);
    auto said = choose("family", "withdrawn");
    ASSERT_EQ(said.status, 200) << said.body;
    for (const auto& one : Json::parse(said.body)["items"])
        EXPECT_EQ(one["choice"], one["purpose"] == "family" ? "withdrawn" : "unasked");
    EXPECT_EQ(sees(), 404);
    EXPECT_EQ(finds(), 0U) << "nor does a search";
    put("association", child, "family_support.home_visit", add_days(today_, -1),
        {{"met", true}, {"needs", Json::array()}});
    EXPECT_EQ(sees(), 404) << "a later record opens nothing either";
    EXPECT_EQ(choose("family", "given").status, 200);
    EXPECT_EQ(sees(), 200);
    EXPECT_EQ(finds(), 1U);
    EXPECT_EQ(choose("subsidy", "withdrawn").status, 404) << "rests on a legal duty";
    auto day = stand_.clock.today();
    auto checked = must(casework::rederive(stand_.office, day, true, {}));
    EXPECT_EQ(checked.changed, 0);
}

TEST_F(FamilyTest, WhoReadTheFileWhenAndOnWhichPost) {
    auto doctor = log_in("township_doctor"), county = log_in("county_mch");
    auto child = born(doctor, "林小满", 18);
    auto home = guardian(doctor, child);
    ASSERT_EQ(ask(county, "GET", "/api/people/{subject}", {child}).status, 200);
    auto all = get(home.desk, "/api/family/{subject}/readings", {child})["items"];
    auto found = std::find_if(all.begin(), all.end(), [](const Json& one) {
        return one["action"] == "file.read" &&
               one["role"]["en"] == "County maternal and child health";
    });
    ASSERT_NE(found, all.end()) << all.dump();
    EXPECT_EQ((*found)["organisation"]["en"], "county_mch");
    EXPECT_FALSE((*found)["own"].get<bool>());
    auto first = Json::parse(
        ask(home.desk, "GET", "/api/family/{subject}/readings", {child}, nullptr, "?limit=1").body);
    EXPECT_EQ(first["items"].size(), 1U);
    EXPECT_TRUE(first.contains("next"));
}

TEST_F(FamilyTest, ARequestIsAnsweredByWhoeverWroteTheRecordOrReviews) {
    auto doctor = log_in("township_doctor"), reviewer = log_in("federation_reviewer"),
         club = log_in("association");
    auto child = born(doctor, "林小满", 48);
    put("township_doctor", child, "base.household_registration", add_months(today_, -14),
        {{"region", "330681104"}});
    put("hospital", child, "autism_screening.diagnosis", add_months(today_, -14),
        {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}});
    auto year = iso(today_).substr(0, 4);
    put("institution", child, "child_rehabilitation.institution_month", today_,
        {{"month", year + "-01"}, {"sessions", 8}, {"fee_total", 350'000}, {"self_paid", 342'000}});
    auto home = guardian(doctor, child);
    EXPECT_EQ(ask(home.desk, "GET", "/api/family/{subject}/entitlements/{benefit}/{period}",
                  {child, benefit, year + "-01"})
                  .status,
              200);
    auto file = get(home.desk, "/api/family/{subject}", {child});
    std::string lineage;
    for (const auto& one : file["file"]["timeline"])
        if (one["form"] == "base.registration") lineage = std::to_string(one["lineage"].get<int>());
    auto wish = [&](const char* kind, const std::string& about, const std::string& id) {
        return ask(home.desk, "POST", "/api/family/{subject}/requests", {child},
                   {{"kind", kind}, {"about", about}, {"words", "姓名写错了"}, {"write_id", id}});
    };
    auto id = uuid();
    auto made = wish("correction", lineage, id);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(Json::parse(wish("correction", lineage, id).body), Json::parse(made.body)) << "again";
    EXPECT_EQ(wish("correction", "999", uuid()).status, 404);
    ASSERT_EQ(wish("review", benefit + "/" + year + "-01", uuid()).status, 201);
    EXPECT_EQ(wish("review", benefit + "/1999-01", uuid()).status, 404);

    auto desk_of_doctor = get(doctor, "/api/requests", {})["items"];
    ASSERT_EQ(desk_of_doctor.size(), 1U) << "the record is the doctor's";
    EXPECT_EQ(desk_of_doctor[0]["words"], "姓名写错了");
    EXPECT_EQ(desk_of_doctor[0]["days_left"], 15);
    auto desk_of_reviewer = get(reviewer, "/api/requests", {})["items"];
    ASSERT_EQ(desk_of_reviewer.size(), 1U);
    EXPECT_EQ(desk_of_reviewer[0]["kind"], "review");
    EXPECT_EQ(get(club, "/api/requests", {})["items"].size(), 0U);
    auto number = std::to_string(desk_of_doctor[0]["request"].get<int>());
    auto answer = [&](const Desk& desk) {
        return ask(desk, "POST", "/api/requests/{request}", {number},
                   {{"outcome", "granted"}, {"answer", "已更正"}})
            .status;
    };
    EXPECT_EQ(answer(club), 404);
    EXPECT_EQ(answer(reviewer), 404);
    EXPECT_EQ(answer(doctor), 204);
    EXPECT_EQ(answer(doctor), 409);
    auto all = get(home.desk, "/api/family/{subject}/requests", {child})["items"];
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1]["outcome"], "granted");
    EXPECT_EQ(all[1]["answer"], "已更正");
}

TEST_F(FamilyTest, TheCopyIsWholeAsDataAndAsAPage) {
    auto doctor = log_in("township_doctor");
    auto child = born(doctor, "林<b>小满", 18);
    auto home = guardian(doctor, child);
    auto data = get(home.desk, "/api/family/{subject}/copy", {child});
    std::map<std::string, int> kinds;
    for (const auto& one : data["entry"]) ++kinds[one["resource"]["resourceType"]];
    EXPECT_EQ(data["resourceType"], "Bundle");
    EXPECT_EQ(kinds["Patient"], 1);
    EXPECT_EQ(kinds["QuestionnaireResponse"], 2);
    EXPECT_EQ(kinds["RelatedPerson"], 1);
    EXPECT_GT(kinds["AuditEvent"], 0);
    EXPECT_GT(kinds["Task"], 0);
    auto page =
        ask(home.desk, "GET", "/api/family/{subject}/copy", {child}, nullptr, "?format=html");
    ASSERT_EQ(page.status, 200);
    EXPECT_NE(page.headers["content-disposition"].find("attachment"), std::string::npos);
    EXPECT_NE(page.body.find("林&lt;b&gt;小满"), std::string::npos);
    EXPECT_EQ(page.body.find("<b>"), std::string::npos);
}

TEST_F(FamilyTest, HomeTellsThePlaceInLineAndThatItMoved) {
    auto doctor = log_in("township_doctor");
    auto waits = [&](const std::string& name, int need, int days_ago) {
        auto subject = born(doctor, name, 240);
        needs_a_bed(subject, need, days_ago, 1);
        return subject;
    };
    auto mine = waits("林成年", 1, 20);
    auto home = guardian(doctor, mine, "self", "own_card");
    auto line = [&] { return get(home.desk, "/api/family", {})["children"][0]["lines"]; };
    must(casework::note_ranks(stand_.office, today_));
    auto before = line();
    ASSERT_EQ(before.size(), 1U) << before.dump();
    EXPECT_EQ(before[0]["nth"], 1);
    EXPECT_FALSE(before[0].contains("changed"));
    waits("方成年", 3, 10);
    must(casework::note_ranks(stand_.office, add_days(today_, 1)));
    auto after = line();
    EXPECT_EQ(after[0]["nth"], 2);
    EXPECT_EQ(after[0]["changed"]["from"], 1);
}

TEST_F(FamilyTest, SignsInForASessionWithTheCodeThatTheInstitutionShows) {
    auto doctor = log_in("township_doctor"), centre = log_in("institution");
    auto child = born(doctor, "林小满", 40), other = born(doctor, "方一一", 40);
    auto home = guardian(doctor, child);
    put("institution", child, "child_rehabilitation.enrolment", add_days(today_, -30),
        {{"setting", "半日"}, {"institution", "甲康复中心"}});
    Json session{{"slot", 1}, {"minutes", 60}, {"domain", "教育"}, {"sign_in", "扫码"}};
    const auto* const form = "child_rehabilitation.session";
    auto refused = write(centre, child, form, session);
    EXPECT_EQ(refused.status, 409) << refused.body;
    EXPECT_EQ(Json::parse(refused.body)["fields"][0]["field"], "contradicts.not_scanned");
    auto shown = get(centre, "/api/sign-in-code", {})["code"].get<std::string>();
    EXPECT_EQ(ask(doctor, "GET", "/api/sign-in-code").status, 404) << "keeps no sessions";
    auto sign = [&](const Home& who, const std::string& subject, const std::string& code) {
        return ask(who.desk, "POST", "/api/family/{subject}/sign-ins", {subject},
                   {{"code", code}, {"write_id", uuid()}})
            .status;
    };
    auto another = shown;
    another.back() = another.back() == '0' ? '1' : '0';
    EXPECT_EQ(sign(home, child, another), 400);
    EXPECT_EQ(sign(home, other, shown), 404) << "somebody else's child";
    EXPECT_EQ(sign(guardian(doctor, other), other, shown), 409) << "not enrolled there";
    EXPECT_EQ(sign(home, child, shown), 201);
    EXPECT_EQ(sign(home, child, " " + shown), 201) << "again, and typed";
    int signs = 0;
    auto file = get(home.desk, "/api/family/{subject}", {child});
    for (const auto& entry : file["file"]["timeline"])
        signs += entry["form"] == "child_rehabilitation.family_sign_in" ? 1 : 0;
    EXPECT_EQ(signs, 1);
    EXPECT_EQ(write(centre, child, form, session).status, 201);
}

TEST_F(FamilyTest, TheGuideShowsWhatAReviewPassedAndNobodyChangedSince) {
    auto hash = stand_.access.hash_password(password);
    must(stand_.database.write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
        access::Organisation own{OrganisationId(21), {}, "federation"};
        own.region = *access::region_of("330681");
        TRY(access::add_organisation(s, own));
        access::NewAccount worker{"outreach", "演示", hash, {{own.id, "federation_worker"}}, {}};
        TRY(access::add_account(s, stand_.access.roles(), worker));
        return {};
    }));
    auto doctor = log_in("township_doctor"), worker = log_in("outreach");
    auto home = guardian(doctor, born(doctor, "林小满", 18));
    Json area{{"name", "全市"}, {"region", "330681"}};
    Json opening{{"kind", "outreach_area"}, {"form", "outreach.area"}, {"content", area}};
    opening.update({{"day", iso(today_)}, {"write_id", uuid()}});
    std::string file = Json::parse(ask(worker, "POST", "/api/files", {}, opening).body)["subject"];
    auto hands_in = [&](const char* title, const char* audience, const char* body) {
        Json content{{"title", title}, {"audience", {audience}}, {"body", body}};
        content.update({{"kind", "文章"}, {"sources", "国卫办妇幼发〔2022〕12号"}});
        EXPECT_EQ(write(worker, file, "outreach.material", content).status, 201);
    };
    auto passes = [&](const char* title) {
        Json content{{"title", title}, {"outcome", "通过"}, {"expectations", true}};
        EXPECT_EQ(write(worker, file, "outreach.material_review", content).status, 201);
    };
    auto guide = [&] { return get(home.desk, "/api/guide", {})["items"]; };
    hands_in("第一个月", "家长", "先做一件事");
    hands_in("给医生", "医务人员", "看征象");
    passes("给医生");
    EXPECT_TRUE(guide().empty()) << "one is not reviewed, the other not for parents";
    passes("第一个月");
    auto shown = guide();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0]["body"], "先做一件事");
    hands_in("第一个月", "家长", "保证三个月见效");
    EXPECT_TRUE(guide().empty()) << "changed after its review";
    EXPECT_EQ(ask(doctor, "GET", "/api/guide").status, 403) << "a desk has its own pages";
}

TEST_F(FamilyTest, NothingOfAFamilyRestsInPlainForm) {
    auto doctor = log_in("township_doctor");
    auto child = born(doctor, "林小满", 18);
    guardian(doctor, child);
    static constexpr db::Column columns[] = {{"name", db::Type::text, false},
                                             {"number", db::Type::text, false}};
    static constexpr db::Statement guardians{
        "guardians", "select name, proof_number as number from family_guardian", {}, columns};
    auto rows = must(stand_.database.read([&](db::Session& s) { return s.fetch(guardians, {}); }));
    ASSERT_EQ(rows.size(), 1U);
    for (const auto& value : rows.front())
        EXPECT_TRUE(std::get<std::string>(value).starts_with("sm4:"));
}

} // namespace
} // namespace banxing::http
