// Along a life: drafts, referrals, the radar, files of institutions, records in the wrong file.
#include "desks.h"

#include <casework/places.h>

#include <algorithm>

namespace banxing::http {
namespace {

class CourseTest : public DeskTest {
protected:
    Desk doctor = log_in("township_doctor"), mch = log_in("county_mch");

    static Json checked(const Json& signs) {
        return {{"visit_age", "18月"}, {"signs", signs}, {"regression", false}};
    }
    static bool open(const Json& file, const std::string& task) {
        return std::any_of(file["tasks"].begin(), file["tasks"].end(), [&](auto& one) {
            return one["task"] == task && one["state"] == "open";
        });
    }
    Json file(const Desk& desk, const std::string& subject) {
        return got(desk, "/api/people/{subject}", {subject});
    }

    /// An adult who asked for a bed; each domain of the need has so many points.
    std::string waits(const char* name, const char* phone, int need) {
        auto subject = child(doctor, 30 * 12, name, phone);
        needs_a_bed(subject, need, 20, 10);
        return subject;
    }
};

const std::string check_form = "autism_screening.child_health_check";
const char* const draft_of = "/api/people/{subject}/drafts/{draft}";
const char* const drafts_of = "/api/people/{subject}/drafts";

TEST_F(CourseTest, WhatContradictsTheFileWaitsAsADraftUntilSomebodyIsSure) {
    auto subject = child(doctor);
    Json diagnosis{{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "甲医院"}};
    auto before_birth = add_days(add_months(today_, -18), -10);
    auto refused = write(mch, subject, "autism_screening.diagnosis", diagnosis, before_birth);
    ASSERT_EQ(refused.status, 409) << refused.body;
    EXPECT_EQ(Json::parse(refused.body)["fields"][0]["field"], "contradicts.before_birth");
    Json draft{
        {"form", "autism_screening.diagnosis"}, {"day", iso(before_birth)}, {"content", diagnosis}};
    auto kept = ask(mch, "POST", drafts_of, {subject}, draft);
    ASSERT_EQ(kept.status, 201) << kept.body;
    auto id = std::to_string(Json::parse(kept.body)["draft"].get<int>());
    EXPECT_EQ(got(mch, "/api/drafts")["items"][0]["name"], "林小满");
    EXPECT_EQ(got(doctor, "/api/drafts")["items"].size(), 0U) << "of another post";
    diagnosis["hospital"] = "乙医院";
    EXPECT_EQ(ask(mch, "PUT", draft_of, {subject, id},
                  {{"day", iso(before_birth)}, {"content", diagnosis}})
                  .status,
              204);
    auto waiting = got(mch, drafts_of, {subject})["items"];
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0]["content"]["hospital"], "乙医院");
    EXPECT_EQ(waiting[0]["offends"].size(), 1U) << waiting.dump();
    Json sure{{"write_id", uuid()}};
    EXPECT_EQ(ask(mch, "POST", draft_of, {subject, id}, sure).status, 409);
    sure["reason"] = "出生日期登记有误，正在更正";
    EXPECT_EQ(ask(mch, "POST", draft_of, {subject, id}, sure).status, 201);
    EXPECT_EQ(ask(mch, "POST", draft_of, {subject, id}, sure).status, 200) << "a retry";
    EXPECT_EQ(ask(mch, "POST", draft_of, {subject, id}, {{"write_id", uuid()}}).status, 404);
    id = std::to_string(
        Json::parse(ask(mch, "POST", drafts_of, {subject}, draft).body)["draft"].get<int>());
    EXPECT_EQ(ask(doctor, "DELETE", draft_of, {subject, id}).status, 404);
    EXPECT_EQ(ask(mch, "DELETE", draft_of, {subject, id}).status, 204);
    EXPECT_EQ(got(mch, drafts_of, {subject})["items"].size(), 0U);
}

TEST_F(CourseTest, AReferralTravelsFromDeskToDesk) {
    auto centre = log_in("institution");
    auto subject = child(doctor, 40);
    ASSERT_EQ(write(doctor, subject, "base.household_registration", {{"region", stand_.village}},
                    add_months(today_, -39))
                  .status,
              201);
    ASSERT_EQ(write(mch, subject, "autism_screening.diagnosis",
                    {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "甲医院"}})
                  .status,
              201);
    EXPECT_EQ(got(centre, "/api/referrals")["items"].size(), 0U);
    ASSERT_EQ(write(mch, subject, "child_rehabilitation.institution_referral",
                    {{"institution", 5}, {"needs", "语言训练"}})
                  .status,
              201);
    auto incoming = got(centre, "/api/referrals")["items"];
    ASSERT_EQ(incoming.size(), 1U);
    EXPECT_EQ(incoming[0]["state"], "sent");
    EXPECT_EQ(incoming[0]["may_reply"], true);
    EXPECT_EQ(incoming[0]["to"]["zh"], "机构institution");
    auto outgoing = got(mch, "/api/referrals", {}, "?box=out")["items"];
    ASSERT_EQ(outgoing.size(), 1U);
    EXPECT_EQ(outgoing[0]["may_withdraw"], true);
    auto accepted = write(centre, subject, "base.referral_reply",
                          {{"referral", incoming[0]["key"]}, {"reply", "accepted"}});
    ASSERT_EQ(accepted.status, 201) << accepted.body;
    auto parcel = file(centre, subject)["referrals"][0];
    EXPECT_EQ(parcel["state"], "accepted");
    EXPECT_EQ(parcel["accepted"], iso(today_));
    EXPECT_EQ(parcel["answer_form"], "child_rehabilitation.rehab_plan");
    EXPECT_EQ(got(mch, "/api/referrals", {}, "?box=out&limit=1")["items"][0]["state"], "accepted");
    EXPECT_EQ(ask(centre, "GET", "/api/referrals", {}, nullptr, "?after=1~x").status, 400);
}

TEST_F(CourseTest, TheRadarNamesWhoSoonReachesAnAge) {
    auto subject = child(doctor, 82, "林小七");
    child(doctor, 18, "林小幼", "13800000001");
    auto radar = got(doctor, "/api/radar")["items"];
    ASSERT_GE(radar.size(), 1U);
    auto ends = std::find_if(radar.begin(), radar.end(), [&](auto& one) {
        return one["subject"] == subject && one["ends"] == true;
    });
    ASSERT_NE(ends, radar.end()) << radar.dump();
    EXPECT_EQ((*ends)["on"], iso(add_months(today_, 2)));
    EXPECT_FALSE(ends->contains("phone"));
    auto page = got(doctor, "/api/radar", {}, "?limit=1");
    if (radar.size() > 1) {
        auto rest =
            got(doctor, "/api/radar", {}, "?after=" + page["next"].get<std::string>())["items"];
        EXPECT_EQ(rest.size(), radar.size() - 1);
    }
    auto calls = got(doctor, "/api/radar", {}, "?contacts=true&place=" + stand_.village)["items"];
    EXPECT_EQ(calls.size(), radar.size());
    EXPECT_EQ(calls[0]["phone"], "13800000000");
    auto elsewhere = got(doctor, "/api/radar", {}, "?place=330681104")["items"];
    EXPECT_EQ(elsewhere.size(), 0U);
    auto centre = log_in("institution");
    EXPECT_EQ(ask(centre, "GET", "/api/radar", {}, nullptr, "?contacts=true").status, 403);
}

TEST_F(CourseTest, AnInstitutionHasAFileOfItsOwn) {
    auto federation = log_in("federation_reviewer");
    auto kinds = got(federation, "/api/file-kinds")["kinds"];
    auto kind = std::find_if(kinds.begin(), kinds.end(),
                             [](auto& one) { return one["kind"] == "institution"; });
    ASSERT_NE(kind, kinds.end());
    EXPECT_EQ((*kind)["form"], "institution.registration");
    EXPECT_EQ(got(doctor, "/api/file-kinds")["kinds"].size(), 0U);
    Json opening{
        {"kind", "institution"},
        {"form", (*kind)["form"]},
        {"day", iso(today_)},
        {"write_id", uuid()},
        {"content", {{"name", "示例康复中心"}, {"organisation", 5}, {"region", "330681"}}}};
    auto opened = ask(federation, "POST", "/api/files", {}, opening);
    ASSERT_EQ(opened.status, 201) << opened.body;
    EXPECT_EQ(ask(federation, "POST", "/api/files", {}, opening).status, 200) << "a retry";
    opening["write_id"] = uuid();
    EXPECT_EQ(ask(federation, "POST", "/api/files", {}, opening).status, 409) << "once more";
    std::string subject = Json::parse(opened.body)["subject"];
    auto forms = [](const Json& file) { return file["forms"].get<std::vector<std::string>>(); };
    auto here = forms(file(federation, subject));
    EXPECT_NE(std::find(here.begin(), here.end(), "institution.agreement"), here.end());
    EXPECT_EQ(std::find(here.begin(), here.end(), "base.registration"), here.end());
    auto child_file = forms(file(mch, child(doctor)));
    EXPECT_TRUE(std::none_of(child_file.begin(), child_file.end(),
                             [](auto& form) { return form.starts_with("institution."); }));
    EXPECT_EQ(file(federation, subject)["person"]["name"], "示例康复中心");
    auto found = ask(federation, "POST", "/api/people", {}, {{"query", "示例康复"}});
    EXPECT_EQ(Json::parse(found.body)["items"].size(), 1U) << found.body;
    auto all = got(federation, "/api/standing");
    EXPECT_TRUE(std::any_of(all["systems"].begin(), all["systems"].end(),
                            [](auto& one) { return one["kind"] == "institution"; }));
    auto standing = got(federation, "/api/standing", {}, "?system=institution&stage=registered");
    ASSERT_EQ(standing["items"].size(), 1U) << standing.dump();
    EXPECT_EQ(standing["items"][0]["name"], "示例康复中心");
}

TEST_F(CourseTest, WhoWaitsForABedSeesTheRankAndWhatItRestsOn) {
    auto civil = log_in("civil_affairs");
    auto one = waits("周大演", "13800000001", 1), two = waits("吴二方", "13800000002", 3);
    const char* of = "/api/pools/{pool}";
    const std::string boarding = "?kind=%E5%AF%84%E5%AE%BF%E5%88%B6";
    auto line = got(civil, of, {"care.places"}, boarding)["items"];
    ASSERT_EQ(line.size(), 2U) << line.dump();
    EXPECT_EQ(line[0]["subject"], two);
    EXPECT_EQ(line[1]["nth"], 2);
    EXPECT_FALSE(line[1]["why"].empty());
    auto first = got(civil, of, {"care.places"}, boarding + "&limit=1");
    auto rest =
        got(civil, of, {"care.places"}, boarding + "&after=" + first["next"].get<std::string>());
    EXPECT_EQ(rest["items"], Json::array({line[1]}));
    EXPECT_EQ(ask(civil, "GET", of, {"care.places"}, nullptr, "?after=1~x").status, 400);
    auto rank = file(civil, one)["pools"][0]["rank"];
    EXPECT_EQ(rank["nth"], 2);
    EXPECT_EQ(rank["more_points"], 1);
    EXPECT_FALSE(rank.contains("changed"));
    must(casework::note_ranks(stand_.office, today_));
    put("civil_affairs", two, "care.placement", add_days(today_, -1),
        {{"institution", "暖阳托养中心"},
         {"organisation", 5},
         {"kind", "寄宿制"},
         {"agreement", true},
         {"monthly_fee", 300000},
         {"public_part", 200000},
         {"family_part", 100000}});
    auto taken = got(civil, of, {"care.places"}, boarding + "&side=takes&holder=5")["items"];
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0]["subject"], two);
    // the night found that there is one fewer before her
    must(casework::note_ranks(stand_.office, add_days(today_, 1)));
    Json moved{{"from", 2}, {"to", 1}, {"on", iso(add_days(today_, 1))}};
    EXPECT_EQ(file(civil, one)["pools"][0]["rank"]["changed"], moved);
    EXPECT_EQ(got(civil, of, {"care.places"}, boarding)["items"][0]["changed"], moved);
    auto pools = got(civil, "/api/pools")["items"];
    auto care = std::find_if(pools.begin(), pools.end(),
                             [](auto& pool) { return pool["pool"] == "care.places"; });
    ASSERT_NE(care, pools.end());
    EXPECT_EQ((*care)["waiting"][0]["people"], 1);
    ASSERT_EQ((*care)["towns"].size(), 1U);
    EXPECT_EQ((*care)["towns"][0]["taken"], 1) << "by somebody of the town";
    // maternal health reads nothing of care: it learns neither names nor numbers
    EXPECT_EQ(ask(mch, "GET", of, {"care.places"}).status, 404);
    auto theirs = got(mch, "/api/pools");
    for (const auto& pool : theirs["items"]) EXPECT_NE(pool["pool"], "care.places");
}

TEST_F(CourseTest, RecordsInTheWrongFileGoWhereTheyBelongAndBack) {
    auto one = child(doctor, 18, "周大演", "13800000001"),
         two = child(doctor, 18, "吴二方", "13800000002");
    auto wrong = Json::parse(write(doctor, one, check_form, checked({"18月-3"})).body)["lineage"];
    ASSERT_TRUE(open(file(doctor, one), "re_screen"));
    auto both = got(doctor, "/api/people/{subject}/beside/{other}", {one, two});
    EXPECT_EQ(both["left"]["timeline"].size(), 3U);
    EXPECT_EQ(both["right"]["timeline"].size(), 2U);
    Json order{{"act", "transfer"}, {"from", one}, {"into", two}, {"lineages", {wrong}}};
    auto previewed = ask(doctor, "POST", "/api/rearrangements/preview", {}, order);
    ASSERT_EQ(previewed.status, 200) << previewed.body;
    auto preview = Json::parse(previewed.body);
    EXPECT_EQ(preview["from"]["leave"][0]["lineage"], wrong);
    ASSERT_EQ(preview["into"]["come"].size(), 1U);
    EXPECT_EQ(preview["into"]["come"][0]["aside"], false);
    EXPECT_EQ(preview["into"]["opens"][0]["task"], "re_screen") << preview["into"].dump();
    EXPECT_TRUE(open(file(doctor, one), "re_screen")) << "only a preview";
    order["reason"] = "双胞胎弄混";
    order["from_version"] = preview["from"]["version"];
    order["into_version"] = preview["into"]["version"];
    ASSERT_EQ(ask(doctor, "POST", "/api/rearrangements", {}, order).status, 204);
    EXPECT_EQ(ask(doctor, "POST", "/api/rearrangements", {}, order).status, 409) << "of an old one";
    EXPECT_TRUE(open(file(doctor, two), "re_screen"));
    auto moves = got(doctor, "/api/people/{subject}/moves", {two})["items"];
    ASSERT_EQ(moves.size(), 1U);
    EXPECT_EQ(moves[0]["from"]["subject"], one);
    Json back{
        {"act", "take_back"}, {"from", one}, {"move", moves[0]["move"]}, {"reason", "没有弄混"}};
    ASSERT_EQ(ask(doctor, "POST", "/api/rearrangements", {}, back).status, 204);
    EXPECT_TRUE(open(file(doctor, one), "re_screen"));

    Json merge{{"act", "merge"}, {"from", one}, {"into", two}, {"reason", "同一个孩子"}};
    ASSERT_EQ(ask(doctor, "POST", "/api/rearrangements", {}, merge).status, 204);
    EXPECT_EQ(file(doctor, one)["person"]["subject"], two) << "the old number leads on";
    EXPECT_EQ(ask(doctor, "GET", "/api/people/{subject}/beside/{other}", {one, two}).status, 409);
    Json unmerge{{"act", "unmerge"}, {"from", one}, {"reason", "是两个孩子"}};
    ASSERT_EQ(ask(doctor, "POST", "/api/rearrangements", {}, unmerge).status, 204);
    EXPECT_EQ(file(doctor, one)["person"]["name"], "周大演");
    EXPECT_FALSE(open(file(doctor, two), "re_screen"));
    auto worker = log_in("village_worker");
    EXPECT_EQ(ask(worker, "POST", "/api/rearrangements", {}, merge).status, 403);
}

} // namespace
} // namespace banxing::http
