// Deadlines of the desks, objections before the money goes, the family's word, what is missing.
#include "payment_setting.h"

#include <casework/benefits.h>
#include <casework/objections.h>
#include <casework/steps.h>

namespace banxing::casework {
namespace {

StepLoad load(Office& office, const access::Principal& who, Step step) {
    for (auto& one : must(steps(office, who)))
        if (one.step == step) return one;
    ADD_FAILURE() << "no such step for this post";
    return {};
}

TEST(DeskSteps, WhatWaitsTooLongIsLate) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto child = county.one;
        auto open = must(payables(office, county.reviewer, {}));
        ASSERT_EQ(open.items.size(), 1u);
        EXPECT_EQ(open.items[0].due, d("2026-11-27")) << "five working days after Friday the 20th";
        EXPECT_EQ(load(office, county.reviewer, Step::review).waiting, 1);
        EXPECT_EQ(load(office, county.reviewer, Step::review).late, 0);
        EXPECT_TRUE(load(office, county.reviewer, Step::review).rule->example);
        auto at = [&](const char* day) { office.clock = Clock::pinned(d(day)); };
        at("2026-11-27");
        EXPECT_EQ(load(office, county.reviewer, Step::review).late, 0) << "on the last day";
        at("2026-11-28");
        EXPECT_EQ(load(office, county.reviewer, Step::review).late, 1);
        auto id = must(county.propose_net(child));
        EXPECT_EQ(load(office, county.approver, Step::approve).late, 0);
        at("2026-12-08");
        EXPECT_EQ(load(office, county.approver, Step::approve).late, 1);
        must(approve(office, county.approver, id));
        EXPECT_EQ(load(office, county.approver, Step::batch).waiting, 1);
        auto made = must(make_batch(office, county.reviewer, subsidy));
        EXPECT_EQ(made.due, d("2026-12-15"));
        at("2026-12-16");
        EXPECT_EQ(load(office, county.finance, Step::confirm).late, 1);
        EXPECT_EQ(load(office, county.finance, Step::pay).waiting, 0);
        EXPECT_EQ(fault_of(steps(office, county.as("hospital", 9))), Fault::forbidden);
    });
}

/// The shipped policy with two working days for a review in one town.
std::shared_ptr<const derive::Program> with_a_quick_town() {
    auto files = must(policy::read_files(home() / "systems", home() / "data/calendar/china.tsv"));
    files["benefits/overlays/town.yaml"] =
        "note: {zh: 示例, en: An example}\nvalues: [{parameter: review_days, value: '2', region: "
        "'330681104', from: 2022-01-01, document: 示例, clause: 示例, trust: example}]\n";
    return must(derive::Program::compile(must(policy::read_source(files))));
}

TEST(DeskSteps, TheMostSpecificRegionOfTheCaseCounts) {
    auto all = databases();
    Billed county(*all.front());
    auto& office = county.office;
    office.program.replace(with_a_quick_town());
    auto other = county.child("周小安");
    must(county.put("township_doctor", other, "base.household_registration", "2022-06-02",
                    {{"region", "330681109"}}));
    county.bill(other, "2026-10", 200'000);
    std::map<SubjectId, std::optional<Date>> due;
    for (auto& item : must(payables(office, county.reviewer, {})).items)
        due[item.row.payable.subject] = item.due;
    EXPECT_EQ(due[county.one], d("2026-11-24")) << "registered in that town";
    EXPECT_EQ(due[other], d("2026-11-27")) << "the county has no value of its own";
    office.clock = Clock::pinned(d("2026-11-25"));
    auto waiting = load(office, county.reviewer, Step::review);
    EXPECT_EQ(waiting.waiting, 2);
    EXPECT_EQ(waiting.late, 1);
    EXPECT_EQ(waiting.rule->days, 5) << "of the desk's own place";
    auto town = county.as("federation_reviewer", 7, 330681104000);
    EXPECT_EQ(load(office, town, Step::review).rule->days, 2);
    EXPECT_EQ(load(office, town, Step::review).late, 1);
    office.clock = Clock::pinned(d("2026-11-28"));
    EXPECT_EQ(load(office, county.reviewer, Step::review).late, 2);
}

TEST(Objections, OneThatIsOpenHoldsTheClaim) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto child = county.one;
        auto id = must(county.propose_net(child));
        EXPECT_EQ(fault_of(object(office, county.reviewer, id, "不住本地")), Fault::conflict);
        must(approve(office, county.approver, id));
        auto raised = must(object(office, county.reviewer, id, "不住本地"));
        EXPECT_EQ(fault_of(make_batch(office, county.reviewer, subsidy)), Fault::conflict);
        auto list = must(objections(office, county.approver));
        ASSERT_EQ(list.size(), 1u);
        EXPECT_EQ(list[0].objection.said, "不住本地");
        EXPECT_TRUE(list[0].due);
        EXPECT_EQ(load(office, county.approver, Step::objection).waiting, 1);
        EXPECT_EQ(fault_of(answer_objection(office, county.as("federation_approver", 1), raised,
                                            false, "核实住址")),
                  Fault::forbidden)
            << "who entered it, on another post";
        must(answer_objection(office, county.approver, raised, false, "户籍核实无误"));
        EXPECT_EQ(fault_of(answer_objection(office, county.approver, raised, true, "再改")),
                  Fault::conflict);
        EXPECT_EQ(must(objections(office, county.approver))[0].objection.answer, "户籍核实无误");
        auto stranger = county.as("federation_approver", 7, 330683000000);
        EXPECT_TRUE(must(objections(office, stranger)).empty());
        EXPECT_EQ(must(make_batch(office, county.reviewer, subsidy)).batch.count, 1);
        EXPECT_EQ(fault_of(object(office, county.reviewer, id, "太晚")), Fault::conflict);
    });
}

TEST(Objections, OneUpheldTakesTheApprovalBack) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto child = county.one;
        auto id = county.approved();
        auto raised = must(object(office, county.reviewer, id, "账单有误"));
        must(answer_objection(office, county.approver, raised, true, "机构承认账单有误"));
        EXPECT_EQ(county.claim(id).state, entitlement::ClaimState::refused);
        EXPECT_EQ(county.payable(child)->net.fen, 200'000) << "open again";
        EXPECT_EQ(county.ledger().committed.fen, 0);
        EXPECT_TRUE(county.broken_laws().empty());
        EXPECT_EQ(must(rederive(office, today, true, {})).changed, 0);
        auto again = must(county.propose_net(child));
        must(approve(office, county.approver, again));
        EXPECT_EQ(county.ledger().committed.fen, 200'000);
        EXPECT_TRUE(county.broken_laws().empty());
    });
}

const BenefitFound* find(const std::vector<BenefitFound>& all, const std::string& id) {
    for (auto& one : all)
        if (one.id == id) return &one;
    return nullptr;
}

TEST(Benefits, ARefusalOfTheFamilyIsRespected) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto child = county.one;
        must(note_wish(office, county.reviewer, child, subsidy, false));
        EXPECT_EQ(must(payables(office, county.reviewer, {})).total, 0) << "not on the desk";
        EXPECT_EQ(fault_of(county.propose_net(child)), Fault::conflict);
        auto found = must(benefits(office, county.reviewer, child));
        ASSERT_TRUE(find(found, subsidy));
        EXPECT_FALSE(find(found, subsidy)->wish->wanted);
        must(note_wish(office, county.reviewer, child, subsidy, true));
        EXPECT_EQ(must(payables(office, county.reviewer, {})).total, 1);
        must(county.propose_net(child));
        EXPECT_EQ(fault_of(note_wish(office, county.finance, child, subsidy, false)),
                  Fault::forbidden);
        EXPECT_EQ(fault_of(note_wish(office, county.reviewer, child, "no.such", false)),
                  Fault::not_found);
    });
}

TEST(Benefits, WhatIsMissingNamesThePaperAndWhoWritesIt) {
    on_each([](Setting& county) {
        auto& office = county.office;
        auto child = county.child("周小乐");
        auto before = must(benefits(office, county.reviewer, child));
        auto* training = find(before, subsidy);
        ASSERT_TRUE(training) << "nobody has billed anything yet";
        EXPECT_EQ(training->finding, Finding::nearly);
        ASSERT_FALSE(training->missing.empty());
        EXPECT_EQ(training->missing[0].form, "child_rehabilitation.institution_month");
        ASSERT_FALSE(training->missing[0].who.empty());
        EXPECT_EQ(training->missing[0].who[0].zh, "康复机构");
        county.bill(child, "2026-10", 200'000);
        auto after = must(benefits(office, county.reviewer, child));
        training = find(after, subsidy);
        ASSERT_TRUE(training);
        EXPECT_EQ(training->finding, Finding::found);
        EXPECT_EQ(training->from, "2026-10");
        EXPECT_EQ(training->open.fen, 200'000);
        auto* older = find(after, "benefits.training_7_18");
        EXPECT_TRUE(!older || older->finding != Finding::found) << "the child is four";
        auto stranger = county.as("federation_reviewer", 7, 330683000000);
        EXPECT_EQ(fault_of(benefits(office, stranger, child)), Fault::not_found);
    });
}

} // namespace
} // namespace banxing::casework
