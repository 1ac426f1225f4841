#include "wide_policy.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace banxing;
using namespace banxing::derive;
using small::d;

static const Program& program() {
    static auto compiled = Program::compile(small::wide());
    if (!compiled)
        for (auto& f : compiled.error().fields) ADD_FAILURE() << f.field << ": " << f.message.zh;
    return **compiled;
}

/// "occurrence state opens due" of every task of that name.
static std::vector<std::string> told(const small::Child& child, const char* day,
                                     std::string_view name) {
    static constexpr const char* states[] = {"open", "done", "waived", "missed", "ended"};
    std::vector<std::string> out;
    for (auto& task : program().derive(child.file(), d(day)).tasks)
        if (task.task == name)
            out.push_back(task.occurrence + " " + states[std::size_t(task.state)] + " " +
                          iso(task.opens) + (task.due ? " " + iso(*task.due) : ""));
    return out;
}

using Told = std::vector<std::string>;

static small::Child joined(const char* day) {
    auto child = small::born("2022-03-10");
    child.add("later.joined", day, "{}", 7); // record 3
    return child;
}

TEST(Repeat, RollsFromWhatClosedTheLastOne) {
    auto child = joined("2025-08-04");
    EXPECT_EQ(told(child, "2025-08-04", "rolling"), Told{"0 open 2025-08-04 2025-11-04"});
    child.add("later.seen", "2025-09-10", "{}");
    child.add("later.seen", "2025-11-03", "{}");
    EXPECT_EQ(told(child, "2025-11-03", "rolling"),
              (Told{"0 done 2025-08-04 2025-11-04", "4 done 2025-09-10 2025-12-10",
                    "5 open 2025-11-03 2026-02-03"}));
    child.add("later.left", "2025-12-01", "{}");
    EXPECT_EQ(told(child, "2026-01-01", "rolling").size(), 2u); // what was done stays
}

TEST(Repeat, TheIntervalIsTheOneInForceOnTheDayThatOpenedIt) {
    auto child = joined("2026-05-29");
    EXPECT_EQ(told(child, "2026-06-20", "rolling"), Told{"0 open 2026-05-29 2026-08-31"});
    child.add("later.seen", "2026-06-15", "{}");
    EXPECT_EQ(told(child, "2026-06-20", "rolling")[1], "4 open 2026-06-15 2026-12-15");
}

TEST(Repeat, FromTheStartCountsFromTheStartAndIsMissedWhenTheNextComes) {
    auto child = joined("2025-08-31");
    child.add("later.report", "2025-12-15", "{}"); // in the second
    EXPECT_EQ(told(child, "2026-03-01", "fixed"),
              (Told{"1 missed 2025-08-31 2025-12-01", "2 done 2025-11-30 2026-03-02",
                    "3 open 2026-02-28 2026-05-28"}));
}

TEST(Period, EachYearFromGoLiveAsLongAsItHolds) {
    auto child = small::born("2021-03-10");
    child.add("later.roll", "2026-02-03", "{}");
    EXPECT_EQ(told(child, "2026-07-01", "yearly"),
              (Told{"2025 missed 2025-01-01 2025-12-31", "2026 done 2026-01-01 2026-12-31"}));
    EXPECT_EQ(program().derive(child.file(), d("2026-07-01")).tasks.back().title.zh,
              "2026年yearly");
    child.add("later.left", "2026-03-01", "{}");
    EXPECT_EQ(told(child, "2027-02-01", "yearly").size(), 2u);
}

TEST(Grid, ASeriesFromEachRecord) {
    auto child = joined("2025-08-04");
    child.add("later.kept", "2025-09-08", "{}");
    EXPECT_EQ(told(child, "2025-09-20", "kept"),
              (Told{"3-10天后 open 2025-09-13 2025-09-18", "3-1月 done 2025-09-04 2025-09-09"}));
}

TEST(Deadline, ByAgeAndEscalatedToASupervisorAndWaivedForSomeReasonsOnly) {
    auto child = joined("2026-01-05");
    child.add("later.left", "2026-01-06", "{}");
    auto now = program().derive(child.file(), d("2026-02-01"));
    auto at =
        std::find_if(now.tasks.begin(), now.tasks.end(), [](auto& t) { return t.task == "grown"; });
    ASSERT_NE(at, now.tasks.end());
    EXPECT_EQ(at->due, d("2029-03-10"));
    EXPECT_EQ(at->escalates, d("2026-01-12"));
    EXPECT_EQ(at->supervisor, "chief");
    child.add("base.task_waiver", "2026-01-10", R"({"task":"later.grown/1","reason":"busy"})");
    EXPECT_TRUE(told(child, "2026-02-01", "grown")[0].starts_with("1 open"));
    child.add("base.task_waiver", "2026-01-11", R"({"task":"later.grown/1","reason":"ill"})");
    EXPECT_TRUE(told(child, "2026-02-01", "grown")[0].starts_with("1 waived"));
}

TEST(Applies, OnlyInItsPlaceAndTime) {
    EXPECT_EQ(told(joined("2025-12-31"), "2026-03-01", "island").size(), 0u);
    EXPECT_EQ(told(joined("2026-01-01"), "2026-03-01", "island").size(), 1u);
    EXPECT_EQ(told(joined("2026-07-01"), "2026-08-01", "island").size(), 0u);
}

TEST(Stages, RestOnTheOwnFormsBelowTheirFacts) {
    auto names = [](std::string_view system, std::string_view stage) {
        std::vector<std::string> out;
        for (auto* form : program().forms_of_stage(system, stage)) out.push_back(form->full_id());
        return out;
    };
    EXPECT_EQ(names("later", "gone"), Told{"later.left"});
    EXPECT_TRUE(names("later", "nowhere").empty());
    EXPECT_TRUE(names("nowhere", "gone").empty());
}

static Referral referred(const small::Child& child, const char* day) {
    auto now = program().derive(child.file(), d(day));
    EXPECT_EQ(now.referrals.size(), 1u);
    return now.referrals.empty() ? Referral{} : now.referrals.front();
}

static small::Child sent() {
    auto child = small::born("2022-03-10");
    child.add("later.send", "2025-08-04", R"({"target":42})", 7); // record 3, a Monday
    return child;
}

static std::string reply(const char* what) {
    return std::string(R"({"referral":"later.sent_on/3","reply":")") + what + "\"}";
}

TEST(Referral, IsSentReceivedAnsweredAndClosed) {
    auto child = sent();
    EXPECT_EQ(referred(child, "2025-08-11").state, ReferralState::sent);
    EXPECT_EQ(referred(child, "2025-08-11").due, d("2025-08-11"));
    EXPECT_EQ(referred(child, "2025-08-11").from, 7);
    EXPECT_EQ(told(child, "2025-08-11", "sent_on_accept"), Told{"3 open 2025-08-04 2025-08-11"});
    child.add("base.referral_reply", "2025-08-06", reply("accepted"));
    EXPECT_EQ(referred(child, "2025-09-01").state, ReferralState::accepted);
    EXPECT_EQ(told(child, "2025-09-01", "sent_on_answer"), Told{"3 open 2025-08-06 2025-11-06"});
    child.add("later.seen", "2025-09-02", "{}");
    EXPECT_EQ(referred(child, "2025-09-02").state, ReferralState::answered);
    EXPECT_EQ(told(child, "2025-09-02", "sent_on_close"), Told{"3 open 2025-09-02"});
    child.add("later.report", "2025-09-03", "{}");
    EXPECT_EQ(referred(child, "2025-09-03").state, ReferralState::closed);
    EXPECT_EQ(referred(child, "2025-09-03").closed, d("2025-09-03"));
}

TEST(Referral, ItsDesksAndWhatTheEngineAsksForHaveWords) {
    auto& later = *program().find_system("later");
    for (auto kind : {"sent_on_accept", "sent_on_again", "sent_on_answer", "sent_on_close"})
        EXPECT_TRUE(made_task_words(later, kind)->zh.ends_with("转介")) << kind;
    EXPECT_TRUE(made_task_words(later, "need"));
    EXPECT_TRUE(made_task_words(later, "verify"));
    EXPECT_FALSE(made_task_words(later, "rolling")); // the policy file's own
}

TEST(Referral, ExpiresOrIsDeclinedAndGoesBackToTheSender) {
    auto child = sent();
    EXPECT_EQ(referred(child, "2025-08-12").state, ReferralState::expired);
    EXPECT_EQ(told(child, "2025-08-12", "sent_on_again"), Told{"3 open 2025-08-12"});
    EXPECT_EQ(program().derive(child.file(), d("2025-08-11")).next_change, d("2025-08-12"));
    child.add("base.referral_reply", "2025-08-05", reply("declined"));
    EXPECT_EQ(referred(child, "2025-08-12").state, ReferralState::declined);
    child.add("later.send", "2025-08-13", R"({"target":43})", 7); // another one is on its way
    EXPECT_EQ(told(child, "2025-08-13", "sent_on_again"), Told{});
    auto withdrawn = sent();
    withdrawn.add("base.referral_reply", "2025-08-05", reply("withdrawn"));
    EXPECT_EQ(referred(withdrawn, "2025-08-12").state, ReferralState::withdrawn);
}

TEST(Referral, OpensTheFileToTheReceiverUntilItIsClosed) {
    auto child = sent();
    auto open = [&](const char* day) {
        auto now = program().derive(child.file(), d(day));
        return std::any_of(now.grants.begin(), now.grants.end(),
                           [](auto& g) { return g.holder == 42; });
    };
    EXPECT_TRUE(open("2025-08-05"));
    EXPECT_FALSE(open("2025-08-12"));
}

/// For what the file is open to an organisation, and until when.
static Told doors(const small::Child& child, const char* day, std::int64_t holder) {
    Told out;
    for (auto& grant : program().derive(child.file(), d(day)).grants)
        if (grant.holder == holder)
            out.push_back(grant.purpose + (grant.until ? " " + iso(*grant.until) : ""));
    return out;
}

TEST(Grants, EndWithTheStateAndTheLongestOneCounts) {
    auto child = joined("2026-01-05");
    child.add("later.guest", "2026-02-06", R"({"until":"2026-03-01"})", 42);
    EXPECT_EQ(doors(child, "2026-02-07", 42), (Told{"art 2026-03-01", "health 2026-03-01"}));
    auto now = program().derive(child.file(), d("2026-02-07"));
    ASSERT_TRUE(now.next_change);
    EXPECT_LE(*now.next_change, d("2026-03-01"));
    EXPECT_EQ(doors(child, "2026-03-01", 42), Told{}) << "over on that day";
    child.add("later.guest", "2026-02-07", "{}", 42);
    EXPECT_EQ(doors(child, "2026-04-01", 42), (Told{"art", "health"})) << "for good";
}

TEST(Grants, ConsentTakenBackClosesWhatOrganisationsWereOpenedAndNothingElse) {
    auto child = joined("2026-01-05");
    child.add("later.guest", "2026-02-06", "{}", 42);
    auto before = program().derive(child.file(), d("2026-02-20"));
    child.add("base.consent", "2026-02-10", R"({"purpose":"art","decision":"撤回"})");
    auto after = program().derive(child.file(), d("2026-02-20"));
    EXPECT_EQ(doors(child, "2026-02-20", 42), Told{}) << "the whole opening rested on it";
    EXPECT_EQ(doors(child, "2026-02-09", 42).size(), 2u) << "not for what lies before";
    EXPECT_EQ(after.tasks, before.tasks);
    EXPECT_EQ(after.grants.size() + 2, before.grants.size()) << "the place keeps its own";
    child.add("base.consent", "2026-02-15", R"({"purpose":"art","decision":"同意"})");
    EXPECT_EQ(doors(child, "2026-02-20", 42).size(), 2u);
}

TEST(Task, AConditionThatComesBackIsAskedForAgainThoughItWasWaived) {
    auto child = joined("2026-01-05");
    child.add("later.paused", "2026-02-01", R"({"on":true})");
    child.add("base.task_waiver", "2026-02-03", R"({"task":"later.resume/1"})");
    EXPECT_TRUE(told(child, "2026-02-20", "resume")[0].starts_with("1 waived"));
    child.add("later.seen", "2026-02-20", "{}");
    EXPECT_TRUE(told(child, "2026-02-28", "resume")[0].starts_with("1 waived")) << "it held on";
    child.add("later.paused", "2026-03-01", R"({"on":false})");
    EXPECT_EQ(told(child, "2026-03-02", "resume"), Told{});
    child.add("later.paused", "2026-04-01", R"({"on":true})");
    EXPECT_TRUE(told(child, "2026-04-02", "resume")[0].starts_with("1 open"));
    child.add("base.task_waiver", "2026-04-03", R"({"task":"later.resume/1"})");
    EXPECT_TRUE(told(child, "2026-04-04", "resume")[0].starts_with("1 waived"));
}

static Told radar(const small::Child& child, const char* day) {
    Told out;
    for (auto& one : program().derive(child.file(), d(day)).transitions)
        if (one.system == "later")
            out.push_back(one.transition + " " + iso(one.on) + (one.ends ? " ends " : " begins ") +
                          one.form);
    return out;
}

TEST(Transition, IsSeenSixMonthsAheadWithTheHandOverThatIsMissing) {
    auto child = small::born("2022-03-10");
    EXPECT_EQ(radar(child, "2028-09-09"), Told{});
    EXPECT_EQ(program().derive(child.file(), d("2028-09-09")).next_change, d("2028-09-10"));
    EXPECT_EQ(radar(child, "2028-09-10"),
              (Told{"gate 2029-03-10 ends ", "school 2029-03-10 ends later.report"}));
    child.add("later.report", "2028-09-11", "{}");
    EXPECT_EQ(radar(child, "2028-09-12")[1], "school 2029-03-10 ends ");
    EXPECT_EQ(radar(child, "2029-03-10"), Told{});
    EXPECT_EQ(radar(small::born("2022-03-10"), "2023-12-01"),
              Told{"gate_begins 2024-03-10 begins "});
}

TEST(Fact, ListsDaysAndOrganisations) {
    auto child = joined("2025-08-04");
    child.add("later.seen", "2025-08-01", "{}"); // before `since`
    child.add("later.seen", "2025-08-06", "{}");
    auto value = [&](const char* id) {
        return *program().value(child.file(), d("2025-08-09"), id);
    };
    EXPECT_EQ(value("later.seen_days"), R"(["2025-08-06"])");
    EXPECT_EQ(value("later.wait"), "5");
    EXPECT_EQ(value("later.who"), "7");
    EXPECT_EQ(value("later.target"), "null");
    EXPECT_EQ(value("care.fit"), R"("?")");
    EXPECT_FALSE(program().value(child.file(), d("2025-08-09"), "later.none"));
}

TEST(Contradicts, SaysWhatARecordOffends) {
    auto child = sent();
    auto offended = [&](const char* day, const char* content) {
        auto with = small::Child();
        with.add("later.send", day, content);
        Told out;
        for (auto& one : program().contradictions(child.file(), with.records[0]))
            out.push_back(one.id);
        return out;
    };
    EXPECT_EQ(offended("2026-01-01", R"({"target":43})"), Told{});
    EXPECT_EQ(offended("2026-01-01", R"({"target":42})"), Told{"same"});
    EXPECT_EQ(offended("2020-01-01", R"({"target":42})"), Told{"unborn"}); // sent on later
}

struct Faulty {
    const char* name;
    std::function<void(System&)> change;
    const char* fault;
};

TEST(Compile, RefusesWhatCannotBeLivedThrough) {
    Faulty faults[] = {
        {"unreached", [](System& s) { s.forms.push_back(small::form("later", "odd", {}, {})); },
         "没有任何规则"},
        {"role", [](System& s) { s.tasks[0].role = "cook"; }, "不能填写"},
        {"closing", [](System& s) { s.forms[3].write_roles = {"cook"}; }, "不能填写"},
        {"stage",
         [](System& s) {
             s.stages = {{"end", {"终", "end"}, "true"}};
         },
         "没有出路"},
        {"kind", [](System& s) { s.subject_kind = "institution"; }, "另一类档案"},
        {"locked",
         [](System& s) {
             s.forms[6].locked = true;
             s.exports = {"target"};
         },
         "限定用途"},
    };
    for (auto& one : faults) {
        auto source = small::wide();
        one.change(source.systems[2]);
        auto result = Program::compile(source);
        ASSERT_FALSE(result) << one.name;
        bool said =
            std::any_of(result.error().fields.begin(), result.error().fields.end(),
                        [&](auto& f) { return f.message.zh.find(one.fault) != std::string::npos; });
        EXPECT_TRUE(said) << one.name;
    }
    auto source = small::wide();
    source.systems[2].stages = {{"end", {"终", "end"}, "true", true}};
    EXPECT_TRUE(Program::compile(source));
}

/// A child with what could happen to it, drawn at random.
static small::Child any_child() {
    auto child = small::born("2022-03-10");
    int records = *rc::gen::inRange(0, 12);
    static constexpr const char* forms[] = {"later.joined", "later.seen", "later.report",
                                            "later.roll",   "later.kept", "later.send"};
    for (int i = 0; i < records; ++i) {
        std::string day = iso(add_days(d("2025-01-01"), *rc::gen::inRange(0, 400)));
        child.add(forms[*rc::gen::inRange(0, 6)], day.c_str(), R"({"target":5})");
    }
    if (*rc::gen::inRange(0, 3) == 0) {
        std::string lineage = std::to_string(*rc::gen::inRange(3, 15));
        child.add("base.referral_reply", "2025-07-01",
                  R"({"referral":"later.sent_on/)" + lineage + R"(","reply":"accepted"})");
    }
    return child;
}

TEST(Law, SeriesAndReferralsDoNotDependOnTheOrderOfRecords) {
    EXPECT_TRUE(rc::check([] {
        auto child = any_child();
        Date day = add_days(d("2025-06-01"), *rc::gen::inRange(0, 700));
        auto once = program().derive(child.file(), day);
        std::reverse(child.records.begin(), child.records.end());
        RC_ASSERT(program().derive(child.file(), day) == once);
    }));
}

TEST(Law, TheOutlookIsWhatEachOfItsDaysDerives) {
    EXPECT_TRUE(rc::check([] {
        auto child = any_child();
        Date day = add_days(d("2026-02-10"), *rc::gen::inRange(0, 1200));
        auto days = program().outlook(child.file(), day, add_months(day, 36), 20);
        RC_ASSERT(!days.empty() && days.front().day == day);
        for (auto& then : days) {
            auto whole = program().derive(child.file(), then.day);
            std::erase_if(whole.tasks, [](auto& task) { return task.task == "need"; });
            RC_ASSERT(then.tasks == whole.tasks);
            RC_ASSERT(then.stages == whole.stages);
        }
    }));
}

TEST(Law, NothingInAPathwayChangesBeforeNextChange) {
    EXPECT_TRUE(rc::check([] {
        auto child = any_child();
        Date day = add_days(d("2026-02-10"), *rc::gen::inRange(0, 1200));
        auto now = program().derive(child.file(), day);
        Date last = now.next_change ? add_days(*now.next_change, -1) : add_days(day, 400);
        auto later = program().derive(child.file(), last);
        later.next_change = now.next_change;
        RC_ASSERT(later == now);
    }));
}
