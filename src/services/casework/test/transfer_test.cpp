#include "office_for_tests.h"

#include <casework/drafts.h>
#include <casework/files.h>
#include <casework/transfer.h>
#include <consequences/radar.h>

#include <algorithm>

using namespace banxing;
using namespace banxing::casework;
using derive::TaskState;

/// Everything that follows but for the numbers of records, which a round trip changes.
static std::vector<std::string> told(const Shown& file) {
    std::vector<std::string> out;
    for (auto& t : file.consequences.tasks)
        out.push_back(t.system + "." + t.task + "/" + t.occurrence + " " +
                      std::to_string(int(t.state)) + " " + iso(t.opens) +
                      (t.due ? iso(*t.due) : ""));
    for (auto& s : file.consequences.stages) out.push_back(s.system + ":" + s.stage);
    return out;
}

static std::size_t standing(const Shown& file) {
    auto rows = records::in_force(file.rows);
    return std::size_t(std::count_if(rows.begin(), rows.end(), [](auto* row) {
        return row->op != derive::RecordOp::withdrawal;
    }));
}

static Result<consequences::OfSubject> consequences_of(Office& office, SubjectId subject) {
    return office.database.read(
        [&](db::Session& session) { return consequences::load(session, subject); });
}

static Result<void> merge(Office& office, const access::Principal& who, SubjectId from,
                          SubjectId into, const std::string& reason) {
    return rearrange(office, who, {Rearrangement::Act::merge, from, into, {}, {}, 0, reason});
}
static Result<void> unmerge(Office& office, const access::Principal& who, SubjectId from,
                            const std::vector<std::int64_t>& later, const std::string& reason) {
    return rearrange(office, who, {Rearrangement::Act::unmerge, from, {}, later, {}, 0, reason});
}

TEST(Transfer, ATwinsRecordGoesToTheRightTwinAndBothFilesFollow) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto one = open_child(test.office, "周大演"), two = open_child(test.office, "周二演");
        auto wrong =
            must(submit(test.office, doctor(), one, check("18月", "2026-07-20", {"18月-3"})));
        auto other =
            must(submit(test.office, doctor(), two, check("18月", "2026-07-21", Json::array())));
        // the doctor had taken one for the other: both at once
        using Move = Rearrangement::Act;
        Rearrangement swap{Move::transfer, one, two, {wrong.lineage}, {other.lineage}};
        auto seen = must(preview(test.office, doctor(), swap));
        ASSERT_EQ(seen.from.leave.size(), 1u);
        EXPECT_EQ(seen.from.leave[0].lineage, wrong.lineage);
        ASSERT_EQ(seen.from.come.size(), 1u);
        EXPECT_EQ(seen.from.come[0].day, d("2026-07-21"));
        EXPECT_TRUE(seen.from.aside.empty());
        EXPECT_NE(task(must(read_file(test.office, doctor(), one)), "re_screen", TaskState::open),
                  nullptr)
            << "a preview leaves nothing behind";
        EXPECT_FALSE(rearrange(test.office, doctor(), swap)) << "without a reason";
        swap.reason = "双胞胎弄混";
        swap.from_version = seen.from.version + 1;
        EXPECT_FALSE(rearrange(test.office, doctor(), swap)) << "of another version than was seen";
        swap.from_version = seen.from.version;
        swap.into_version = seen.into.version;
        must(rearrange(test.office, doctor(), swap));
        auto first = must(read_file(test.office, doctor(), one));
        auto second = must(read_file(test.office, doctor(), two));
        EXPECT_EQ(task(first, "re_screen", TaskState::open), nullptr);
        EXPECT_NE(task(first, "visit", TaskState::done), nullptr);
        ASSERT_NE(task(second, "re_screen", TaskState::open), nullptr);
        EXPECT_EQ(task(second, "re_screen", TaskState::open)->opens, d("2026-07-20"));
        EXPECT_EQ(differing(test.office), 0);
        auto then = must(consequences_of(test.office, two));
        EXPECT_EQ(seen.into.after.tasks, then.tasks) << "the preview said exactly this";
        EXPECT_FALSE(rearrange(test.office, doctor(),
                               {Move::transfer, one, two, {wrong.lineage}, {}, 0, "再来"}));
        // both ways are taken back, one after the other
        for (auto file : {one, two})
            must(rearrange(test.office, doctor(),
                           {Move::take_back, file, {}, {}, {}, 1, "没有弄混"}));
        EXPECT_NE(task(must(read_file(test.office, doctor(), one)), "re_screen", TaskState::open),
                  nullptr);
        EXPECT_EQ(task(must(read_file(test.office, doctor(), two)), "re_screen", TaskState::open),
                  nullptr);
        EXPECT_FALSE(
            rearrange(test.office, doctor(), {Move::take_back, one, {}, {}, {}, 1, "再取回一次"}));
        EXPECT_EQ(differing(test.office), 0);
    }
}

TEST(Merge, PutsTwoFilesTogetherAndUnmergeTakesThemApartAgain) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto kept = open_child(office, "周小演"), second = open_child(office, "李大演");
        auto seen = must(submit(office, doctor(), second, check("18月", "2026-07-20", {"18月-3"})));
        must(submit(office, doctor(), second,
                    {"base.task_waiver",
                     d("2026-08-01"),
                     {{"task", "autism_screening.re_screen/" + std::to_string(seen.lineage)},
                      {"reason", "家长拒绝"}},
                     "",
                     "",
                     0}));
        auto before_kept = told(must(read_file(office, doctor(), kept)));
        auto before_second = told(must(read_file(office, doctor(), second)));
        must(merge(office, doctor(), second, kept, "同一个孩子登记了两次"));
        auto merged = must(read_file(office, doctor(), second)); // leads on
        EXPECT_EQ(merged.head.subject, kept);
        EXPECT_NE(task(merged, "visit", TaskState::done), nullptr);
        EXPECT_NE(task(merged, "re_screen", TaskState::waived), nullptr); // its new number is named
        EXPECT_EQ(standing(merged), 4u); // registration and residence once, check, waiver
        EXPECT_TRUE(office.registry.listed(kept));
        EXPECT_FALSE(office.registry.listed(second));
        EXPECT_EQ(differing(office), 0);
        EXPECT_FALSE(merge(office, doctor(), second, kept, "再并一次"));
        EXPECT_FALSE(merge(office, doctor(), kept, second, "并回去"));

        must(unmerge(office, doctor(), second, {}, "原来是堂兄弟"));
        EXPECT_EQ(told(must(read_file(office, doctor(), kept))), before_kept);
        EXPECT_EQ(told(must(read_file(office, doctor(), second))), before_second);
        EXPECT_TRUE(office.registry.listed(second));
        EXPECT_EQ(differing(office), 0);
    }
}

TEST(Merge, WhatWasCorrectedMeanwhileGoesBackAndWhatCameLaterIsAssigned) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto kept = open_child(office, "周小演"), second = open_child(office, "李大演");
        must(submit(office, doctor(), second, check("18月", "2026-07-20", {"18月-3"})));
        must(merge(office, doctor(), second, kept, "看似同一人"));
        auto parts = must(moves_of(office, doctor(), kept));
        ASSERT_EQ(parts.size(), 1u);
        EXPECT_TRUE(parts[0].move.merge);
        EXPECT_EQ(parts[0].records, 3) << "registration, residence, check";
        std::int64_t moved_check =
            records::in_force(must(read_file(office, doctor(), kept)).rows).front()->lineage;
        must(amend(office, doctor(), kept,
                   {moved_check,
                    1,
                    Act::correct,
                    {},
                    check("18月", "2026-07-20", Json::array()).content,
                    "抄错行",
                    "w-1"}));
        auto later = must(submit(office, doctor(), kept, check("12月", "2026-08-01", {"12月-1"})));
        EXPECT_EQ(must(moves_of(office, doctor(), kept))[0].later,
                  std::vector<std::int64_t>{later.lineage});
        auto back_again =
            must(preview(office, doctor(),
                         {Rearrangement::Act::unmerge, second, {}, {later.lineage}, {}, 0, ""}));
        EXPECT_EQ(back_again.from.come.size(), 4u) << "three return, one is assigned";
        EXPECT_EQ(back_again.into.leave.size(), 2u) << "two had come in aside";
        must(unmerge(office, doctor(), second, {later.lineage}, "两个孩子"));
        auto back = must(read_file(office, doctor(), second));
        ASSERT_NE(task(back, "re_screen", TaskState::open),
                  nullptr); // of the one that was assigned
        EXPECT_EQ(task(back, "re_screen", TaskState::open)->opens, d("2026-08-01"));
        EXPECT_EQ(standing(must(read_file(office, doctor(), kept))), 2u);
        EXPECT_EQ(differing(office), 0);
    }
}

static Submission diagnosed(const char* day) {
    return {"autism_screening.diagnosis",
            d(day),
            {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "甲医院"}},
            "",
            "",
            0};
}

TEST(Contradiction, NeedsAReasonOrWaitsAsADraft) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto child = open_child(office);
        auto mch = post("county_mch", 201, "330681");
        auto early = diagnosed("2024-12-01"); // born 2025-01-08
        auto refused = submit(office, mch, child, early);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().fault, Fault::conflict);
        ASSERT_EQ(refused.error().fields.size(), 1u);
        EXPECT_EQ(refused.error().fields[0].field, "contradicts.before_birth");
        auto draft = must(keep_draft(office, mch, child, early));
        auto waiting = must(drafts(office, mch, child));
        ASSERT_EQ(waiting.size(), 1u);
        EXPECT_EQ(waiting[0].content["hospital"], "甲医院");
        ASSERT_EQ(waiting[0].offends.size(), 1u);
        EXPECT_TRUE(must(drafts(office, doctor(), child)).empty()); // another post's are not shown
        EXPECT_EQ(must(keep_draft(office, mch, child, early)), draft) << "the same once more";
        auto everywhere = must(drafts_waiting(office, mch, {}, 10));
        ASSERT_EQ(everywhere.size(), 1u);
        EXPECT_EQ(everywhere[0].subject, child);
        EXPECT_TRUE(must(drafts_waiting(office, doctor(), {}, 10)).empty());
        auto fuller = early;
        fuller.content["hospital"] = "乙医院";
        must(change_draft(office, mch, child, draft, fuller));
        EXPECT_EQ(must(drafts(office, mch, child)).at(0).content["hospital"], "乙医院");
        EXPECT_FALSE(submit_draft(office, mch, child, draft, {}));
        EXPECT_EQ(must(drafts(office, mch, child)).size(), 1u); // still there
        Completion sure{
            {}, {}, "出生日期登记有误，正在更正", "33333333-3333-4333-8333-333333333333"};
        auto written = must(submit_draft(office, mch, child, draft, sure));
        auto again = must(submit_draft(office, mch, child, draft, sure));
        EXPECT_EQ(again.no, written.no) << "a retry";
        EXPECT_EQ(again.effect, Effect::unchanged);
        EXPECT_TRUE(must(drafts(office, mch, child)).empty());
        auto stages = must(read_file(office, mch, child)).consequences.stages;
        EXPECT_TRUE(std::any_of(stages.begin(), stages.end(),
                                [](auto& one) { return one.stage == "confirmed"; }));
    }
}

TEST(Institution, HasAFileOfItsOwnWithItsToDosAndIsListedByStage) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto federation = post("federation_reviewer", 101, "330681");
        Submission registered{
            "institution.registration",
            d("2026-01-05"),
            {{"name", "示例康复中心"}, {"organisation", 401}, {"region", "330681"}},
            "",
            "",
            0};
        Submission agreed{
            "institution.agreement", d("2026-01-05"), {{"until", "2027-12-31"}}, "", "", 0};
        registered.write_id = "55555555-5555-4555-8555-555555555555";
        auto file = must(open_subject(office, federation, "institution", {registered, agreed}));
        auto retried = must(open_subject(office, federation, "institution", {registered, agreed}));
        EXPECT_TRUE(retried.existed);
        EXPECT_EQ(retried.subject, file.subject);
        registered.write_id = "66666666-6666-4666-8666-666666666666";
        EXPECT_FALSE(open_subject(office, federation, "institution", {registered}))
            << "another one of that name and place";
        ASSERT_EQ(office.registry.search("示例康复", 5).size(), 1u);
        auto shown = must(read_file(office, federation, file.subject));
        EXPECT_EQ(shown.head.kind, "institution");
        EXPECT_NE(task(shown, "inspection", TaskState::open), nullptr);
        auto listed = must(office.database.read([&](db::Session& session) {
            return consequences::standing(session, lists_of(office, federation),
                                          {"institution", "designated", {}, 10},
                                          office.clock.today());
        }));
        ASSERT_EQ(listed.size(), 1u);
        EXPECT_EQ(listed[0].subject, file.subject);
        // a person's form does not belong here, an unknown kind is refused
        auto village = submit(office, doctor(), file.subject, residence("330681109", "2026-01-01"));
        EXPECT_FALSE(village);
        EXPECT_FALSE(open_subject(office, federation, "castle", {registered}));
        EXPECT_FALSE(open_subject(office, federation, "institution", {agreed}));
        EXPECT_EQ(differing(office), 0);
    }
}

TEST(Referral, WaitsOnTheListOfItsReceiverAndTheRadarShowsWhoGrowsUp) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto child = open_child(office, "周小演", "2021-01-08");
        auto mch = post("county_mch", 201, "330681");
        must(submit(office, doctor(), child,
                    {"base.household_registration",
                     d("2021-01-20"),
                     {{"region", "330681109"}},
                     "",
                     "",
                     0}));
        must(submit(office, mch, child, diagnosed("2026-11-02")));
        must(submit(office, mch, child,
                    {"child_rehabilitation.institution_referral",
                     d("2026-11-18"),
                     {{"institution", 401}, {"needs", "语言训练"}},
                     "",
                     "",
                     0}));
        auto centre = post("institution", 401, "330681");
        centre.organisation.kind = "rehabilitation_institution";
        auto list = must(office.database.read([&](db::Session& session) {
            return consequences::referrals(session, centre, {}, office.clock.today());
        }));
        ASSERT_EQ(list.size(), 1u);
        EXPECT_EQ(list[0].subject, child);
        EXPECT_EQ(list[0].referral.due, d("2026-11-25"));
        auto sent = must(office.database.read([&](db::Session& session) {
            return consequences::referrals(session, mch, {false}, office.clock.today());
        }));
        ASSERT_EQ(sent.size(), 1u);
        EXPECT_EQ(sent[0].referral, list[0].referral);
        auto shown = must(read_file(office, centre, child)); // the referral opened it
        EXPECT_EQ(shown.consequences.referrals.size(), 1u);
        auto other = post("institution", 402, "330681");
        EXPECT_FALSE(read_file(office, other, child));
        auto soon = open_child(office, "周长演", "2020-03-01"); // seven on 2027-03-01
        auto radar = must(office.database.read([&](db::Session& session) {
            return consequences::coming(session, lists_of(office, doctor()), {},
                                        office.clock.today());
        }));
        ASSERT_FALSE(radar.empty());
        EXPECT_TRUE(std::any_of(radar.begin(), radar.end(), [&](auto& one) {
            return one.subject == soon && one.transition.on == d("2027-03-01") &&
                   one.transition.ends;
        }));
    }
}
