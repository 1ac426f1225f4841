#pragma once
// The one way into the books, for the sources of this module.
#include "ledger_sql.h"

#include <ledger/ledger.h>

namespace banxing::ledger {

Result<std::int64_t> next_number(db::Session& session, const char* name);

/// Moves the amount and writes the entry. Conflict when the account holds less, or the same was
/// booked before.
Result<void> book(db::Session& session, const Entry& entry, Account from, Account to);

Result<Line> require_line(db::Session& session, std::int64_t id);
Result<std::int64_t> balance_of(db::Session& session, std::int64_t line, Account account);

template <typename R>
Line line_of(R& row) {
    Line out;
    out.id = row.id;
    out.year = int(row.year);
    out.region = row.region;
    out.source = Source(row.source);
    out.benefit = std::move(row.benefit);
    out.title = std::move(row.title);
    out.earmark = std::move(row.earmark);
    out.rank = int(row.rank);
    return out;
}

template <typename R>
Entry entry_of(R& row) {
    Entry out;
    out.seq = row.seq;
    out.at = {row.at};
    out.kind = Kind(row.kind);
    out.line = row.line;
    out.amount = {row.amount};
    out.claim = row.claim;
    out.batch = row.batch;
    out.subject = SubjectId{row.subject_id};
    out.benefit = std::move(row.benefit);
    out.decision = row.decision;
    out.clause = std::move(row.clause);
    out.account = AccountId{row.account};
    out.reference = std::move(row.reference);
    out.reason = std::move(row.reason);
    return out;
}

/// Invalid without the number of the paper, which keeps the same from being booked twice.
Result<void> require_paper(const By& by);

/// An entry of a line, by somebody.
Entry entry_by(Kind kind, std::int64_t line, Money amount, const By& by);

} // namespace banxing::ledger
