#include "payment_setting.h"

#include <casework/bank.h>
#include <casework/budget.h>

#include <fstream>
#include <sstream>

namespace banxing::casework {
namespace {

const std::vector<std::string> none;

class Bank : public Setting {
public:
    using Setting::Setting;

    /// Two children's claims in one batch.
    BatchShown batch_of_two() {
        for (auto* name : {"周小乐", "周小安"}) {
            auto one = child(name);
            bill(one, "2026-10", 200'000);
            must(approve(office, approver, must(propose_net(one))));
        }
        return must(make_batch(office, reviewer, subsidy));
    }

    std::string answer(const std::string& text) {
        auto path = folder.path() + "/answer" + std::to_string(++answers_) + ".csv";
        std::ofstream(path) << "流水号,户名,金额,结果,原因\n" << text;
        return path;
    }
    Result<BatchShown> take(const BatchShown& batch, const std::string& text) {
        return take_return_file(office, finance, batch.batch.id, today, answer(text));
    }

private:
    int answers_ = 0;
};

std::string line(const BatchLine& of, const char* yuan, const char* rest) {
    return std::to_string(of.claim) + "," + of.name + "," + yuan + "," + rest + "\n";
}

TEST(Bank, AnswersAreEnteredWholeOrNotAtAll) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Bank county(*database);
        auto& office = county.office;
        auto made = county.batch_of_two();
        auto first = made.lines.at(0), second = made.lines.at(1);
        auto path = county.folder.path() + "/bank.csv";
        EXPECT_EQ(fault_of(bank_file(office, county.finance, made.batch.id, path)), Fault::conflict)
            << "finance has not confirmed it";
        EXPECT_EQ(fault_of(confirm_batch(office, county.reviewer, made.batch.id)),
                  Fault::forbidden);
        EXPECT_TRUE(must(confirm_batch(office, county.finance, made.batch.id)).batch.confirmed_at);
        must(bank_file(office, county.finance, made.batch.id, path));
        std::ifstream file(path);
        std::ostringstream text;
        text << file.rdbuf();
        EXPECT_NE(text.str().find("2000.00"), std::string::npos);
        EXPECT_NE(text.str().find("肆仟元整"), std::string::npos);

        for (auto& wrong : {line(first, "2000", "成功,"), // one is missing
                            line(first, "2000", "成功,") + line(second, "1999.99", "成功,"),
                            line(first, "2000", "成功,") + line(second, "2000", "失败,"),
                            line(first, "2000", "成功,") + line(first, "2000", "成功,")})
            EXPECT_EQ(fault_of(county.take(made, wrong)), Fault::invalid) << wrong;
        EXPECT_EQ(county.ledger().paid.fen, 0) << "nothing of a wrong file is entered";
        auto good = line(first, "2000", "成功,") + line(second, "2000", "失败,账号已注销");
        auto after = must(county.take(made, good));
        EXPECT_EQ(after.batch.state, entitlement::BatchState::paid);
        EXPECT_EQ(after.lines.at(1).state, entitlement::ClaimState::returned);
        EXPECT_EQ(after.lines.at(1).reason, "账号已注销");
        EXPECT_EQ(county.ledger().paid.fen, 200'000);
        must(county.take(made, good));
        EXPECT_EQ(county.ledger().paid.fen, 200'000) << "the same file again";
        must(retry(office, county.reviewer, second.claim));
        auto again = must(make_batch(office, county.reviewer, subsidy));
        must(mark_paid(office, county.finance, again.batch.id, today));
        EXPECT_EQ(county.ledger().paid.fen, 400'000);
        EXPECT_EQ(county.broken_laws(), none);
    }
}

TEST(Bank, AClosedMonthStaysClosed) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Bank county(*database);
        auto& office = county.office;
        auto made = county.batch_of_two();
        EXPECT_EQ(fault_of(close_month(office, county.finance, "2026-11")), Fault::conflict)
            << "a batch is not paid";
        EXPECT_EQ(fault_of(close_month(office, county.finance, "2026-12")), Fault::invalid);
        must(mark_paid(office, county.finance, made.batch.id, today));
        must(close_month(office, county.finance, "2026-11"));
        EXPECT_EQ(fault_of(close_month(office, county.finance, "2026-11")), Fault::conflict);
        auto late = county.child("周小晚");
        county.bill(late, "2026-10", 100'000);
        must(approve(office, county.approver, must(county.propose_net(late))));
        EXPECT_EQ(fault_of(make_batch(office, county.reviewer, subsidy)), Fault::conflict);
        EXPECT_EQ(must(closed_months(office, county.finance)).size(), 1u);
    }
}

TEST(Budget, ShortLinesRefuseAndSayHowMuch) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Bank county(*database);
        auto& office = county.office;
        ledger::Line line;
        line.year = 2026;
        line.source = ledger::Source::county;
        line.benefit = subsidy;
        line.title = "县级预算";
        auto id = must(open_line(office, county.finance, line));
        EXPECT_EQ(fault_of(open_line(office, county.reviewer, line)), Fault::forbidden);
        must(book_line(office, county.finance, id, LineAct::appropriate,
                       {{150'000}, "年初", "财文1"}));
        auto child = county.child("周小乐");
        county.bill(child, "2026-10", 200'000);
        auto claim = must(county.propose_net(child));
        auto refused = approve(office, county.approver, claim);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.zh.find("500.00"), std::string::npos);
        auto shown = must(budget(office, county.reviewer, 2026));
        auto training = [](auto& of) {
            return *std::ranges::find(of.benefits, "child_rehabilitation.training_subsidy",
                                      &BenefitBudget::benefit);
        };
        EXPECT_EQ(training(shown).dry, "2026-11");
        line.source = ledger::Source::gift;
        line.benefit.clear();
        line.earmark = "困难家庭路费";
        auto gift = must(open_line(office, county.finance, line));
        must(book_line(office, county.finance, gift, LineAct::appropriate,
                       {{900'000}, "捐赠", "收据1"}));
        shown = must(budget(office, county.reviewer, 2026));
        EXPECT_EQ(shown.general.fen, 0) << "a gift for something else is no reserve";
        EXPECT_EQ(training(shown).dry, "2026-11");
        must(book_line(office, county.finance, id, LineAct::appropriate,
                       {{100'000}, "追加", "财文2"}));
        must(approve(office, county.approver, claim));
        auto after = must(budget(office, county.reviewer, 2026));
        EXPECT_EQ(std::ranges::find(after.lines, id, [](auto& one) { return one.line.id; })
                      ->available.fen,
                  50'000);
        EXPECT_EQ(training(after).committed.fen, 200'000);
        auto stranger = county.as("finance", 7, 330683000000);
        EXPECT_EQ(fault_of(budget_entries(office, stranger, id, INT64_MAX)), Fault::not_found);
        auto entries = must(budget_entries(office, county.finance, id, INT64_MAX));
        EXPECT_EQ(entries.at(0).claim, claim);
        EXPECT_GT(entries.at(0).decision, 0) << "leads to the record of the decision";
        EXPECT_FALSE(entries.at(0).clause.empty());
        EXPECT_EQ(county.broken_laws(), none);
    }
}

TEST(Budget, RecoveryIsAPersonsDecision) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Bank county(*database);
        auto& office = county.office;
        auto child = county.child("周小乐");
        county.bill(child, "2026-10", 200'000);
        auto claim = must(county.propose_net(child));
        must(approve(office, county.approver, claim));
        auto made = must(make_batch(office, county.reviewer, subsidy));
        must(mark_paid(office, county.finance, made.batch.id, today));
        auto demand = [&](std::int64_t fen, const char* paper) {
            return recover(office, county.approver, claim, ledger::Recovery::demanded,
                           {{fen}, "费用更正", paper});
        };
        EXPECT_EQ(fault_of(demand(10'000, "决1")), Fault::conflict) << "nothing is too much";
        county.bill(child, "2026-10", 150'000);
        EXPECT_EQ(county.payable(child)->net.fen, -50'000) << "it waits, nothing happens by itself";
        EXPECT_EQ(fault_of(demand(50'001, "决1")), Fault::conflict);
        must(demand(50'000, "决1"));
        EXPECT_EQ(county.payable(child)->net.fen, 0);
        must(recover(office, county.finance, claim, ledger::Recovery::recovered,
                     {{50'000}, "已退款", "收据1"}));
        EXPECT_EQ(county.broken_laws(), none);
    }
}

} // namespace
} // namespace banxing::casework
