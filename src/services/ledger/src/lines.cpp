#include "booking.h"

#include <map>

namespace banxing::ledger {

Result<std::int64_t> open_line(db::Session& session, const Line& line, AccountId by, Instant at) {
    auto id = TRY(next_number(session, "line"));
    auto added = TRY(session.run(sql::PutLine{.id = id,
                                              .year = line.year,
                                              .region = line.region,
                                              .source = int(line.source),
                                              .benefit = line.benefit,
                                              .title = line.title,
                                              .earmark = line.earmark,
                                              .rank = line.rank,
                                              .opened_by = by.value,
                                              .opened_at = at.ms}));
    if (added == 0)
        return fail(Error::conflict({"这条预算已经有了", "There is such a line already"}));
    for (int account = 0; account <= int(Account::written_off); ++account)
        TRY(session.run(sql::PutBalance{.line = id, .account = account}));
    return id;
}

Result<std::optional<Line>> find_line(db::Session& session, std::int64_t id) {
    auto row = TRY(session.one(sql::FindLine{.id = id}));
    if (!row) return std::optional<Line>{};
    return std::optional<Line>{line_of(*row)};
}

Result<void> appropriate(db::Session& session, std::int64_t line, Money amount, const By& by) {
    TRY(require_line(session, line));
    TRY(require_paper(by));
    return book(session, entry_by(Kind::appropriated, line, amount, by), Account::outside,
                Account::available);
}

Result<void> cut(db::Session& session, std::int64_t line, Money amount, const By& by) {
    TRY(require_line(session, line));
    TRY(require_paper(by));
    return book(session, entry_by(Kind::cut, line, amount, by), Account::available,
                Account::outside);
}

Result<void> spend(db::Session& session, std::int64_t line, Money amount, const By& by) {
    auto found = TRY(require_line(session, line));
    if (found.source != Source::gift)
        return fail(Error::invalid({"只有捐赠款可以这样支出", "Only a gift is spent like this"},
                                   {{"line", {"不是捐赠款", "not a gift"}}}));
    TRY(require_paper(by));
    return book(session, entry_by(Kind::spent, line, amount, by), Account::available,
                Account::paid);
}

static void note(Standing& standing, Account account, std::int64_t fen) {
    switch (account) {
    case Account::outside:
        standing.appropriated = {-fen};
        return;
    case Account::available:
        standing.available = {fen};
        return;
    case Account::committed:
        standing.committed = {fen};
        return;
    case Account::paid:
        standing.paid = {fen};
        return;
    case Account::receivable:
        standing.receivable = {fen};
        return;
    case Account::written_off:
        standing.written_off = {fen};
        return;
    }
}

Result<std::vector<Standing>> standings(db::Session& session, std::int64_t from, std::int64_t to,
                                        int year) {
    std::map<std::int64_t, std::size_t> at;
    std::vector<Standing> out;
    for (auto& row :
         TRY(session.all(sql::Lines{.region_from = from, .region_to = to, .year = year}))) {
        at[row.id] = out.size();
        out.push_back({line_of(row), {}, {}, {}, {}, {}, {}});
    }
    for (auto& row :
         TRY(session.all(sql::Balances{.region_from = from, .region_to = to, .year = year})))
        if (auto found = at.find(row.line); found != at.end())
            note(out[found->second], Account(row.account), row.amount);
    return out;
}

Result<std::vector<Entry>> entries_of_line(db::Session& session, std::int64_t line,
                                           std::int64_t before, int limit) {
    std::vector<Entry> out;
    for (auto& row :
         TRY(session.all(sql::EntriesOfLine{.line = line, .before = before, .limit = limit})))
        out.push_back(entry_of(row));
    return out;
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::ledger
