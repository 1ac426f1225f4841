#include "entitlement_sql.h"

#include <entitlement/frozen.h>

namespace banxing::entitlement {

Result<void> freeze(db::Session& session, const FrozenMonth& month) {
    auto added = TRY(session.run(sql::PutFrozen{.subject_id = month.subject.value,
                                                .claim = month.claim,
                                                .period = month.period,
                                                .amount = month.amount.fen,
                                                .at = month.at.ms,
                                                .policy = month.policy,
                                                .why = month.why}));
    if (added > 0) return {};
    return fail(
        Error::conflict({"这一笔的理由已经留存", "The reasons of this one are kept already"}));
}

Result<std::optional<FrozenMonth>> frozen(db::Session& session, SubjectId subject,
                                          std::int64_t claim, const std::string& period) {
    auto row = TRY(
        session.one(sql::Frozen{.subject_id = subject.value, .claim = claim, .period = period}));
    if (!row) return std::optional<FrozenMonth>{};
    return std::optional<FrozenMonth>{FrozenMonth{subject,
                                                  claim,
                                                  period,
                                                  {row->amount},
                                                  {row->at},
                                                  std::move(row->policy),
                                                  std::move(row->why)}};
}

} // namespace banxing::entitlement
