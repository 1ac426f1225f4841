// What follows from records is learnt by those who may read them, on the file and in lists.
#include "office_for_tests.h"

#include <access/refusals.h>
#include <casework/explained.h>
#include <consequences/radar.h>

#include <algorithm>

namespace banxing::casework {
namespace {

using derive::TaskState;

const auto when = "2026-11-20";

access::Principal education() {
    return post("education_bureau", 301, "330681");
}
access::Principal civil_affairs() {
    return post("civil_affairs", 302, "330681");
}
access::Principal counsellor() {
    return post("counsellor", 801, "330681");
}

bool shows(const Shown& file, const std::string& system) {
    auto of = [&](auto& one) { return one.system == system; };
    auto form = [&](auto& row) { return row.form.starts_with(system + "."); };
    return std::ranges::any_of(file.consequences.tasks, of) ||
           std::ranges::any_of(file.consequences.stages, of) ||
           std::ranges::any_of(file.consequences.referrals, of) ||
           std::ranges::any_of(file.consequences.transitions, of) ||
           std::ranges::any_of(file.ahead.planned, of) ||
           std::ranges::any_of(file.ahead.changes, of) || std::ranges::any_of(file.rows, form);
}

std::int64_t counted(Office& office, const access::Principal& who, SubjectId subject) {
    return must(office.database.read([&](db::Session& session) -> Result<std::int64_t> {
        auto sight = TRY(sight_of(office, session, who, subject));
        return consequences::open_tasks_of(session, subject, sight);
    }));
}

std::int64_t listed(Office& office, const access::Principal& who) {
    return must(office.database.read([&](db::Session& session) -> Result<std::int64_t> {
        auto sight = lists_of(office, who);
        auto today = office.clock.today();
        auto page = TRY(consequences::tasks(session, sight, {}, today));
        auto counts = TRY(consequences::count_tasks(session, sight, {}, today));
        std::int64_t kinds = 0;
        for (auto& kind : TRY(consequences::kinds_of_tasks(session, sight, today)))
            kinds += kind.open;
        EXPECT_EQ(std::int64_t(page.items.size()), kinds);
        EXPECT_EQ(counts.overdue + counts.soon + counts.later, kinds);
        return kinds;
    }));
}

SubjectId open_woman(Office& office) {
    auto who = registration("周宁演", "1990-05-06");
    who.content["sex"] = "2";
    return must(register_person(office, doctor(), who,
                                {residence(village_of_fengqiao(), "2015-03-01")}))
        .receipt->subject;
}

TEST(Sight, APregnancyIsNotLearntByAPostThatReadsNothingOfIt) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto woman = open_woman(office);
        auto before = counted(office, education(), woman);
        must(submit(office, doctor(), woman,
                    {"pregnancy.pregnancy_file",
                     d(when),
                     {{"lmp", "2026-08-01"},
                      {"lmp_sure", true},
                      {"gravidity", 1},
                      {"parity", 0},
                      {"nipt_reasons", Json::array()}},
                     "",
                     "",
                     0}));
        auto mch = must(read_file(office, post("county_mch", 201, "330681"), woman));
        EXPECT_TRUE(shows(mch, "pregnancy"));
        EXPECT_TRUE(std::ranges::any_of(mch.consequences.stages, [](auto& one) {
            return one.system == "pregnancy" && one.stage == "pregnant";
        }));
        EXPECT_TRUE(shows(must(read_file(office, doctor(), woman)), "pregnancy"));
        // the file is open to them for its registration
        for (auto& who : {education(), civil_affairs()}) {
            auto seen = must(read_file(office, who, woman));
            EXPECT_FALSE(shows(seen, "pregnancy")) << who.role;
            EXPECT_TRUE(shows(seen, "base")) << who.role;
            EXPECT_EQ(counted(office, who, woman), before) << who.role;
            auto standing = must(office.database.read([&](db::Session& session) {
                return consequences::standing(session, lists_of(office, who),
                                              {"pregnancy", "", {}, 10}, office.clock.today());
            }));
            EXPECT_TRUE(standing.empty()) << who.role;
        }
        EXPECT_GT(counted(office, doctor(), woman), before);
    }
}

TEST(Sight, CounsellingIsLearntOnlyWhereTheFileIsOpenForIt) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto woman = open_woman(office);
        must(submit(office, counsellor(), woman,
                    {"counselling.hotline_call",
                     d("2026-11-21"),
                     {{"call_no", "2026-118"},
                      {"caller", "本人"},
                      {"topics", {"情绪"}},
                      {"signs", {"念头", "计划"}},
                      {"risk", "高"},
                      {"minutes", 50},
                      {"summary", "有计划"}},
                     "",
                     "",
                     0}));
        auto own = must(read_file(office, counsellor(), woman));
        EXPECT_NE(task(own, "crisis_call", TaskState::open), nullptr);
        EXPECT_EQ(listed(office, counsellor()), 1);
        auto hospital = post("hospital", 202, "330681"); // reads some of its forms, not for `mind`
        hospital.reach = {330681000000, 330682000000, 202};
        for (auto& who : {doctor(), education(), post("village_worker", 1, "330681109"), hospital})
            EXPECT_FALSE(shows(must(read_file(office, who, woman)), "counselling")) << who.role;
        // the family says no to this purpose: the file stays open, what is locked does not
        must(office.database.write(
            db::Priority::interactive, [&](db::Session& session) -> Result<void> {
                TRY(access::refuse(session, woman, roles().purpose_bit("mind"), true));
                return {};
            }));
        must(submit(office, doctor(), woman,
                    residence(village_of_fengqiao(), "2026-11-20"))); // grants follow
        EXPECT_FALSE(shows(must(read_file(office, counsellor(), woman)), "counselling"));
        EXPECT_EQ(listed(office, counsellor()), 0);
        EXPECT_EQ(counted(office, counsellor(), woman),
                  counted(office, education(), woman)); // what both read of it
    }
}

bool stands(const Shown& file, const std::string& stage) {
    return std::ranges::any_of(file.consequences.stages,
                               [&](auto& one) { return one.stage == stage; });
}

std::vector<consequences::Standing> standing_on(Office& office, const access::Principal& who,
                                                const std::string& stage) {
    return must(office.database.read([&](db::Session& session) {
        return consequences::standing(session, lists_of(office, who),
                                      {"autism_screening", stage, {}, 10}, office.clock.today());
    }));
}

TEST(Sight, AStageIsLearntByThoseWhoReadWhatItRestsOn) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto child = open_child(office, "周小演", "2023-05-20");
        auto mch = post("county_mch", 201, "330681"),
             village = post("village_worker", 1, "330681109");
        must(submit(office, mch, child,
                    {"autism_screening.diagnosis",
                     d(when),
                     {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}},
                     "",
                     "",
                     0}));
        EXPECT_TRUE(stands(must(read_file(office, mch, child)), "confirmed"));
        EXPECT_EQ(standing_on(office, mch, "confirmed").size(), 1U);
        // reads reminders of the same system, and never a diagnosis
        auto seen = must(read_file(office, village, child));
        EXPECT_TRUE(lists_of(office, village).reads("autism_screening"));
        EXPECT_FALSE(stands(seen, "confirmed"));
        for (auto& change : seen.ahead.changes)
            EXPECT_TRUE(change.before != "confirmed" && change.after != "confirmed");
        EXPECT_TRUE(standing_on(office, village, "confirmed").empty());
        EXPECT_TRUE(standing_on(office, village, "").empty()) << "nor among all of them";
    }
}

bool reads_any(const std::vector<const derive::Form*>& forms, const std::string& role) {
    return std::ranges::any_of(forms, [&](auto* form) {
        return std::ranges::count(form->read_roles, role) +
                   std::ranges::count(form->write_roles, role) >
               0;
    });
}

/// What a role may learn of all stages, held against the forms that it reads.
struct StagesOfRole {
    const access::Role& role;
    consequences::Sight sight;
    consequences::ListSight lists;
    int hidden = 0, shown = 0;

    void look(const derive::System& system, const std::string& stage) {
        auto below = shipped_policy()->forms_of_stage(system.id, stage);
        for (auto* form : below) EXPECT_EQ(form->system, system.id);
        bool may = sight.stage(system.id, stage), reads = sight.system(system.id);
        EXPECT_EQ(may, below.empty() ? reads : reads_any(below, role.id))
            << role.id << " " << system.id << "." << stage;
        EXPECT_TRUE(may || !lists.stage(system.id, stage));
        (may ? shown : hidden) += may || reads ? 1 : 0;
    }
};

TEST(Sight, NoRoleLearnsAStageOfWhichItReadsNothing) {
    auto& program = *shipped_policy();
    auto forms = program.forms_of_stage("autism_screening", "confirmed");
    EXPECT_TRUE(std::ranges::any_of(forms, [](auto* form) { return form->id == "diagnosis"; }));
    int hidden = 0, shown = 0;
    for (auto& role : roles().all()) {
        auto who = post(role.id.c_str(), 1, "330681");
        StagesOfRole stages{role, consequences::Sight::of_post(program, roles(), who, ~0LL),
                            consequences::list_sight(program, roles(), who)};
        for (auto& system : program.source().systems)
            for (auto& stage : system.stages) stages.look(system, stage.id);
        hidden += stages.hidden;
        shown += stages.shown;
    }
    EXPECT_GT(hidden, 60) << "84 were counted when this was decided";
    EXPECT_GT(shown, 500);
}

TEST(Sight, AReferralOpensTheFileToOneHospitalUntilItIsSettled) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto child = must(register_person(office, doctor(), registration("何小演", "2024-10-21"),
                                          {residence(village_of_fengqiao(), "2024-11-25")}))
                         .receipt->subject;
        auto county = post("county_mch", 201, "330681");
        auto hospital = post("hospital", 202, "330681"), other = post("hospital", 203, "330681");
        auto open = [&](const access::Principal& who) {
            return read_file(office, who, child).has_value();
        };
        EXPECT_FALSE(open(hospital));
        must(submit(office, county, child,
                    {"autism_screening.diagnosis_referral",
                     d(when),
                     {{"organisation", 202}, {"reason", "观察异常"}},
                     "",
                     "",
                     0}));
        EXPECT_TRUE(open(hospital)) << "before it accepts, or it could not decide";
        EXPECT_FALSE(open(other)) << "nobody else";
        must(submit(office, hospital, child,
                    {"base.referral_reply",
                     d(when),
                     {{"referral", "autism_screening.to_hospital/3"}, {"reply", "declined"}},
                     "",
                     "",
                     0}));
        EXPECT_FALSE(open(hospital)) << "nothing is left to do there";
    }
}

TEST(Sight, AnAmountIsLearntByThoseWhoReadTheMonthsItCameFrom) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        TestOffice test(*database);
        auto& office = test.office;
        auto child = open_child(office, "周小演", "2022-05-20");
        must(submit(office, doctor(), child,
                    {"base.household_registration",
                     d("2022-06-01"),
                     {{"region", "330681109"}},
                     "",
                     "",
                     0}));
        auto reviewer = post("federation_reviewer", 101, "330681");
        must(submit(office, post("county_mch", 201, "330681"), child,
                    {"autism_screening.diagnosis",
                     d("2026-06-02"),
                     {{"conclusion", "确诊"}, {"icd10", "F84.0"}, {"hospital", "演示医院"}},
                     "",
                     "",
                     0}));
        Submission month{
            "child_rehabilitation.institution_month",
            d("2026-11-02"),
            {{"month", "2026-10"}, {"sessions", 20}, {"fee_total", 500000}, {"self_paid", 300000}},
            "",
            "",
            0};
        must(office.database.write(
            db::Priority::interactive, [&](db::Session& session) -> Result<void> {
                TRY(submit_in(office, session, post("institution", 401, "330681"), child, {month},
                              Door::opening));
                return {};
            }));
        auto benefit = std::string("child_rehabilitation.training_subsidy");
        EXPECT_FALSE(must(read_file(office, reviewer, child)).consequences.entitled.empty());
        EXPECT_TRUE(explain(office, reviewer, child, benefit, "2026-10"));
        EXPECT_TRUE(must(read_file(office, education(), child)).consequences.entitled.empty());
        EXPECT_FALSE(explain(office, education(), child, benefit, "2026-10"));
        auto radar = must(office.database.read([&](db::Session& session) {
            return consequences::coming(session, lists_of(office, education()), {},
                                        office.clock.today());
        }));
        for (auto& one : radar)
            EXPECT_TRUE(lists_of(office, education()).reads(one.transition.system));
    }
}

} // namespace
} // namespace banxing::casework
