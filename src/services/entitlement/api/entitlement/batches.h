#pragma once
// Batches: approved claims of a benefit, handed to the finance desk and paid together. The ledger
// beside them is append-only.
#include <entitlement/claims.h>

#include <filesystem>
#include <ledger/ledger.h>

namespace banxing::entitlement {

enum class BatchState { made, exported, paid };

struct Batch {
    std::int64_t id = 0;
    std::string number; // 2026-11-001
    std::string benefit;
    std::int64_t place = 0; // region whose files it holds
    BatchState state = BatchState::made;
    AccountId made_by;
    Instant made_at;
    std::optional<Date> paid_on;
    std::int64_t count = 0;
    Money amount;
    AccountId confirmed_by; // by finance; 0: nobody yet
    std::optional<Instant> confirmed_at;
};

/// Every approved claim of the benefit that the principal may see goes in, but for those on public
/// notice. Conflict when there is none, or the month is closed.
Result<Batch> make_batch(db::Session& session, const access::Principal& who,
                         const std::string& benefit, Instant at, Date today);
Result<std::optional<Batch>> find_batch(db::Session& session, std::int64_t id);
/// Of places from ≤ place < to, newest first.
Result<std::vector<Batch>> batches(db::Session& session, std::int64_t from, std::int64_t to,
                                   int limit);
/// In order of claim: the same on every export.
Result<std::vector<Claim>> claims_of_batch(db::Session& session, std::int64_t batch);

/// made → exported; false when it was exported or paid before.
Result<bool> mark_exported(db::Session& session, std::int64_t batch);
/// Finance has confirmed it; false when somebody had before.
Result<bool> confirm(db::Session& session, std::int64_t batch, AccountId by, Instant at);

/// "2026-11" of a place: nothing is made or paid in it any more. Conflict while a batch made in it
/// is not paid, or when it is closed already.
Result<void> close_month(db::Session& session, std::int64_t place, const std::string& month,
                         AccountId by, Instant at);
Result<bool> is_closed(db::Session& session, std::int64_t place, Date day);
struct ClosedMonth {
    std::string month;
    AccountId by;
    Instant at;
};
/// Of places from ≤ place < to, newest first.
Result<std::vector<ClosedMonth>> closed_months(db::Session& session, std::int64_t from,
                                               std::int64_t to);

/// → paid, its claims too, each in the books; false when it was paid before.
Result<bool> mark_paid(db::Session& session, const Batch& batch, Date paid_on,
                       const ledger::By& by);

/// 人民币大写: 12,034.50 → 壹万贰仟零叁拾肆元伍角整. Up to 999,999,999,999.99 yuan, else empty.
std::string in_capitals(Money amount);

/// "2026年1月、3—5月"
std::string months_in_words(const std::vector<MonthDue>& months);

struct SheetLine {
    std::string name, identity_number, guardian, months, institution, basis;
    Money amount;
};
struct Sheet {
    std::string title, number; // 孤独症儿童康复训练补贴, 2026-11-001
    Date made_on;
    Instant created; // for the file's properties: the same batch gives the same file
    std::vector<SheetLine> lines;
    bool demo = false; // 演示数据
};

/// The list as a finance desk wants it: total, amount in capitals, places to sign.
Result<void> write_sheet(const std::filesystem::path& path, const Sheet& sheet);
/// The same as .csv.
Result<void> write_csv(const std::filesystem::path& path, const Sheet& sheet);

} // namespace banxing::entitlement
