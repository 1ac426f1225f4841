#include "small_policy.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace banxing;
using namespace banxing::derive;
using small::d;

static const Program& program() {
    static auto compiled = Program::compile(small::policy());
    if (!compiled)
        for (auto& f : compiled.error().fields) ADD_FAILURE() << f.field << ": " << f.message.zh;
    return **compiled;
}

static const Task* find(const Consequences& c, std::string_view task,
                        std::string_view occurrence = {}) {
    for (auto& t : c.tasks)
        if (t.task == task && (occurrence.empty() || t.occurrence == occurrence)) return &t;
    return nullptr;
}

TEST(Grid, OpensAtTheAgeIsDoneByTheMatchingRecordAndLapsesAtTheNext) {
    auto child = small::born("2025-03-10");
    auto before = program().derive(child.file(), d("2025-09-09"));
    EXPECT_EQ(find(before, "visit"), nullptr);
    EXPECT_EQ(before.next_change, d("2025-09-10"));
    auto open = program().derive(child.file(), d("2025-09-10"));
    ASSERT_NE(find(open, "visit", "6"), nullptr);
    EXPECT_EQ(find(open, "visit", "6")->due, d("2026-03-10"));
    EXPECT_EQ(find(open, "visit", "6")->title.zh, "6月龄体检");
    EXPECT_EQ(find(open, "visit", "6")->place, 330681109001);
    auto missed = program().derive(child.file(), d("2026-03-10"));
    EXPECT_EQ(find(missed, "visit", "6")->state, TaskState::missed);
    EXPECT_EQ(find(missed, "visit", "12")->state, TaskState::open);
    child.add("care.check", "2025-10-01", R"({"age":"6","signs":[]})");
    auto done = program().derive(child.file(), d("2026-03-10"));
    EXPECT_EQ(find(done, "visit", "6")->state, TaskState::done);
    EXPECT_EQ(find(done, "visit", "6")->closed_by, 3);
}

TEST(Grid, WhatFellDueBeforeGoLiveIsHistory) {
    auto child =
        small::born("2023-06-15"); // 6 months 2023-12, 12 months 2024-06: both due before 2025
    auto now = program().derive(child.file(), d("2025-02-01"));
    EXPECT_EQ(find(now, "visit", "6"), nullptr);
    ASSERT_NE(find(now, "visit", "18"), nullptr);
    EXPECT_EQ(now.tasks.size(), 1u);
}

TEST(ByRecord, AnAbnormalCheckOpensARecheckDueInWorkingDays) {
    auto child = small::born("2025-03-10");
    child.add("care.check", "2025-09-12", R"({"age":"6","signs":["a"]})"); // a Friday
    auto open = program().derive(child.file(), d("2025-09-12"));
    ASSERT_NE(find(open, "again"), nullptr);
    EXPECT_EQ(find(open, "again")->due, d("2025-09-19"));
    EXPECT_EQ(find(open, "again")->occurrence, "3");
    EXPECT_EQ(find(open, "again")->role, "county");
    child.add("care.recheck", "2025-09-18", "{}");
    EXPECT_EQ(find(program().derive(child.file(), d("2025-09-18")), "again")->state,
              TaskState::done);
    child.again(3, 2, RecordOp::correction, R"({"age":"6","signs":[]})");
    EXPECT_EQ(find(program().derive(child.file(), d("2025-09-18")), "again"), nullptr);
}

TEST(Task, WaivedByARecordThatNamesItAndEndedByDeath) {
    auto child = small::born("2025-03-10");
    child.add("base.task_waiver", "2025-09-11", R"({"task":"care.visit/6"})");
    EXPECT_EQ(find(program().derive(child.file(), d("2025-09-11")), "visit", "6")->state,
              TaskState::waived);
    auto other = small::born("2025-03-10");
    other.add("base.death", "2025-10-01", "{}");
    EXPECT_EQ(find(program().derive(other.file(), d("2025-10-01")), "visit", "6")->state,
              TaskState::ended);
}

TEST(Record, AWithdrawnOneCountsForNothingUntilRestored) {
    auto child = small::born("2025-03-10");
    child.add("care.check", "2025-09-12", R"({"age":"6","signs":["a"]})");
    child.again(3, 2, RecordOp::withdrawal, R"({"age":"6","signs":["a"]})");
    EXPECT_EQ(find(program().derive(child.file(), d("2025-09-12")), "again"), nullptr);
    child.again(3, 3, RecordOp::restoration, R"({"age":"6","signs":["a"]})");
    EXPECT_NE(find(program().derive(child.file(), d("2025-09-12")), "again"), nullptr);
}

static std::string bill(const char* month, int fen) {
    return std::string(R"({"month":")") + month + R"(","paid":)" + std::to_string(fen) + "}";
}

TEST(Entitled, MonthsInOrderUnderBothCaps) {
    auto child = small::born("2022-03-10");
    child.add("care.bill", "2026-02-28", bill("2026-02", 342000));
    child.add("care.bill", "2026-01-31", bill("2026-01", 100000));
    child.add("care.bill", "2026-03-31", bill("2026-03", 250000));
    auto now = program().derive(child.file(), d("2026-04-01"));
    ASSERT_EQ(now.entitled.size(), 3u);
    // 1000.00; min(3420, 3000); 5000 a year less 4000
    std::int64_t amounts[] = {100000, 300000, 100000};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(now.entitled[std::size_t(i)].amount.fen, amounts[i]) << i;
    EXPECT_EQ(now.entitled[0].rows, std::vector<std::string>{"young"});
}

TEST(Entitled, WhatWasPaidElsewhereInEarlierMonthsUsesUpTheCap) {
    auto child = small::born("2022-03-10");
    child.add("care.paid_before", "2026-02-10", R"({"month":"2026-01","amount":450000})");
    child.add("care.bill", "2026-02-28", bill("2026-02", 300000));
    auto now = program().derive(child.file(), d("2026-04-01"));
    ASSERT_EQ(now.entitled.size(), 1u);
    EXPECT_EQ(now.entitled[0].amount.fen, 50000);
}

TEST(Entitled, TheDayBeforeTheSeventhBirthdayTheDayItselfAndAnUnknownFact) {
    struct {
        const char *birth, *month;
        Outcome outcome;
    } cases[] = {
        {"2019-02-02", "2026-02", Outcome::granted}, // 1 February: not yet seven
        {"2019-02-01", "2026-02", Outcome::needs}, // seven on the day; self-care was never assessed
        {"2017-02-01", "2026-02", Outcome::refused}, // nine
    };
    for (auto& c : cases) {
        auto child = small::born(c.birth);
        child.add("care.bill", "2026-02-28", bill(c.month, 100000));
        auto now = program().derive(child.file(), d("2026-03-01"));
        ASSERT_EQ(now.entitled.size(), 1u) << c.birth;
        EXPECT_EQ(now.entitled[0].outcome, c.outcome) << c.birth;
    }
}

TEST(Entitled, AnUnknownFactBecomesATaskForTheOneWhoMayWriteIt) {
    auto child = small::born("2018-02-01");
    child.add("care.bill", "2026-02-28", bill("2026-02", 100000));
    auto needs = program().derive(child.file(), d("2026-03-01"));
    EXPECT_EQ(needs.entitled[0].needs, std::vector<std::string>{"care.fit"});
    ASSERT_NE(find(needs, "need", "fit"), nullptr);
    EXPECT_EQ(find(needs, "need", "fit")->form, "care.ability");
    EXPECT_EQ(find(needs, "need", "fit")->role, "doctor");
    child.add("care.ability", "2026-01-15", R"({"fit":true})");
    auto known = program().derive(child.file(), d("2026-03-01"));
    EXPECT_EQ(known.entitled[0].amount.fen, 100000);
    EXPECT_EQ(known.entitled[0].rows, std::vector<std::string>{"extended"});
    EXPECT_EQ(find(known, "need"), nullptr);
}

TEST(Explanation, NamesRowsFactsRecordsAndTheNearMiss) {
    auto child = small::born("2018-02-01");
    child.add("care.bill", "2026-02-28", bill("2026-02", 100000));
    child.add("care.ability", "2026-01-15", R"({"fit":false})");
    auto why = program().explain(child.file(), d("2026-03-01"), "care.subsidy", "2026-02");
    ASSERT_TRUE(why);
    EXPECT_EQ(why->outcome, Outcome::refused);
    ASSERT_EQ(why->matched.size(), 1u);
    EXPECT_EQ(why->matched[0].clause, "第三条");
    ASSERT_FALSE(why->nearly.empty());
    auto fit = std::find_if(why->facts.begin(), why->facts.end(),
                            [](auto& f) { return f.id == "care.fit"; });
    ASSERT_NE(fit, why->facts.end());
    EXPECT_EQ(fit->record, 4);
    EXPECT_EQ(fit->value.zh, "否");
    EXPECT_FALSE(program().explain(child.file(), d("2026-03-01"), "care.subsidy", "2026-05"));
}

TEST(Contradiction, TwoOrganisationsOnOneDayMakeItUnknownAndAskSomebody) {
    auto child = small::born("2018-02-01");
    child.add("care.bill", "2026-02-28", bill("2026-02", 100000));
    child.add("care.ability", "2026-01-15", R"({"fit":true})", 1);
    child.add("care.ability", "2026-01-15", R"({"fit":false})", 2);
    auto now = program().derive(child.file(), d("2026-03-01"));
    EXPECT_EQ(now.entitled[0].outcome, Outcome::needs);
    EXPECT_NE(find(now, "verify"), nullptr);
}

TEST(Fault, AnUnreadableRecordMarksTheFileAndNothingElseStops) {
    auto child = small::born("2025-03-10");
    child.add("care.check", "2025-09-12", R"({"age":7})");
    auto now = program().derive(child.file(), d("2025-09-12"));
    EXPECT_FALSE(now.faults.empty());
    EXPECT_NE(find(now, "visit", "6"), nullptr);
}

TEST(Grants, ResidenceOpensTheFileToWhoeverServesThePlace) {
    auto now = program().derive(small::born("2025-03-10").file(), d("2025-09-12"));
    ASSERT_EQ(now.grants.size(), 1u);
    EXPECT_EQ(now.grants[0].holder, 330681109001);
    EXPECT_EQ(now.grants[0].purpose, "health");
}

TEST(Compile, EveryFaultOfAPolicyIsNamed) {
    auto broken = small::policy();
    broken.systems[1].stages[0].when = "自理，不足";
    broken.systems[1].tasks[1].opened_by.form = "care.nothing";
    broken.systems[1].parameters[0].values[0].basis.clause = "";
    auto result = Program::compile(broken);
    ASSERT_FALSE(result);
    EXPECT_GE(result.error().fields.size(), 3u);
}

/// A child with what could happen to it, drawn at random.
static small::Child any_child() {
    auto child = small::born("2019-05-20");
    int records = *rc::gen::inRange(0, 14);
    for (int i = 0; i < records; ++i) {
        Date day = add_days(d("2025-01-01"), *rc::gen::inRange(0, 500));
        std::string text = iso(day);
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            child.add("care.check", text.c_str(), R"({"age":"12","signs":["a"]})");
            break;
        case 1:
            child.add("care.recheck", text.c_str(), "{}");
            break;
        case 2:
            child.add("care.bill", text.c_str(),
                      bill(text.substr(0, 7).c_str(), *rc::gen::inRange(0, 400000)));
            break;
        default:
            child.add("care.ability", text.c_str(), R"({"fit":true})");
            break;
        }
    }
    return child;
}

/// The small policy with one more task of the care system.
static std::shared_ptr<const Program> with_task(const char* when) {
    auto source = small::policy();
    TaskRule rule = small::care_tasks().back();
    rule.id = "call", rule.opening = Opening::condition, rule.opened_by = {}, rule.when = when;
    rule.due = {};
    for (auto& system : source.systems)
        if (system.id == "care") system.tasks.push_back(rule);
    auto compiled = Program::compile(source);
    return compiled ? *compiled : nullptr;
}

TEST(WithoutRecords, WhatNoRecordSpeaksOfIsNotWaitedFor) {
    auto compiled = with_task("月龄 >= 5 and 已死亡");
    ASSERT_TRUE(compiled);
    auto child = small::born("2025-03-10");
    auto now = compiled->derive(child.file(), d("2025-04-01"));
    EXPECT_EQ(now.next_change, d("2025-09-10")) << "the age alone opens nothing";
    child.add("base.death", "2025-03-20", "{}");
    EXPECT_EQ(compiled->derive(child.file(), d("2025-04-01")).next_change, d("2025-08-10"))
        << "five months, not the next one";
}

TEST(Evaluation, ARecordOfALaterDayIsWaitedFor) {
    auto compiled = with_task("自理不足");
    ASSERT_TRUE(compiled);
    auto child = small::born("2025-03-10");
    child.add("care.ability", "2025-05-06", R"({"fit":true})");
    auto now = compiled->derive(child.file(), d("2025-04-01"));
    EXPECT_EQ(find(now, "call"), nullptr);
    ASSERT_TRUE(now.next_change);
    EXPECT_EQ(*now.next_change, d("2025-05-06"));
    EXPECT_NE(find(compiled->derive(child.file(), d("2025-05-06")), "call"), nullptr);
}

TEST(Law, TheOrderInWhichRecordsAreStoredDoesNotMatter) {
    EXPECT_TRUE(rc::check([] {
        auto child = any_child();
        Date day = add_days(d("2025-01-01"), *rc::gen::inRange(0, 700));
        auto once = program().derive(child.file(), day);
        std::reverse(child.records.begin(), child.records.end());
        RC_ASSERT(program().derive(child.file(), day) == once);
    }));
}

TEST(Law, NothingChangesBeforeNextChange) {
    EXPECT_TRUE(rc::check([] {
        auto child = any_child();
        Date day = add_days(d("2026-06-01"), *rc::gen::inRange(0, 300));
        auto now = program().derive(child.file(), day);
        Date last = now.next_change ? add_days(*now.next_change, -1) : add_days(day, 400);
        auto later = program().derive(child.file(), last);
        later.next_change = now.next_change;
        RC_ASSERT(later == now);
    }));
}

TEST(Law, AYearNeverBringsMoreThanItsCap) {
    EXPECT_TRUE(rc::check([] {
        auto child = any_child();
        std::map<std::string, std::int64_t> years;
        for (auto& month : program().derive(child.file(), d("2026-12-31")).entitled)
            years[month.period.substr(0, 4)] += month.amount.fen;
        for (auto& [year, sum] : years) RC_ASSERT(sum <= 500000);
    }));
}
