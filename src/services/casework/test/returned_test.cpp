// A payment that the bank sends back, until it arrives.
#include "payment_setting.h"

namespace banxing::casework {
namespace {

struct Paid {
    SubjectId child;
    std::int64_t claim = 0, batch = 0;
};

Paid paid(Setting& county, const char* name) {
    Paid out{county.child(name)};
    county.bill(out.child, "2026-09", 200'000);
    county.bill(out.child, "2026-10", 342'000);
    out.claim = must(county.propose_net(out.child));
    must(approve(county.office, county.approver, out.claim));
    out.batch = must(make_batch(county.office, county.reviewer, subsidy)).batch.id;
    must(mark_paid(county.office, county.finance, out.batch, today));
    return out;
}

std::string state_of(Setting& county, SubjectId child, const char* period) {
    auto paying = must(read_file(county.office, county.reviewer, child)).paying;
    auto found = paying.find({subsidy, period});
    return found == paying.end() ? "" : entitlement::name_of(found->second);
}

/// The result that each month's payment_result record in force tells.
std::string results_of(Setting& county, SubjectId child) {
    auto file = must(read_file(county.office, county.reviewer, child));
    std::string out;
    for (auto* row : records::in_force(file.rows))
        if (row->form == "child_rehabilitation.payment_result")
            out += must(parse_json(row->content))["result"].get<std::string>();
    return out;
}

TEST(Returned, IsNotedRetriedAndPaidOnce) {
    on_each([](Setting& county) {
        auto& office = county.office;
        auto one = paid(county, "周小乐");
        EXPECT_EQ(state_of(county, one.child, "2026-10"), "paid");
        EXPECT_EQ(results_of(county, one.child), "已发放已发放");

        Returned back{one.batch, {one.claim}, today, "账号已注销"};
        EXPECT_FALSE(mark_returned(office, county.reviewer, back)) << "finance only";
        auto shown = must(mark_returned(office, county.finance, back));
        EXPECT_EQ(shown.lines.at(0).state, entitlement::ClaimState::returned);
        EXPECT_EQ(shown.lines.at(0).reason, "账号已注销");
        EXPECT_EQ(county.ledger().paid.fen, 0);
        EXPECT_EQ(county.ledger().committed.fen, 500'000) << "it stays decided";
        EXPECT_EQ(county.payable(one.child)->net.fen, 0) << "nobody proposes it again";
        EXPECT_EQ(state_of(county, one.child, "2026-10"), "returned");
        EXPECT_EQ(results_of(county, one.child), "退回退回");
        EXPECT_FALSE(mark_returned(office, county.finance, back)) << "once";

        auto waiting = must(payables(office, county.reviewer, {entitlement::Desk::returned}));
        ASSERT_EQ(waiting.items.size(), 1u);
        EXPECT_FALSE(retry(office, county.finance, one.claim)) << "who makes batches";
        must(retry(office, county.reviewer, one.claim));
        EXPECT_FALSE(retry(office, county.reviewer, one.claim)) << "once";
        EXPECT_EQ(must(payables(office, county.reviewer, {entitlement::Desk::returned})).total, 0);
        EXPECT_EQ(state_of(county, one.child, "2026-10"), "approved");

        auto again = must(make_batch(office, county.reviewer, subsidy));
        EXPECT_EQ(again.batch.amount.fen, 500'000);
        EXPECT_EQ(state_of(county, one.child, "2026-10"), "batched");
        must(mark_paid(office, county.finance, again.batch.id, today));
        EXPECT_EQ(county.ledger().paid.fen, 500'000);
        EXPECT_EQ(state_of(county, one.child, "2026-10"), "paid");
        county.bill(one.child, "2026-08", 100'000);
        EXPECT_EQ(county.payable(one.child)->net.fen, 100'000) << "only what is new";
        EXPECT_EQ(must(rederive(office, today, true, {})).changed, 0);
    });
}

TEST(Returned, OnlyWhatIsPaidAndOnADayThatFits) {
    on_each([](Setting& county) {
        auto& office = county.office;
        auto one = paid(county, "周小乐"), other = paid(county, "周小安");
        struct {
            Returned what;
            Fault fault;
        } cases[] = {
            {{one.batch, {one.claim}, add_days(today, 1), "账号已注销"}, Fault::invalid},
            {{one.batch, {one.claim}, add_days(today, -1), "账号已注销"}, Fault::invalid},
            {{one.batch, {one.claim}, today, ""}, Fault::invalid},
            {{one.batch, {one.claim, other.claim}, today, "账号已注销"}, Fault::not_found},
            {{one.batch, {4711}, today, "账号已注销"}, Fault::not_found},
            {{4711, {one.claim}, today, "账号已注销"}, Fault::not_found},
        };
        for (auto& wrong : cases) {
            auto refused = mark_returned(office, county.finance, wrong.what);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().fault, wrong.fault);
        }
        EXPECT_EQ(county.claim(one.claim).state, entitlement::ClaimState::paid) << "all or none";
        EXPECT_FALSE(retry(office, county.reviewer, one.claim)) << "it arrived";
    });
}

TEST(Months, SayWhatBecameOfThem) {
    on_each([](Setting& county) {
        auto child = county.child("周小乐");
        county.bill(child, "2026-09", 200'000);
        EXPECT_EQ(state_of(county, child, "2026-09"), "open");
        auto claim = must(county.propose_net(child));
        EXPECT_EQ(state_of(county, child, "2026-09"), "proposed");
        must(approve(county.office, county.approver, claim));
        EXPECT_EQ(state_of(county, child, "2026-09"), "approved");
        county.bill(child, "2026-09", 250'000);
        EXPECT_EQ(state_of(county, child, "2026-09"), "open") << "part of it is new";
        EXPECT_EQ(state_of(county, child, "2026-08"), "");
        must(county.put("federation_reviewer", child, "child_rehabilitation.already_paid",
                        "2026-11-02",
                        {{"month", "2026-09"}, {"amount", 50'000}, {"source", "残联"}}));
        EXPECT_EQ(state_of(county, child, "2026-09"), "approved");
    });
}

TEST(Payables, AreAListThatWasShown) {
    on_each([](Setting& county) {
        auto child = county.child("周小乐");
        county.bill(child, "2026-09", 200'000);
        auto before = county.times_shown(child);
        must(payables(county.office, county.reviewer, {}));
        EXPECT_EQ(county.times_shown(child), before + 1);
        must(payables(county.office, county.reviewer, {entitlement::Desk::refused}));
        EXPECT_EQ(county.times_shown(child), before + 1) << "an empty list showed nobody";
    });
}

} // namespace
} // namespace banxing::casework
