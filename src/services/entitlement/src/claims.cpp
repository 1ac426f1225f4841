#include "rows.h"

#include <consequences/consequences.h>

#include <map>

namespace banxing::entitlement {

std::string months_as_json(const std::vector<MonthDue>& months) {
    Json out = Json::array();
    for (auto& month : months) out.push_back(Json::array({month.period, month.amount.fen}));
    return out.dump();
}

Result<std::vector<MonthDue>> months_from_json(const std::string& text) {
    std::vector<MonthDue> out;
    for (auto& month : TRY(parse_json(text)))
        out.push_back({month.at(0).get<std::string>(), {month.at(1).get<std::int64_t>()}});
    return out;
}

Result<std::int64_t> next_number(db::Session& session, const char* name) {
    auto row = TRY(session.one(sql::NextNumber{.name = std::string(name)}));
    if (!row) return fail(Error::internal("a counter of claims is missing"));
    return row->value;
}

Result<std::optional<Payable>> find_payable(db::Session& session, SubjectId subject,
                                            const std::string& benefit,
                                            const std::string& cap_period) {
    auto row = TRY(session.one(sql::FindPayable{
        .subject_id = subject.value, .benefit = benefit, .cap_period = cap_period}));
    if (!row) return std::optional<Payable>{};
    Payable out{subject,        benefit,    cap_period, {row->entitled}, {row->paid_before},
                {row->decided}, {row->net}, {}};
    if (row->since && row->net != 0) out.since = from_days(*row->since);
    return std::optional<Payable>{std::move(out)};
}

Result<std::vector<Payable>> payables_of(db::Session& session, SubjectId subject) {
    std::vector<Payable> out;
    for (auto& row : TRY(session.all(sql::PayablesOf{.subject_id = subject.value}))) {
        out.push_back({subject,
                       std::move(row.benefit),
                       std::move(row.cap_period),
                       {row.entitled},
                       {row.paid_before},
                       {row.decided},
                       {row.net},
                       {}});
        if (row.since && row.net != 0) out.back().since = from_days(*row.since);
    }
    return out;
}

/// What each month still has to get, below zero where it got too much.
static Result<std::map<std::string, std::int64_t>> left_by_month(db::Session& session,
                                                                 const Payable& payable) {
    std::map<std::string, std::int64_t> left;
    for (auto& month : TRY(consequences::load(session, payable.subject)).entitled)
        if (month.benefit == payable.benefit && month.period.substr(0, 4) == payable.cap_period)
            left[month.period] += month.amount.fen;
    for (auto& row : TRY(session.all(sql::MonthsTaken{.subject_id = payable.subject.value,
                     .benefit = payable.benefit,
                     .cap_period = payable.cap_period})))
        for (auto& month : TRY(months_from_json(row.months)))
            left[month.period] -= month.amount.fen;
    return left;
}

Result<std::vector<MonthDue>> months_due(db::Session& session, const Payable& payable) {
    auto left = TRY(left_by_month(session, payable));
    bool payable_now = payable.net.fen > 0;
    std::int64_t excess = -payable.net.fen;
    for (auto& [period, fen] : left)
        if (fen > 0) excess += fen;
    std::vector<MonthDue> out;
    for (auto& [period, fen] : left) {
        if (!payable_now && fen < 0) out.push_back({period, {fen}});
        if (!payable_now || fen <= 0) continue;
        // what was paid before or moved between months by the cap is settled with the oldest first
        auto settled = std::min(std::max<std::int64_t>(excess, 0), fen);
        excess -= settled;
        if (fen > settled) out.push_back({period, {fen - settled}});
    }
    return out;
}

static Error proposed_already() {
    return Error::conflict({"这笔补贴已提交审批，请等待结果或由提交人撤回",
                            "This amount is proposed already; wait, or its proposer withdraws it"});
}

Result<std::int64_t> add_claim(db::Session& session, const Claim& claim) {
    auto id = TRY(next_number(session, "claim"));
    auto added = TRY(session.run(sql::PutClaim{.id = id,
                                               .subject_id = claim.subject.value,
                                               .benefit = claim.benefit,
                                               .cap_period = claim.cap_period,
                                               .amount = claim.amount.fen,
                                               .months = months_as_json(claim.months),
                                               .proposed_by = claim.proposed_by.value,
                                               .proposed_at = claim.proposed_at.ms,
                                               .file_version = claim.file_version,
                                               .policy = claim.policy}));
    if (added == 0) return fail(proposed_already());
    return id;
}

Result<std::optional<Claim>> find_claim(db::Session& session, std::int64_t id) {
    auto row = TRY(session.one(sql::FindClaim{.id = id}));
    if (!row) return std::optional<Claim>{};
    return std::optional<Claim>{TRY(claim_of(*row))};
}

Result<void> decide_claim(db::Session& session, const Claim& claim, ClaimState to, AccountId by,
                          Instant at, const std::string& reason) {
    auto moved = TRY(session.run(sql::DecideClaim{.id = claim.id,
                                                  .state = int(to),
                                                  .decided_by = by.value,
                                                  .decided_at = at.ms,
                                                  .reason = reason}));
    if (moved == 0)
        return fail(Error::conflict({"这笔已经有人处理，请刷新",
                                     "Somebody has dealt with this one meanwhile; load again"}));
    if (to != ClaimState::approved) return {};
    auto raised = TRY(session.run(sql::RaiseDecided{.subject_id = claim.subject.value,
                                                    .benefit = claim.benefit,
                                                    .cap_period = claim.cap_period,
                                                    .amount = claim.amount.fen}));
    if (raised == 0)
        return fail(Error::conflict({"已决定的金额将超过应享金额，不能批准",
                                     "More would be decided than is due; it cannot be approved"}));
    return {};
}

Result<void> revoke_claim(db::Session& session, const Claim& claim, AccountId by, Instant at,
                          const std::string& reason) {
    auto moved = TRY(session.run(sql::RevokeClaim{
        .id = claim.id, .decided_by = by.value, .decided_at = at.ms, .reason = reason}));
    if (moved == 0)
        return fail(Error::conflict(
            {"这一笔已经进入批次，不能撤销", "This one is in a batch; it cannot be taken back"}));
    TRY(session.run(sql::AddDecided{.subject_id = claim.subject.value,
                                    .benefit = claim.benefit,
                                    .cap_period = claim.cap_period,
                                    .amount = -claim.amount.fen,
                                    .less = claim.amount.fen}));
    return {};
}

Result<void> lower_decided(db::Session& session, const Claim& claim, Money amount) {
    auto lowered = TRY(session.run(sql::LowerDecided{.subject_id = claim.subject.value,
                                                     .benefit = claim.benefit,
                                                     .cap_period = claim.cap_period,
                                                     .amount = amount.fen}));
    if (lowered > 0) return {};
    return fail(Error::conflict(
        {"超过多决定的金额，不能追回", "More than was decided too much; it cannot be asked for"}));
}

Result<void> put_on_notice(db::Session& session, std::int64_t claim, Date until) {
    TRY(session.run(sql::SetNotice{.id = claim, .notice_until = to_days(until)}));
    return {};
}

static Error moved_on() {
    return Error::conflict({"这笔的状态已变化，请刷新", "This one has moved on; load again"});
}

Result<void> return_claim(db::Session& session, const Claim& claim, const ledger::By& by) {
    auto moved = TRY(session.run(sql::MoveClaim{.id = claim.id,
                                                .before = int(ClaimState::paid),
                                                .state = int(ClaimState::returned),
                                                .reason = by.reason,
                                                .moved_at = by.at.ms}));
    if (moved == 0) return fail(moved_on());
    return ledger::give_back(session, claim.id, by);
}

Result<std::int64_t> retry_claim(db::Session& session, const Claim& claim, AccountId by,
                                 Instant at) {
    auto moved = TRY(session.run(sql::MoveClaim{.id = claim.id,
                                                .before = int(ClaimState::returned),
                                                .state = int(ClaimState::retried),
                                                .reason = claim.reason,
                                                .moved_at = at.ms}));
    if (moved == 0) return fail(moved_on());
    auto id = TRY(next_number(session, "claim"));
    TRY(session.run(
        sql::PutRetry{.id = id, .claim = claim.id, .proposed_by = by.value, .proposed_at = at.ms}));
    TRY(ledger::carry(session, claim.id, id, {by, at, {}, {}}));
    return id;
}

Result<std::vector<Claim>> claims_of(db::Session& session, SubjectId subject) {
    std::vector<Claim> out;
    for (auto& row : TRY(session.all(sql::ClaimsOfSubject{.subject_id = subject.value})))
        out.push_back(TRY(claim_of(row)));
    return out;
}

} // namespace banxing::entitlement
