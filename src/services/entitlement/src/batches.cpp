#include "rows.h"

#include <fmt/format.h>

namespace banxing::entitlement {

template <typename R>
static Batch batch_of(R& row) {
    Batch out;
    out.id = row.id;
    out.number = std::move(row.number);
    out.benefit = std::move(row.benefit);
    out.place = row.place;
    out.state = BatchState(row.state);
    out.made_by = AccountId{row.made_by};
    out.made_at = {row.made_at};
    if (row.paid_on) out.paid_on = from_days(*row.paid_on);
    out.count = row.claims;
    out.amount = {row.amount};
    out.confirmed_by = AccountId{row.confirmed_by};
    if (row.confirmed_at) out.confirmed_at = Instant{*row.confirmed_at};
    return out;
}

static Error month_closed() {
    return Error::conflict({"这个月已经结账", "This month is closed"});
}

/// 2026-11-001, counted in each month.
static Result<std::string> number_in(db::Session& session, Date today) {
    std::string month = iso(today).substr(0, 8);
    auto last = TRY(session.one(sql::LastNumber{.number_from = month, .number_to = month + "~"}));
    return fmt::format("{}{:03}", month, last ? std::stoll(last->number.substr(8)) + 1 : 1);
}

Result<Batch> make_batch(db::Session& session, const access::Principal& who,
                         const std::string& benefit, Instant at, Date today) {
    auto id = TRY(next_number(session, "batch")); // first: the number's month is counted alone
    if (TRY(is_closed(session, who.organisation.region, today))) return fail(month_closed());
    TRY(session.run(sql::PutBatch{.id = id,
                                  .number = TRY(number_in(session, today)),
                                  .benefit = benefit,
                                  .place = who.organisation.region,
                                  .made_by = who.account.value,
                                  .made_at = at.ms}));
    auto taken = TRY(session.run(sql::TakeClaims{.batch = id,
                                                 .benefit = benefit,
                                                 .reach_from = who.reach.from,
                                                 .reach_to = who.reach.to,
                                                 .reach_own = who.reach.own,
                                                 .purposes = who.purposes,
                                                 .today = to_days(today)}));
    if (taken == 0)
        return fail(Error::conflict(
            {"没有已批准且未入批次的补贴", "Nothing is approved that is not in a batch yet"}));
    TRY(session.run(sql::SumUpBatch{.id = id}));
    return *TRY(find_batch(session, id));
}

Result<std::optional<Batch>> find_batch(db::Session& session, std::int64_t id) {
    auto row = TRY(session.one(sql::FindBatch{.id = id}));
    if (!row) return std::optional<Batch>{};
    return std::optional<Batch>{batch_of(*row)};
}

Result<std::vector<Batch>> batches(db::Session& session, std::int64_t from, std::int64_t to,
                                   int limit) {
    std::vector<Batch> out;
    for (auto& row :
         TRY(session.all(sql::Batches{.place_from = from, .place_to = to, .limit = limit})))
        out.push_back(batch_of(row));
    return out;
}

Result<std::vector<Claim>> claims_of_batch(db::Session& session, std::int64_t batch) {
    std::vector<Claim> out;
    for (auto& row : TRY(session.all(sql::ClaimsOfBatch{.batch = batch})))
        out.push_back(TRY(claim_of(row)));
    return out;
}

Result<bool> mark_exported(db::Session& session, std::int64_t batch) {
    return TRY(session.run(sql::MarkExported{.id = batch})) > 0;
}

Result<bool> mark_paid(db::Session& session, const Batch& batch, Date paid_on,
                       const ledger::By& by) {
    if (TRY(is_closed(session, batch.place, paid_on)) && batch.state != BatchState::paid)
        return fail(month_closed());
    if (TRY(session.run(sql::MarkPaid{.id = batch.id, .paid_on = to_days(paid_on)})) == 0)
        return false;
    TRY(confirm(session, batch.id, by.account, by.at)); // who pays has confirmed it
    TRY(session.run(sql::ClaimsPaid{.batch = batch.id}));
    for (auto& claim : TRY(claims_of_batch(session, batch.id)))
        TRY(ledger::pay(session, claim.id, batch.id, by));
    return true;
}

Result<bool> confirm(db::Session& session, std::int64_t batch, AccountId by, Instant at) {
    return TRY(session.run(sql::ConfirmBatch{
               .id = batch, .confirmed_by = by.value, .confirmed_at = at.ms})) > 0;
}

Result<void> close_month(db::Session& session, std::int64_t place, const std::string& month,
                         AccountId by, Instant at) {
    TRY(next_number(session, "batch")); // nobody makes a batch meanwhile
    auto open = TRY(session.one(
        sql::UnpaidBatches{.place = place, .number_from = month + "-", .number_to = month + "-~"}));
    if (open && open->batches > 0)
        return fail(Error::conflict(
            {"本月还有" + std::to_string(open->batches) + "个批次未发放",
             std::to_string(open->batches) + " batches of this month are not paid yet"}));
    auto closed = TRY(session.run(sql::CloseMonth{
        .place = place, .month = month, .closed_by = by.value, .closed_at = at.ms}));
    if (closed == 0) return fail(month_closed());
    return {};
}

Result<bool> is_closed(db::Session& session, std::int64_t place, Date day) {
    auto found = TRY(session.one(sql::FindClosed{.place = place, .month = iso(day).substr(0, 7)}));
    return found.has_value();
}

Result<std::vector<ClosedMonth>> closed_months(db::Session& session, std::int64_t from,
                                               std::int64_t to) {
    std::vector<ClosedMonth> out;
    for (auto& row : TRY(session.all(sql::ClosedMonths{.place_from = from, .place_to = to})))
        out.push_back({std::move(row.month), AccountId{row.closed_by}, {row.closed_at}});
    return out;
}

} // namespace banxing::entitlement
