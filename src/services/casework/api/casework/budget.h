#pragma once
// Budget by source and year: what there is, what is committed and paid, and whether it will last.
#include <casework/casework.h>

#include <ledger/applications.h>
#include <map>

namespace banxing::casework {

/// A benefit against the lines that pay for it alone.
struct BenefitBudget {
    std::string benefit;
    Words title;
    Money appropriated, committed, paid;
    std::int64_t people = 0; // with something open
    Money open;              // payable, and nobody has approved it
    Money month;     // a month as of late: the mean of the last three whole ones, rounded up
    Money forecast;  // committed, paid, open, and the rest of the year's months
    std::string dry; // "2026-12": the month in which it does not last; empty: it does
};

struct BudgetShown {
    int year = 0;
    std::vector<ledger::Standing> lines;
    std::vector<BenefitBudget> benefits;
    std::vector<ledger::Application> applications;
    std::map<std::string, Words> titles; // of the benefits
    Money general;                       // available on lines for whatever is paid
};

/// Acts review, approve, batch or pay; supervise: the lines only. Of the organisation's area.
Result<BudgetShown> budget(Office& office, const access::Principal& who, int year);

/// Acts as above; not_found outside the area.
Result<std::vector<ledger::Entry>> budget_entries(Office& office, const access::Principal& who,
                                                  std::int64_t line, std::int64_t before);

struct Booking {
    Money amount;
    std::string reason, reference; // the paper's number: booked once
};
enum class LineAct { appropriate, cut, spend };
std::optional<LineAct> line_act_named(std::string_view name);

/// Act pay, for the organisation's own region.
Result<std::int64_t> open_line(Office& office, const access::Principal& who, ledger::Line line);
Result<void> book_line(Office& office, const access::Principal& who, std::int64_t line, LineAct act,
                       const Booking& what);
Result<std::int64_t> apply_for_funds(Office& office, const access::Principal& who,
                                     std::int64_t line, const Booking& what);
/// What the higher level granted; zero: refused.
Result<void> answer_application(Office& office, const access::Principal& who,
                                std::int64_t application, const Booking& granted);

/// A person's decision on a claim that was paid; never automatic. Act approve demands and waives,
/// act pay books what came back. The paper's number and a reason must be given.
Result<void> recover(Office& office, const access::Principal& who, std::int64_t claim,
                     ledger::Recovery step, const Booking& what);

} // namespace banxing::casework
