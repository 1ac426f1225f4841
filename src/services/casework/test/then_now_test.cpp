// What was known when something was decided stays; what a later fact changes stands beside it.
#include "payment_setting.h"

#include <casework/then_now.h>

namespace banxing::casework {
namespace {

/// All that a family could read of it.
std::string to_text(const derive::Explanation& why) {
    std::string out = why.sentence.zh + why.sentence.en + std::to_string(why.amount.fen);
    for (auto& one : why.facts)
        out += one.id + one.label.zh + one.value.zh + one.value.en + std::to_string(one.record) +
               one.basis.document + one.basis.clause;
    for (auto* rows : {&why.matched, &why.nearly})
        for (auto& row : *rows)
            out += row.rule_id + std::to_string(row.row) + row.table + row.text.en + row.clause;
    for (auto& one : why.basis) out += one.document + one.clause;
    return out;
}

/// The digits of what was self-paid in the month.
std::string bill(const derive::Explanation& why) {
    std::string out;
    for (auto& one : why.facts)
        if (one.id == "child_rehabilitation.self_paid")
            for (char c : one.value.zh)
                if (c >= '0' && c <= '9') out += c;
    return out;
}

TEST(ThenNow, WhatADecisionRestedOnStaysAsItWas) {
    on_each([](Setting& county) {
        auto& office = county.office;
        auto child = county.child("周小乐");
        county.bill(child, "2026-09", 200'000);
        county.bill(child, "2026-10", 250'000);
        auto before = must(explain(office, county.reviewer, child, subsidy, "2026-10"));
        EXPECT_TRUE(before.then.empty()) << "nothing is decided yet";
        must(approve(office, county.approver, must(county.propose_net(child))));
        county.bill(child, "2026-10", 100'000); // the institution corrects its bill

        auto all = must(then_and_now(office, county.reviewer, child, subsidy, "2026"));
        EXPECT_EQ(all.net.fen, -150'000);
        ASSERT_EQ(all.months.size(), 2u);
        EXPECT_EQ(all.months[0].decided, all.months[0].entitled);
        auto& changed = all.months[1];
        EXPECT_EQ(changed.period, "2026-10");
        EXPECT_EQ(changed.decided.fen, 250'000);
        EXPECT_EQ(changed.entitled.fen, 100'000);
        ASSERT_EQ(changed.why.then.size(), 1u);
        auto& then = changed.why.then[0];
        EXPECT_EQ(then.amount.fen, 250'000);
        EXPECT_EQ(then.policy, office.program->source().version);
        ASSERT_TRUE(then.why);
        EXPECT_EQ(bill(*then.why), "250000") << "as it was known";
        ASSERT_TRUE(changed.why.why);
        EXPECT_EQ(bill(*changed.why.why), "100000");
        EXPECT_EQ(to_text(*then.why), to_text(*before.why)) << "every word, fact and row";
    });
}

TEST(ThenNow, AMonthThatIsGoneStillSaysWhyItWasDecided) {
    on_each([](Setting& county) {
        auto& office = county.office;
        auto child = county.child("周小乐");
        county.bill(child, "2026-10", 250'000);
        must(approve(office, county.approver, must(county.propose_net(child))));
        auto file = must(read_file(office, county.as("institution", 90), child));
        auto billed = std::find_if(file.rows.begin(), file.rows.end(), [](auto& row) {
            return row.form == "child_rehabilitation.institution_month";
        });
        ASSERT_NE(billed, file.rows.end());
        must(amend(office, county.as("institution", 90), child,
                   {billed->lineage, billed->version, Act::withdraw, {}, {}, "开错了", ""}));
        auto all = must(then_and_now(office, county.approver, child, subsidy, "2026"));
        ASSERT_EQ(all.months.size(), 1u);
        EXPECT_EQ(all.months[0].decided.fen, 250'000);
        EXPECT_EQ(all.months[0].entitled.fen, 0);
        EXPECT_FALSE(all.months[0].why.why);
        EXPECT_EQ(bill(all.months[0].why.then.at(0).why.value()), "250000");
        auto stranger = county.as("federation_approver", 7, 330683000000);
        EXPECT_EQ(fault_of(then_and_now(office, stranger, child, subsidy, "2026")),
                  Fault::not_found);
        EXPECT_EQ(fault_of(then_and_now(office, county.as("hospital", 90), child, subsidy, "2026")),
                  Fault::forbidden);
    });
}

/// As if it had been decided before reasons were kept.
struct NothingKept {
    static const db::Statement& statement() {
        static const db::Statement all{"nothing_kept", "delete from entitlement_frozen", {}, {}};
        return all;
    }
};

TEST(ThenNow, ADecisionWithoutItsReasonsSaysSo) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto id = county.approved();
        must(county.database.write(db::Priority::interactive, [](db::Session& session) {
            return session.execute(NothingKept::statement(), {});
        }));
        county.bill(county.one, "2026-10", 100'000);
        auto now = must(explain(office, county.reviewer, county.one, subsidy, "2026-10"));
        ASSERT_EQ(now.then.size(), 1u) << "that it was decided is not forgotten";
        auto& then = now.then[0];
        EXPECT_EQ(then.claim, id);
        EXPECT_EQ(then.amount.fen, 200'000);
        EXPECT_FALSE(then.why) << "nothing is made up afterwards";
        EXPECT_NE(then.said.find("2026"), std::string::npos) << "the record's own sentence";
        ASSERT_TRUE(now.why);
        EXPECT_EQ(bill(*now.why), "100000");
        auto beside = must(then_and_now(office, county.reviewer, county.one, subsidy, "2026"));
        EXPECT_EQ(beside.net.fen, -100'000);
        EXPECT_FALSE(beside.months.at(0).why.then.at(0).why);
    });
}

} // namespace
} // namespace banxing::casework
