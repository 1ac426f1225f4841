#include <atomic>
#include <db_testing/databases.h>
#include <gtest/gtest.h>
#include <ledger/applications.h>
#include <rapidcheck.h>
#include <thread>

namespace banxing::ledger {
namespace {

constexpr std::int64_t county = 330681000000;
const std::string subsidy = "care.subsidy";

std::vector<db::TestingDatabase> databases() {
    return db::testing_databases({migrations()});
}

By by(const std::string& paper = {}) {
    return {AccountId{3}, Instant{1'000}, "理由", paper};
}

Commitment of_claim(std::int64_t claim, std::int64_t fen) {
    Commitment out;
    out.claim = claim;
    out.subject = SubjectId{7};
    out.benefit = subsidy;
    out.amount = {fen};
    out.region = county;
    out.year = 2026;
    out.decision = 5;
    out.clause = "诸政办发〔2023〕38号 四(二)3";
    return out;
}

class Books {
public:
    explicit Books(db::Database& on, int year = 2026) : on_(on), year_(year) {}

    /// Whether it was done; any fault but a refusal ends the test.
    template <typename F>
    bool act(F f) {
        auto done = on_.write(db::Priority::interactive,
                              [&](db::Session& session) -> Result<void> { return f(session); });
        if (!done && done.error().fault == Fault::internal) ADD_FAILURE() << done.error().detail;
        return done.has_value();
    }
    template <typename F>
    auto read(F f) {
        auto out = on_.read([&](db::Session& session) { return f(session); });
        if (!out) ADD_FAILURE() << out.error().detail;
        return std::move(*out);
    }

    std::int64_t line(Source source, std::int64_t fen, int rank, const std::string& benefit) {
        Line line;
        line.year = year_;
        line.region = county;
        line.source = source;
        line.benefit = benefit;
        line.title = std::string(name_of(source)) + benefit;
        line.rank = rank;
        std::int64_t id = 0;
        EXPECT_TRUE(act([&](db::Session& s) -> Result<void> {
            id = TRY(open_line(s, line, AccountId{1}, Instant{1}));
            if (fen == 0) return {};
            return appropriate(s, id, {fen}, by("文1"));
        }));
        return id;
    }

    std::vector<Standing> standings() {
        return read(
            [&](db::Session& s) { return ledger::standings(s, county, county + 1, year_); });
    }
    Standing standing(std::int64_t line) {
        for (auto& one : standings())
            if (one.line.id == line) return one;
        return {};
    }
    std::vector<std::string> broken() {
        return read([](db::Session& s) { return broken_laws(s); });
    }
    bool commit(const Commitment& what) {
        return act([&](db::Session& s) { return ledger::commit(s, what, by()); });
    }
    bool pay(std::int64_t claim) {
        return act([&](db::Session& s) { return ledger::pay(s, claim, 1, by()); });
    }
    bool give_back(std::int64_t claim) {
        return act([&](db::Session& s) { return ledger::give_back(s, claim, by()); });
    }
    bool carry(std::int64_t from, std::int64_t to) {
        return act([&](db::Session& s) { return ledger::carry(s, from, to, by()); });
    }
    bool recover(std::int64_t claim, std::int64_t fen, Recovery step, const std::string& paper) {
        return act(
            [&](db::Session& s) { return ledger::recover(s, claim, {fen}, step, by(paper)); });
    }

private:
    db::Database& on_;
    int year_;
};

const std::vector<std::string> none;

TEST(Ledger, EveryStatementSpeaksBothDatabases) {
    for (auto& database : databases())
        EXPECT_EQ(faults_of(*database, statements()), none) << database.name();
}

TEST(Ledger, FromTheBudgetToTheFamilyAndBack) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Books books(*database);
        auto line = books.line(Source::county, 1'000'00, 1, subsidy);
        EXPECT_TRUE(books.commit(of_claim(1, 600'00)));
        EXPECT_FALSE(books.commit(of_claim(1, 100'00))) << "the same claim again";
        EXPECT_FALSE(books.commit(of_claim(2, 400'01))) << "one fen more than there is";
        EXPECT_FALSE(books.pay(2)) << "nothing was committed";
        EXPECT_TRUE(books.pay(1));
        EXPECT_FALSE(books.pay(1));
        EXPECT_EQ(books.standing(line).paid.fen, 600'00);
        EXPECT_TRUE(books.give_back(1));
        EXPECT_FALSE(books.give_back(1));
        EXPECT_FALSE(books.pay(1)) << "another claim carries it";
        EXPECT_TRUE(books.carry(1, 9));
        EXPECT_TRUE(books.pay(9));
        EXPECT_FALSE(books.recover(9, 100'00, Recovery::recovered, "单1")) << "nobody demanded it";
        EXPECT_TRUE(books.recover(9, 100'00, Recovery::demanded, "决1"));
        EXPECT_FALSE(books.give_back(9)) << "it is being recovered";
        EXPECT_FALSE(books.recover(9, 100'01, Recovery::recovered, "单1"));
        EXPECT_TRUE(books.recover(9, 60'00, Recovery::recovered, "单1"));
        EXPECT_FALSE(books.recover(9, 10'00, Recovery::recovered, "单1")) << "the same paper";
        EXPECT_TRUE(books.recover(9, 40'00, Recovery::waived, "决2"));
        auto now = books.standing(line);
        EXPECT_EQ(now.paid.fen, 500'00);
        EXPECT_EQ(now.available.fen, 460'00);
        EXPECT_EQ(now.receivable.fen, 0);
        EXPECT_EQ(now.written_off.fen, 40'00);
        EXPECT_EQ(books.broken(), none);
    }
}

TEST(Ledger, LinesPayInTheirOrderAndGapsShow) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Books books(*database);
        auto general = books.line(Source::county, 500'00, 0, "");
        auto first = books.line(Source::province, 300'00, 0, subsidy);
        auto gift = books.line(Source::gift, 900'00, 0, "care.other");
        EXPECT_TRUE(books.commit(of_claim(1, 400'00)));
        EXPECT_EQ(books.standing(first).available.fen, 0) << "its own line before the general one";
        EXPECT_EQ(books.standing(general).available.fen, 400'00);
        EXPECT_FALSE(books.commit(of_claim(2, 400'01))) << "the gift is for something else";
        EXPECT_EQ(books.standing(gift).available.fen, 900'00);
        auto elsewhere = of_claim(3, 77);
        elsewhere.year = 2027;
        EXPECT_TRUE(books.commit(elsewhere)) << "nobody appropriated: booked where it shows";
        EXPECT_FALSE(books.act([&](db::Session& s) { return spend(s, general, {1}, by("单")); }));
        EXPECT_TRUE(books.act([&](db::Session& s) { return spend(s, gift, {400'00}, by("单")); }));
        EXPECT_EQ(books.broken(), none);
    }
}

TEST(Ledger, WhatAHigherLevelGrantsIsThereOnce) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Books books(*database);
        auto line = books.line(Source::province, 0, 0, subsidy);
        auto day = parse_iso_date("2026-11-20").value();
        std::int64_t id = 0;
        EXPECT_TRUE(books.act([&](db::Session& s) -> Result<void> {
            id = TRY(apply_for(s, line, {500'00}, day, by()));
            return {};
        }));
        auto granted = [&] {
            return books.act(
                [&](db::Session& s) { return answer(s, id, {300'00}, day, by("省文2")); });
        };
        EXPECT_TRUE(granted());
        EXPECT_FALSE(granted());
        EXPECT_EQ(books.standing(line).available.fen, 300'00);
        EXPECT_FALSE(books.act([&](db::Session& s) {
            return appropriate(s, line, {300'00}, by("省文2"));
        })) << "the same document twice";
        EXPECT_EQ(books.broken(), none);
    }
}

TEST(Ledger, ManyAtOnceNeverPassTheLine) {
    for (auto& database : databases()) {
        SCOPED_TRACE(database.name());
        Books books(*database);
        auto line = books.line(Source::county, 1'000'00, 0, subsidy);
        std::atomic<int> good = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                for (int k = 0; k < 4; ++k)
                    good += books.commit(of_claim(1 + i * 4 + k, 90'00)) ? 1 : 0;
            });
        threads.clear();
        EXPECT_EQ(good, 11);
        EXPECT_EQ(books.standing(line).available.fen, 10'00);
        EXPECT_EQ(books.broken(), none);
    }
}

/// inRange alone stays near its beginning in the first runs.
rc::Gen<int> anywhere(int from, int to) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to));
}

/// Fen that came in and fen that stand somewhere.
void check_conserved(Books& books) {
    for (auto& one : books.standings()) {
        auto inside = one.available + one.committed + one.paid + one.receivable + one.written_off;
        RC_ASSERT(inside == one.appropriated);
        RC_ASSERT(one.available.fen >= 0);
        RC_ASSERT(one.committed.fen >= 0 && one.paid.fen >= 0 && one.receivable.fen >= 0);
    }
}

void step(Books& books, int act, std::int64_t claim, std::int64_t fen, std::int64_t line,
          int year) {
    auto paper = std::to_string(fen);
    switch (act) {
    case 0:
        books.act([&](db::Session& s) { return appropriate(s, line, {fen}, by(paper)); });
        return;
    case 1:
        books.act([&](db::Session& s) { return cut(s, line, {fen}, by(paper)); });
        return;
    case 2:
    case 3: {
        auto what = of_claim(claim, fen);
        what.year = year;
        books.commit(what);
        return;
    }
    case 4:
    case 5:
        books.pay(claim);
        return;
    case 6:
        books.give_back(claim);
        return;
    case 7:
        books.carry(claim, claim + 1'000);
        books.pay(claim + 1'000);
        return;
    default:
        books.recover(claim, fen % 5'000, Recovery(act - 8), paper);
    }
}

TEST(Ledger, NoOrderOfActsMakesOrLosesAFen) {
    auto all = databases();
    int year = 3000; // each sequence has its own
    bool paid = false, recovered = false;
    EXPECT_TRUE(rc::check("what was appropriated stands somewhere, whatever is tried", [&] {
        Books books(*all.front(), ++year);
        auto first = books.line(Source::county, *anywhere(1, 200'000), 0, subsidy);
        auto second = books.line(Source::province, *anywhere(1, 200'000), 1, subsidy);
        auto steps = *anywhere(5, 40);
        for (int i = 0; i < steps; ++i) {
            step(books, *anywhere(0, 11), year * 10'000 + *anywhere(1, 6), *anywhere(1, 90'000),
                 *anywhere(0, 2) == 0 ? first : second, year);
            check_conserved(books);
        }
        RC_ASSERT(books.broken() == none);
        for (auto& one : books.standings()) {
            paid |= one.paid.fen > 0;
            recovered |= one.written_off.fen > 0 || one.receivable.fen > 0;
        }
    }));
    EXPECT_TRUE(paid && recovered) << "the sequences must get that far";
}

} // namespace
} // namespace banxing::ledger
