#pragma once
// Paying: review → approval by another person → batch → list for the finance desk → paid. Every act
// is one transaction with its audit event, and refuses what the role may not do.
#include <casework/casework.h>
#include <entitlement/batches.h>

namespace banxing::casework {

// ---- acts on single claims ----

struct Proposal {
    SubjectId subject;
    std::string benefit, cap_period;
    Money amount; // what the reviewer saw: must be the net now
};

/// Act review. The claim's id. Conflict when the amount differs, the file could not be derived or a
/// claim is proposed already.
Result<std::int64_t> propose(Office& office, const access::Principal& who, const Proposal& what);

/// Act approve, another account than the proposer's. Writes the record subsidy_decision. Conflict
/// when the net, derived again today, is not the amount any more.
Result<void> approve(Office& office, const access::Principal& who, std::int64_t claim);

/// Act approve; a reason must be given.
Result<void> refuse(Office& office, const access::Principal& who, std::int64_t claim,
                    const std::string& reason);

/// By the proposer only.
Result<void> withdraw(Office& office, const access::Principal& who, std::int64_t claim,
                      const std::string& reason);

/// Act batch: the money that the bank returned goes into the next batch.
Result<void> retry(Office& office, const access::Principal& who, std::int64_t claim);

// ---- the same for what was ticked in a list ----

struct Outcomes {
    struct Failed {
        std::size_t index;
        Words message;
    };
    std::int64_t done = 0;
    std::vector<Failed> failed;
};

/// One transaction each, in order; an internal or unavailable fault ends the run.
Result<Outcomes> propose_each(Office& office, const access::Principal& who,
                              const std::vector<Proposal>& what);
enum class ClaimAct { approve, refuse, withdraw, retry };
std::optional<ClaimAct> claim_act_named(std::string_view name);
Result<Outcomes> act_each(Office& office, const access::Principal& who, ClaimAct act,
                          const std::vector<std::int64_t>& claims, const std::string& reason);

// ---- lists ----

struct PayableShown {
    entitlement::OnDesk row;
    entitlement::Desk desk;
    Words title; // of the benefit
    std::vector<entitlement::MonthDue> months;
    std::optional<Words> institution; // that billed last
    std::string proposed_by;          // an account's name; empty: nobody
    bool mine = false;
    std::optional<Date> due; // until when its step is to be done
};
struct PayablePage {
    std::vector<PayableShown> items; // people's names: registry.listed()
    std::string next;
    std::int64_t total = 0;
    Money sum;
};

/// Acts review, approve or batch; audited as a list that was shown.
Result<PayablePage> payables(Office& office, const access::Principal& who,
                             const entitlement::DeskFilter& filter);

// ---- batches ----

struct BatchLine {
    int no = 0;
    SubjectId subject;
    std::string name, identity_number, guardian; // the number is masked but for the export
    std::string months, basis;                   // in words
    Money amount;
    std::optional<Words> institution;
    std::int64_t claim = 0;
    entitlement::ClaimState state = entitlement::ClaimState::batched;
    std::string reason; // why the bank returned it
};
struct BatchShown {
    entitlement::Batch batch;
    Words title;         // of the benefit
    std::string made_by; // an account's name
    std::string in_words;
    std::vector<BatchLine> lines; // of a single batch
    std::optional<Date> due;      // until when finance confirms or pays it
};

/// Act batch.
Result<BatchShown> make_batch(Office& office, const access::Principal& who,
                              const std::string& benefit);
/// Acts batch or pay. A batch is one paper: whoever's area has it sees all of it.
Result<std::vector<BatchShown>> batches(Office& office, const access::Principal& who);
Result<BatchShown> batch(Office& office, const access::Principal& who, std::int64_t id);

/// Acts batch or pay. Writes the .xlsx or .csv with full identity numbers; audited as an export
/// that showed these persons. The first one marks the batch as exported. Answers with the file's
/// name to offer.
struct Export {
    bool demo = false, csv = false;
};
Result<std::string> export_batch(Office& office, const access::Principal& who, std::int64_t id,
                                 const Export& how, const std::filesystem::path& to);

/// Act pay. A payment_result record in each file; the same day again changes nothing.
Result<BatchShown> mark_paid(Office& office, const access::Principal& who, std::int64_t id,
                             Date paid_on);

struct Returned {
    std::int64_t batch = 0;
    std::vector<std::int64_t> claims; // of this batch, all paid: else a conflict, and none is moved
    Date on;
    std::string reason;
};
/// Act pay: the bank sent these payments back. The payment_result record of each month becomes
/// 退回.
Result<BatchShown> mark_returned(Office& office, const access::Principal& who,
                                 const Returned& what);

} // namespace banxing::casework
