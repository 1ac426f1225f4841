#include "budget.h"

#include <casework/budget.h>

namespace banxing::demo {

constexpr std::int64_t whole = 10'000'00; // fen: amounts of a budget are round
constexpr std::int64_t gift_fen = 50'000'00, gift_spent_fen = 12'000'00;

/// So many percent of what is open, rounded up to ten thousand yuan.
static Money share(Money open, std::int64_t percent) {
    return {(open.fen * percent / 100 / whole + 1) * whole};
}

static Result<std::int64_t> line(casework::Office& office, const access::Principal& finance,
                                 ledger::Line line, Money amount) {
    line.year = int(office.clock.today().year());
    auto paper = "演示〔" + std::to_string(line.year) + "〕" + line.title;
    auto id = TRY(casework::open_line(office, finance, std::move(line)));
    TRY(casework::book_line(office, finance, id, casework::LineAct::appropriate,
                            {amount, "年初预算（演示）", paper}));
    return id;
}

static ledger::Line named(ledger::Source source, const std::string& benefit, const char* title,
                          int rank) {
    ledger::Line out;
    out.source = source;
    out.benefit = benefit;
    out.title = title;
    out.rank = rank;
    return out;
}

Result<void> open_budget(casework::Office& office, const access::Principal& finance,
                         const access::Principal& reviewer) {
    using ledger::Source;
    auto today = office.clock.today();
    auto sums = TRY(office.database.read([&](db::Session& session) {
        return entitlement::open_sums(session, reviewer, std::to_string(int(today.year())), today);
    }));
    for (auto& one : sums) {
        TRY(line(office, finance, named(Source::province, one.benefit, "省级补助（演示）", 0),
                 share(one.amount, 40)));
        TRY(line(office, finance, named(Source::county, one.benefit, "县级预算（演示）", 1),
                 share(one.amount, 65)));
    }
    auto gift = named(Source::gift, "", "爱心捐赠（演示）", 2);
    gift.earmark = "困难家庭康复路费（演示）";
    auto id = TRY(line(office, finance, std::move(gift), {gift_fen}));
    return casework::book_line(office, finance, id, casework::LineAct::spend,
                               {{gift_spent_fen}, "第一批康复路费（演示）", "演示凭证1"});
}

} // namespace banxing::demo
