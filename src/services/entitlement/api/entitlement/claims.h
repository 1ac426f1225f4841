#pragma once
// Claims: one person's payable amount of a benefit and cap period on its way from review to
// payment. Only these functions move them; casework checks who may and writes the records beside.
#include <access/principal.h>
#include <core/date.h>
#include <core/id.h>
#include <core/money.h>
#include <db/db.h>
#include <derive/derive.h>

#include <ledger/ledger.h>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace banxing::entitlement {

struct Payable {
    SubjectId subject;
    std::string benefit, cap_period; // "system.id", "2026"
    Money entitled, paid_before, decided;
    Money net; // entitled − paid_before − decided; below zero: for a person to look at
    std::optional<Date> since; // that there is a net at all
};

struct MonthDue {
    std::string period; // 2026-03
    Money amount;
};

/// returned: the bank sent it back; retried: another claim carries its money.
enum class ClaimState { proposed, approved, refused, withdrawn, batched, paid, returned, retried };
const char* name_of(ClaimState state);

struct Claim {
    std::int64_t id = 0;
    SubjectId subject;
    std::string benefit, cap_period;
    Money amount;
    std::vector<MonthDue> months; // positive, their sum is the amount
    ClaimState state = ClaimState::proposed;
    AccountId proposed_by;
    Instant proposed_at;
    AccountId decided_by; // 0: nobody yet
    std::optional<Instant> decided_at;
    std::string reason;
    std::int64_t file_version = 0; // as proposed
    std::string policy;            // version of the set it was derived under
    std::int64_t batch = 0;
    std::optional<Date> notice_until; // approved, on public notice until then: in no batch before
    std::optional<Instant> moved_at;  // when the bank returned it
};

/// In order of benefit and cap period.
Result<std::vector<Payable>> payables_of(db::Session& session, SubjectId subject);

Result<std::optional<Payable>> find_payable(db::Session& session, SubjectId subject,
                                            const std::string& benefit,
                                            const std::string& cap_period);

/// For which months the net is: what is entitled less what earlier claims took, oldest first.
/// With a net of zero or less: the months of which too much was decided, below zero.
Result<std::vector<MonthDue>> months_due(db::Session& session, const Payable& payable);

/// Proposes; the id. Conflict when one is proposed already for this person, benefit and period.
Result<std::int64_t> add_claim(db::Session& session, const Claim& claim);
Result<std::optional<Claim>> find_claim(db::Session& session, std::int64_t id);

/// An approved claim that is in no batch is taken back: refused with that reason, and decided no
/// more; who takes it back frees the books. Conflict when it has moved on.
Result<void> revoke_claim(db::Session& session, const Claim& claim, AccountId by, Instant at,
                          const std::string& reason);

/// From proposed to refused, withdrawn or (with `decided` raised) approved; who approves commits it
/// in the books once the decision is a record. Conflict when it is not proposed any more.
Result<void> decide_claim(db::Session& session, const Claim& claim, ClaimState to, AccountId by,
                          Instant at, const std::string& reason);

/// A person has decided that this much of what was paid is to come back: it counts as decided no
/// more. Conflict when it is more than was decided too much.
Result<void> lower_decided(db::Session& session, const Claim& claim, Money amount);

/// Public notice until that day.
Result<void> put_on_notice(db::Session& session, std::int64_t claim, Date until);

/// The bank sent it back: from paid to returned, with the ledger. Conflict when it is not paid.
Result<void> return_claim(db::Session& session, const Claim& claim, const ledger::By& by);
/// An approved claim for the same months in its place, for the next batch; its id. What was decided
/// stays as it is. Conflict when the claim is not returned, or retried already.
Result<std::int64_t> retry_claim(db::Session& session, const Claim& claim, AccountId by,
                                 Instant at);

/// What became of a month's money, by its least advanced part.
enum class MonthState { open, proposed, approved, batched, paid, returned, already_paid };
const char* name_of(MonthState state);
/// By benefit and period, of months that entitle to something or were paid before.
using MonthStates = std::map<std::pair<std::string, std::string>, MonthState>;
MonthStates month_states(const std::vector<derive::Entitled>& entitled,
                         const std::vector<derive::PaidBefore>& before,
                         const std::vector<Claim>& claims);
/// Oldest first.
Result<std::vector<Claim>> claims_of(db::Session& session, SubjectId subject);

// ---- the lists of the desks ----

/// open: net above zero and nothing proposed; recovery: net below zero; refused: the last word on
/// an amount that is open again; approved: in no batch yet; returned: to be paid again.
enum class Desk { open, proposed, approved, refused, recovery, returned };
std::optional<Desk> desk_named(std::string_view name);

struct DeskFilter {
    Desk desk = Desk::open;
    std::string after; // key of the last row of the page before
    int limit = 50;
};

struct OnDesk {
    Payable payable;
    std::optional<Claim> claim; // but for open and recovery
    Money amount;               // of the claim, else the net
};

struct DeskPage {
    std::vector<OnDesk> items;
    std::string next; // empty: no more
    std::int64_t total = 0;
    Money sum;
};

struct Waiting {
    std::int64_t total = 0, late = 0;
};
/// Of a desk; late: it waits since before that day.
Result<Waiting> waiting(db::Session& session, const access::Principal& who, Desk desk, Date before,
                        Date today);

struct OpenSum {
    std::string benefit;
    std::int64_t people = 0;
    Money amount;
};
/// What is payable and nobody has approved, by benefit, of a cap period.
Result<std::vector<OpenSum>> open_sums(db::Session& session, const access::Principal& who,
                                       const std::string& cap_period, Date today);

/// Only files that the principal may see for the purposes it holds. Invalid for a broken `after`.
Result<DeskPage> desk(db::Session& session, const access::Principal& who, const DeskFilter& filter,
                      Date today);

} // namespace banxing::entitlement
