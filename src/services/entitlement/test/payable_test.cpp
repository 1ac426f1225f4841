#include <access/access.h>
#include <consequences/consequences.h>
#include <entitlement/batches.h>
#include <entitlement/payable.h>
#include <records/records.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>

namespace banxing::entitlement {
namespace {

std::vector<db::TestingDatabase> databases() {
    return testing_databases({access::migrations(), records::migrations(),
                              consequences::migrations(), ledger::migrations(), migrations()});
}

TEST(Payable, EveryStatementSpeaksBothDatabases) {
    for (auto& database : databases())
        EXPECT_EQ(faults_of(*database, statements()), std::vector<std::string>{})
            << database.name();
}

derive::Entitled month(const char* period, std::int64_t fen) {
    derive::Entitled out;
    out.benefit = "care.subsidy", out.period = period, out.amount = {fen};
    out.outcome = derive::Outcome::granted;
    return out;
}

TEST(Payable, KeepsSumsByCapPeriodAndOnlyThose) {
    derive::Consequences now;
    now.entitled = {month("2025-12", 500), month("2026-01", 300), month("2026-02", 200)};
    // January was billed and paid in part; in November 2025 nobody billed
    now.paid_before = {{"care.subsidy", "2025-11", {400}}, {"care.subsidy", "2026-01", {100}}};
    const SubjectId subject{7};
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        auto done = database->write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
            TRY(note_entitled(s, subject, now, from_days(20'000)));
            EXPECT_TRUE(TRY(same_entitled(s, subject, now)));
            auto old = TRY(find_payable(s, subject, "care.subsidy", "2025"));
            EXPECT_EQ(old->net.fen, 500) << "a month that only was paid before recovers nothing";
            auto year = TRY(find_payable(s, subject, "care.subsidy", "2026"));
            EXPECT_EQ(year->entitled.fen, 500);
            EXPECT_EQ(year->net.fen, 400);
            EXPECT_EQ(year->since, from_days(20'000));
            auto less = now;
            less.entitled.pop_back();
            EXPECT_FALSE(TRY(same_entitled(s, subject, less)));
            TRY(note_entitled(s, subject, derive::Consequences{}, from_days(20'001)));
            EXPECT_TRUE(TRY(same_entitled(s, subject, derive::Consequences{})));
            EXPECT_EQ(TRY(find_payable(s, subject, "care.subsidy", "2026"))->net.fen, 0);
            return {};
        });
        ASSERT_TRUE(done) << done.error().detail;
    }
}

} // namespace
} // namespace banxing::entitlement
