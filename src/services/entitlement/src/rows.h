#pragma once
// Claims as rows, for the sources of this module.
#include "entitlement_sql.h"

#include <core/json.h>
#include <entitlement/batches.h>

namespace banxing::entitlement {

std::string months_as_json(const std::vector<MonthDue>& months);
Result<std::vector<MonthDue>> months_from_json(const std::string& text);

/// The next number of its kind; others of the kind wait until this transaction ends.
Result<std::int64_t> next_number(db::Session& session, const char* name);

template <typename R>
Result<Claim> claim_of(R& row) {
    Claim out;
    out.id = row.id;
    out.subject = SubjectId{row.subject_id};
    out.benefit = std::move(row.benefit);
    out.cap_period = std::move(row.cap_period);
    out.amount = {row.amount};
    out.months = TRY(months_from_json(row.months));
    out.state = ClaimState(row.state);
    out.proposed_by = AccountId{row.proposed_by};
    out.proposed_at = {row.proposed_at};
    out.decided_by = AccountId{row.decided_by};
    if (row.decided_at) out.decided_at = Instant{*row.decided_at};
    out.reason = std::move(row.reason);
    out.file_version = row.file_version;
    out.policy = std::move(row.policy);
    out.batch = row.batch;
    if (row.notice_until) out.notice_until = from_days(*row.notice_until);
    if (row.moved_at) out.moved_at = Instant{*row.moved_at};
    return out;
}

template <typename R>
Payable payable_of(R& row) {
    Payable out{SubjectId{row.subject_id}, row.benefit,   row.cap_period, {row.entitled},
                {row.paid_before},         {row.decided}, {row.net},      {}};
    if (row.since && row.net != 0) out.since = from_days(*row.since);
    return out;
}

} // namespace banxing::entitlement
