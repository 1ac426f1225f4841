#pragma once
// The books: append-only, double-entry. Every entry takes fen from one account of a budget line and
// puts the same fen into another. docs/money.md has the laws.
#include <core/date.h>
#include <core/id.h>
#include <core/money.h>
#include <db/db.h>

#include <optional>
#include <string>
#include <vector>

namespace banxing::ledger {

/// Who pays. none: nobody appropriated anything, what is committed there shows as a gap.
enum class Source { none, county, city, province, central, lottery, gift };
std::optional<Source> source_named(std::string_view name);
const char* name_of(Source source);

struct Line {
    std::int64_t id = 0;
    int year = 0;
    std::int64_t region = 0; // 12 digits
    Source source = Source::county;
    std::string benefit;        // "system.id"; empty: for whatever is paid
    std::string title, earmark; // earmark: what a giver wants it for
    int rank = 0;               // the lowest pays first
};

/// outside: not yet this line's; committed: decided and not yet paid; receivable: a person decided
/// that it is to come back.
enum class Account { outside, available, committed, paid, receivable, written_off };
enum class Kind {
    appropriated,
    cut,
    committed,
    paid,
    returned, // by the bank
    carried,  // a new claim carries the money of a returned one
    demanded,
    recovered,
    waived,
    spent,   // of a gift, for its earmark
    released // what was approved is taken back before it is paid
};
const char* name_of(Kind kind);

/// Who books, when and why; `reference` names the paper, which is booked once.
struct By {
    AccountId account;
    Instant at;
    std::string reason, reference;
};

struct Entry {
    std::int64_t seq = 0;
    Instant at;
    Kind kind = Kind::appropriated;
    std::int64_t line = 0;
    Money amount;
    std::int64_t claim = 0, batch = 0;
    SubjectId subject;
    std::string benefit;
    std::int64_t decision = 0; // lineage of the record of the decision
    std::string clause;
    AccountId account;
    std::string reference, reason;
};

struct Standing {
    Line line;
    Money appropriated, available, committed, paid, receivable, written_off;
};

// ---- lines ----

/// The line's id; conflict when there is one like it already.
Result<std::int64_t> open_line(db::Session& session, const Line& line, AccountId by, Instant at);
Result<std::optional<Line>> find_line(db::Session& session, std::int64_t id);
/// Conflict for a paper that is booked already; invalid unless above zero.
Result<void> appropriate(db::Session& session, std::int64_t line, Money amount, const By& by);
/// Conflict when less than that is available.
Result<void> cut(db::Session& session, std::int64_t line, Money amount, const By& by);
/// Of a gift, for its earmark: available → paid, to nobody's file.
Result<void> spend(db::Session& session, std::int64_t line, Money amount, const By& by);
/// Of places from ≤ region < to.
Result<std::vector<Standing>> standings(db::Session& session, std::int64_t from, std::int64_t to,
                                        int year);

// ---- claims ----

struct Commitment {
    std::int64_t claim = 0;
    SubjectId subject;
    std::string benefit;
    Money amount;
    std::int64_t region = 0; // whose budget
    int year = 0;
    std::int64_t decision = 0;
    std::string clause;
};

/// Takes the amount from the lines that pay for the benefit, in their order. Conflict when they
/// hold less; where there is none it goes on a line that shows the gap.
Result<void> commit(db::Session& session, const Commitment& what, const By& by);
/// committed → paid. Conflict when it was paid before or nothing was committed.
Result<void> pay(db::Session& session, std::int64_t claim, std::int64_t batch, const By& by);
/// committed → available: the approval is taken back. Conflict when it was paid or released before.
Result<void> release(db::Session& session, std::int64_t claim, const By& by);
/// paid → committed. Conflict when it is not paid.
Result<void> give_back(db::Session& session, std::int64_t claim, const By& by);
/// What came back for one claim is another's from now on.
Result<void> carry(db::Session& session, std::int64_t from, std::int64_t to, const By& by);

enum class Recovery { demanded, recovered, waived };
/// A person's decision on a claim that was paid: paid → receivable → available or written off, in
/// parts if need be. Conflict when more is asked for than stands there.
Result<void> recover(db::Session& session, std::int64_t claim, Money amount, Recovery step,
                     const By& by);

Result<std::vector<Entry>> entries_of_claim(db::Session& session, std::int64_t claim);
/// Newest first.
Result<std::vector<Entry>> entries_of_line(db::Session& session, std::int64_t line,
                                           std::int64_t before, int limit);

struct Sums {
    Money committed, paid; // paid is less what came back
};
Result<Sums> sums_of(db::Session& session, const std::string& benefit);

/// Every law that the books break, in words; empty when all is well.
Result<std::vector<std::string>> broken_laws(db::Session& session);

std::span<const db::Migration> migrations();
/// For the test that prepares every statement on both databases.
std::span<const db::Statement* const> statements();

} // namespace banxing::ledger
