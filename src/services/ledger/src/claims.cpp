#include "booking.h"

#include <algorithm>

namespace banxing::ledger {

static Entry entry_for(const Commitment& what, std::int64_t line, Money amount, const By& by) {
    Entry out = entry_by(Kind::committed, line, amount, by);
    out.reference.clear(); // once a claim, whatever paper
    out.claim = what.claim;
    out.subject = what.subject;
    out.benefit = what.benefit;
    out.decision = what.decision;
    out.clause = what.clause;
    return out;
}

static Result<std::vector<Line>> paying_lines(db::Session& session, const Commitment& what) {
    std::vector<Line> out;
    for (auto& row : TRY(session.all(
             sql::PayingLines{.region = what.region, .year = what.year, .benefit = what.benefit})))
        out.push_back(line_of(row));
    return out;
}

/// Nobody has appropriated anything for this benefit: the gap is booked where it can be seen.
static Result<Line> gap_line(db::Session& session, const Commitment& what, const By& by) {
    Line line;
    line.year = what.year;
    line.region = what.region;
    line.source = Source::none;
    line.benefit = what.benefit;
    line.title = "未列预算";
    line.id = TRY(open_line(session, line, by.account, by.at));
    return line;
}

static Error no_money(std::int64_t missing) {
    return Error::conflict({"预算余额不足，还差" + yuan({missing}) + "元，不能批准",
                            "The budget is short by ¥" + yuan({missing}) + "; not approved"});
}

Result<void> commit(db::Session& session, const Commitment& what, const By& by) {
    // first: what is available is read while no other posting can take it
    TRY(next_number(session, "entry"));
    auto lines = TRY(paying_lines(session, what));
    if (lines.empty()) lines.push_back(TRY(gap_line(session, what, by)));
    std::int64_t left = what.amount.fen;
    for (auto& line : lines) {
        auto here = line.source == Source::none
                        ? left
                        : std::min(left, TRY(balance_of(session, line.id, Account::available)));
        if (here <= 0) continue;
        TRY(book(session, entry_for(what, line.id, {here}, by), Account::available,
                 Account::committed));
        left -= here;
    }
    if (left > 0) return fail(no_money(left));
    return {};
}

Result<std::vector<Entry>> entries_of_claim(db::Session& session, std::int64_t claim) {
    std::vector<Entry> out;
    for (auto& row : TRY(session.all(sql::EntriesOfClaim{.claim = claim})))
        out.push_back(entry_of(row));
    return out;
}

/// What a claim was committed or carries: one entry for each line.
static Result<std::vector<Entry>> commitments(db::Session& session, std::int64_t claim) {
    auto all = TRY(entries_of_claim(session, claim));
    std::erase_if(all, [](const Entry& entry) {
        return entry.kind != Kind::committed && entry.kind != Kind::carried;
    });
    if (all.empty())
        return fail(Error::conflict({"这一笔没有批准记账", "Nothing was committed for this one"}));
    return all;
}

/// The same money, one step further: once a claim, whatever paper it is written on.
static Entry next(const Entry& before, Kind kind, const By& by) {
    Entry out = before;
    out.kind = kind;
    out.at = by.at;
    out.account = by.account;
    out.reference.clear();
    out.reason = by.reason;
    return out;
}

Result<void> pay(db::Session& session, std::int64_t claim, std::int64_t batch, const By& by) {
    for (auto& one : TRY(commitments(session, claim))) {
        auto entry = next(one, Kind::paid, by);
        entry.batch = batch;
        TRY(book(session, entry, Account::committed, Account::paid));
    }
    return {};
}

Result<void> release(db::Session& session, std::int64_t claim, const By& by) {
    for (auto& one : TRY(entries_of_claim(session, claim)))
        if (one.kind == Kind::paid || one.kind == Kind::released)
            return fail(Error::conflict(
                {"这一笔已经发放或者已经撤销", "This one has been paid or taken back already"}));
    for (auto& one : TRY(commitments(session, claim)))
        TRY(book(session, next(one, Kind::released, by), Account::committed, Account::available));
    return {};
}

static Result<std::vector<Entry>> paid_of(db::Session& session, std::int64_t claim) {
    auto all = TRY(entries_of_claim(session, claim));
    std::erase_if(all, [](const Entry& entry) { return entry.kind != Kind::paid; });
    if (all.empty())
        return fail(Error::conflict({"这一笔还没有发放", "This one has not been paid"}));
    return all;
}

Result<void> give_back(db::Session& session, std::int64_t claim, const By& by) {
    for (auto& one : TRY(entries_of_claim(session, claim)))
        if (one.kind == Kind::demanded)
            return fail(
                Error::conflict({"这一笔正在追回，不能登记为银行退回",
                                 "This one is being recovered; the bank did not return it"}));
    for (auto& one : TRY(paid_of(session, claim)))
        TRY(book(session, next(one, Kind::returned, by), Account::paid, Account::committed));
    return {};
}

Result<void> carry(db::Session& session, std::int64_t from, std::int64_t to, const By& by) {
    for (auto& one : TRY(entries_of_claim(session, from))) {
        if (one.kind != Kind::returned) continue;
        auto entry = next(one, Kind::carried, by);
        entry.claim = to;
        entry.batch = 0;
        TRY(book(session, entry, Account::committed, Account::committed));
    }
    return {};
}

/// How much of each line's payment stands where the step takes it from.
static std::int64_t standing(const std::vector<Entry>& entries, std::int64_t line, Recovery step) {
    std::int64_t paid = 0, demanded = 0, gone = 0;
    for (auto& entry : entries) {
        if (entry.line != line) continue;
        if (entry.kind == Kind::paid) paid += entry.amount.fen;
        if (entry.kind == Kind::returned) paid -= entry.amount.fen;
        if (entry.kind == Kind::demanded) demanded += entry.amount.fen;
        if (entry.kind == Kind::recovered || entry.kind == Kind::waived) gone += entry.amount.fen;
    }
    return step == Recovery::demanded ? paid - demanded : demanded - gone;
}

static Result<void> recover_on(db::Session& session, Entry entry, Recovery step) {
    switch (step) {
    case Recovery::demanded:
        entry.kind = Kind::demanded;
        return book(session, entry, Account::paid, Account::receivable);
    case Recovery::recovered:
        entry.kind = Kind::recovered;
        return book(session, entry, Account::receivable, Account::available);
    case Recovery::waived:
        break;
    }
    entry.kind = Kind::waived;
    return book(session, entry, Account::receivable, Account::written_off);
}

Result<void> recover(db::Session& session, std::int64_t claim, Money amount, Recovery step,
                     const By& by) {
    TRY(require_paper(by));
    TRY(next_number(session, "entry")); // keeps others out, as in commit
    auto all = TRY(entries_of_claim(session, claim));
    std::int64_t left = amount.fen;
    for (auto& paid : TRY(paid_of(session, claim))) {
        auto here = std::min(left, standing(all, paid.line, step));
        if (here <= 0) continue;
        auto entry = next(paid, Kind::demanded, by);
        entry.amount = {here};
        entry.reference = by.reference;
        TRY(recover_on(session, std::move(entry), step));
        left -= here;
    }
    if (left == 0 && amount.fen > 0) return {};
    return fail(Error::conflict(
        {"超过可追回的金额", "More than can be asked for, or than has been asked for"}));
}

Result<Sums> sums_of(db::Session& session, const std::string& benefit) {
    auto row = TRY(session.one(sql::SumsOfBenefit{.benefit = benefit}));
    return Sums{{row->committed}, {row->paid}};
}

} // namespace banxing::ledger
