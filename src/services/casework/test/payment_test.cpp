#include "payment_setting.h"

#include <atomic>
#include <rapidcheck.h>
#include <thread>

namespace banxing::casework {
namespace {

TEST(Payment, FromReviewToTheFile) {
    on_each([](Setting& county) {
        auto& office = county.office;
        auto child = county.child("周小乐");
        county.bill(child, "2026-09", 200'000);
        county.bill(child, "2026-10", 342'000);
        EXPECT_EQ(county.payable(child)->net.fen, 500'000) << "the monthly cap is 3000 yuan";
        auto open = must(payables(office, county.reviewer, {}));
        ASSERT_EQ(open.total, 1);
        EXPECT_EQ(open.sum.fen, 500'000);
        EXPECT_EQ(open.items.at(0).months.size(), 2u);

        auto id = must(county.propose_net(child));
        EXPECT_EQ(must(payables(office, county.reviewer, {})).total, 0);
        auto proposed = must(payables(office, county.approver, {entitlement::Desk::proposed}));
        ASSERT_EQ(proposed.items.size(), 1u);
        EXPECT_FALSE(proposed.items[0].mine);
        EXPECT_EQ(fault_of(approve(office, county.reviewer, id)), Fault::forbidden);
        EXPECT_EQ(fault_of(approve(office, county.as("federation_approver", 1), id)),
                  Fault::forbidden)
            << "the proposer on another post";
        must(approve(office, county.approver, id));
        EXPECT_EQ(fault_of(approve(office, county.approver, id)), Fault::conflict);
        EXPECT_EQ(county.payable(child)->net.fen, 0);

        auto made = must(make_batch(office, county.reviewer, subsidy));
        EXPECT_EQ(made.batch.number, "2026-11-001");
        EXPECT_EQ(made.in_words, "伍仟元整");
        EXPECT_EQ(made.lines.at(0).months, "2026年9—10月");
        EXPECT_EQ(fault_of(make_batch(office, county.reviewer, subsidy)), Fault::conflict);
        auto path = county.folder.path() + "/list.xlsx";
        must(export_batch(office, county.finance, made.batch.id, {true, false}, path));
        EXPECT_GT(std::filesystem::file_size(path), 1'000u);
        auto exported = must(batch(office, county.finance, made.batch.id));
        EXPECT_EQ(exported.batch.state, entitlement::BatchState::exported);

        EXPECT_EQ(fault_of(mark_paid(office, county.reviewer, made.batch.id, today)),
                  Fault::forbidden);
        for (int twice = 0; twice < 2; ++twice)
            must(mark_paid(office, county.finance, made.batch.id, today));
        EXPECT_EQ(county.ledger().paid.fen, 500'000);
        auto forms = std::map<std::string, int>();
        for (auto& row : must(read_file(office, county.approver, child)).rows) ++forms[row.form];
        EXPECT_EQ(forms["child_rehabilitation.subsidy_decision"], 1);
        EXPECT_EQ(forms["child_rehabilitation.payment_result"], 2);
        auto check = must(rederive(office, today, true, {}));
        EXPECT_EQ(check.changed, 0);
    });
}

TEST(Payment, WhatWasSeenMustStillBeDue) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto child = county.one;
        Proposal other{child, subsidy, "2026", {199'999}};
        EXPECT_EQ(fault_of(propose(office, county.reviewer, other)), Fault::conflict);
        auto id = must(county.propose_net(child));
        county.bill(child, "2026-10", 150'000); // a correction
        EXPECT_EQ(fault_of(approve(office, county.approver, id)), Fault::conflict);
        EXPECT_EQ(county.ledger().committed.fen, 0) << "nothing of a refused approval stays";
        EXPECT_EQ(fault_of(refuse(office, county.approver, id, "")), Fault::invalid);
        must(refuse(office, county.approver, id, "金额已更正"));
        EXPECT_EQ(must(payables(office, county.reviewer, {entitlement::Desk::refused})).total, 1);
        auto again = must(county.propose_net(child));
        EXPECT_EQ(must(payables(office, county.reviewer, {entitlement::Desk::refused})).total, 0);
        must(approve(office, county.approver, again));
        county.bill(child, "2026-10", 100'000);
        auto recovery = must(payables(office, county.reviewer, {entitlement::Desk::recovery}));
        EXPECT_EQ(recovery.sum.fen, -50'000) << "for a person to look at, never automatic";
        EXPECT_EQ(fault_of(county.propose_net(child)), Fault::conflict);
    });
}

TEST(Payment, AnotherCountySeesNothing) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto child = county.one;
        auto stranger = county.as("federation_reviewer", 7, 330683000000);
        EXPECT_EQ(must(payables(office, stranger, {})).total, 0);
        Proposal what{child, subsidy, "2026", {200'000}};
        EXPECT_EQ(fault_of(propose(office, stranger, what)), Fault::not_found);
        auto id = must(county.propose_net(child));
        auto decides = county.as("federation_approver", 8, 330683000000);
        EXPECT_EQ(fault_of(approve(office, decides, id)), Fault::not_found);
        must(approve(office, county.approver, id));
        EXPECT_EQ(fault_of(make_batch(office, stranger, subsidy)), Fault::conflict);
        auto made = must(make_batch(office, county.reviewer, subsidy));
        EXPECT_TRUE(must(batches(office, stranger)).empty());
        EXPECT_EQ(fault_of(batch(office, stranger, made.batch.id)), Fault::not_found);
        EXPECT_EQ(fault_of(batch(office, county.as("hospital", 9), made.batch.id)),
                  Fault::forbidden);
    });
}

/// How many of four at once succeed.
template <typename F>
int of_four(F act) {
    std::atomic<int> good = 0;
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i) threads.emplace_back([&, i] { good += act(i) ? 1 : 0; });
    threads.clear();
    return good;
}

TEST(Payment, ManyHandsPayOnce) {
    on_each<Billed>([](Billed& county) {
        auto& office = county.office;
        auto child = county.one;
        std::atomic<std::int64_t> claim = 0;
        EXPECT_EQ(of_four([&](int i) {
                      auto id = propose(office, county.as("federation_reviewer", 10 + i),
                                        {child, subsidy, "2026", {200'000}});
                      if (id) claim = *id;
                      return id.has_value();
                  }),
                  1);
        EXPECT_EQ(of_four([&](int i) {
                      auto who = county.as("federation_approver", 20 + i);
                      return approve(office, who, claim).has_value();
                  }),
                  1);
        std::atomic<std::int64_t> made = 0;
        EXPECT_EQ(of_four([&](int) {
                      auto batch = make_batch(office, county.reviewer, subsidy);
                      if (batch) made = batch->batch.id;
                      return batch.has_value();
                  }),
                  1);
        EXPECT_EQ(of_four([&](int) {
                      return mark_paid(office, county.finance, made, today).has_value();
                  }),
                  4)
            << "the same again is no fault";
        EXPECT_EQ(county.ledger().committed.fen, 200'000);
        EXPECT_EQ(county.ledger().paid.fen, 200'000);
    });
}

/// Whatever happens in whatever order, what was approved never passes what was due then.
class Sequence {
public:
    Sequence(Setting& county, SubjectId child) : county_(county), child_(child) {}

    void step(int act, int month, int fen) {
        auto& office = county_.office;
        if (act < 2) {
            char period[] = "2026-01";
            period[6] = char('1' + month % 9);
            county_.bill(child_, period, fen);
        } else if (act < 5) {
            if (auto id = county_.propose_net(child_)) last_ = *id;
        } else if (act < 7 && last_ != 0) {
            approve_last();
        } else if (act == 7 && last_ != 0) {
            (void)refuse(office, county_.approver, last_, "理由");
        } else if (act == 8) {
            batch_all();
        } else if (act == 9 && batch_ != 0) {
            must(mark_paid(office, county_.finance, batch_, today));
        }
        check();
    }

private:
    void approve_last() {
        if (!approve(county_.office, county_.approver, last_)) return;
        approved_.push_back(last_);
        auto now = *county_.payable(child_);
        RC_ASSERT((now.decided + now.paid_before).fen <= now.entitled.fen);
    }

    void batch_all() {
        auto made = make_batch(county_.office, county_.reviewer, subsidy);
        if (!made) return;
        Money sum;
        for (auto& line : made->lines) sum += line.amount;
        RC_ASSERT(sum == made->batch.amount);
        batch_ = made->batch.id;
    }

    void check() {
        auto now = county_.payable(child_);
        Money decided, paid;
        for (auto id : approved_) {
            auto claim = county_.claim(id);
            Money months;
            for (auto& month : claim.months) {
                RC_ASSERT(month.amount.fen > 0);
                months += month.amount;
            }
            RC_ASSERT(months == claim.amount);
            decided += claim.amount;
            if (claim.state == entitlement::ClaimState::paid) paid += claim.amount;
        }
        RC_ASSERT(!now || now->decided == decided);
        RC_ASSERT(!now || now->net == now->entitled - now->paid_before - now->decided);
    }

    Setting& county_;
    SubjectId child_;
    std::int64_t last_ = 0, batch_ = 0;
    std::vector<std::int64_t> approved_;
};

/// inRange alone stays near its beginning in the first runs: no act but the first would be tried.
rc::Gen<int> anywhere(int from, int to) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to));
}

TEST(Payment, NoOrderOfActsPaysTooMuch) {
    auto all = databases();
    Setting county(*all.front());
    int number = 0;
    EXPECT_TRUE(rc::check("decided never passes entitled, the ledger agrees", [&] {
        auto before = county.ledger();
        Sequence sequence(county, county.child("童" + std::to_string(++number)));
        auto steps = *anywhere(8, 28);
        for (int i = 0; i < steps; ++i)
            sequence.step(*anywhere(0, 10), *anywhere(0, 9), *anywhere(0, 400'000));
        auto after = county.ledger();
        RC_ASSERT(after.paid.fen <= after.committed.fen);
        RC_ASSERT(after.committed.fen >= before.committed.fen);
    }));
    EXPECT_GT(county.ledger().paid.fen, 0) << "the sequences must get as far as paying";
    auto check = must(rederive(county.office, today, true, {}));
    EXPECT_EQ(check.changed, 0);
}

} // namespace
} // namespace banxing::casework
