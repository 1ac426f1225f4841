#include "booking.h"

#include <array>
#include <limits>

namespace banxing::ledger {

static constexpr std::array source_names = {"none",    "county",  "city", "province",
                                            "central", "lottery", "gift"};

std::optional<Source> source_named(std::string_view name) {
    for (std::size_t i = 0; i < source_names.size(); ++i)
        if (name == source_names[i]) return Source(i);
    return std::nullopt;
}

const char* name_of(Source source) {
    return source_names[std::size_t(source)];
}

const char* name_of(Kind kind) {
    static constexpr std::array names = {"appropriated", "cut",     "committed", "paid",
                                         "returned",     "carried", "demanded",  "recovered",
                                         "waived",       "spent",   "released"};
    return names[std::size_t(kind)];
}

Result<std::int64_t> next_number(db::Session& session, const char* name) {
    auto row = TRY(session.one(sql::NextNumber{.name = std::string(name)}));
    if (!row) return fail(Error::internal("a counter of the ledger is missing"));
    return row->value;
}

Entry entry_by(Kind kind, std::int64_t line, Money amount, const By& by) {
    Entry out;
    out.at = by.at;
    out.kind = kind;
    out.line = line;
    out.amount = amount;
    out.account = by.account;
    out.reference = by.reference;
    out.reason = by.reason;
    return out;
}

Result<void> require_paper(const By& by) {
    if (!by.reference.empty()) return {};
    return fail(Error::invalid({"请填写文号或单据号", "Give the number of the paper"},
                               {{"reference", {"必填", "must be given"}}}));
}

Result<Line> require_line(db::Session& session, std::int64_t id) {
    auto found = TRY(find_line(session, id));
    if (!found)
        return fail(Error::not_found({"没有这条预算", "There is no such line of the budget"}));
    return *found;
}

Result<std::int64_t> balance_of(db::Session& session, std::int64_t line, Account account) {
    auto row = TRY(session.one(sql::Balance{.line = line, .account = int(account)}));
    return row ? row->amount : 0;
}

/// How low an account may stand: outside is where money comes from, and a line that nobody
/// appropriated shows its gap.
static std::int64_t least(const Line& line, Account account) {
    constexpr auto none = std::numeric_limits<std::int64_t>::min() / 2;
    if (account == Account::outside) return none;
    return line.source == Source::none && account == Account::available ? none : 0;
}

static Result<void> put(db::Session& session, const Entry& entry, Account from, Account to) {
    auto added = TRY(session.run(sql::PutEntry{.seq = TRY(next_number(session, "entry")),
                                               .at = entry.at.ms,
                                               .kind = int(entry.kind),
                                               .line = entry.line,
                                               .taken_from = int(from),
                                               .put_into = int(to),
                                               .amount = entry.amount.fen,
                                               .claim = entry.claim,
                                               .batch = entry.batch,
                                               .subject_id = entry.subject.value,
                                               .benefit = entry.benefit,
                                               .decision = entry.decision,
                                               .clause = entry.clause,
                                               .account = entry.account.value,
                                               .reference = entry.reference,
                                               .reason = entry.reason}));
    if (added == 0)
        return fail(Error::conflict({"这一笔已经记过账", "This has been booked already"}));
    return {};
}

Result<void> book(db::Session& session, const Entry& entry, Account from, Account to) {
    if (entry.amount.fen <= 0)
        return fail(Error::invalid({"金额应大于零", "The amount must be above zero"},
                                   {{"amount", {"应大于零", "must be above zero"}}}));
    TRY(put(session, entry, from, to));
    if (from == to) return {};
    auto line = TRY(require_line(session, entry.line));
    auto taken = TRY(session.run(sql::MoveBalance{.line = entry.line,
                                                  .account = int(from),
                                                  .amount = -entry.amount.fen,
                                                  .least = least(line, from)}));
    if (taken == 0)
        return fail(Error::conflict(
            {"预算“" + line.title + "”余额不足", "'" + line.title + "' holds less than that"}));
    TRY(session.run(sql::MoveBalance{.line = entry.line,
                                     .account = int(to),
                                     .amount = entry.amount.fen,
                                     .least = least(line, Account::outside)}));
    return {};
}

} // namespace banxing::ledger
