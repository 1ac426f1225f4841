#include "rows.h"

#include <clock/clock.h>
#include <entitlement/objections.h>

namespace banxing::entitlement {

template <typename R>
static Objection objection_of(R& row) {
    Objection out;
    out.subject = SubjectId{row.subject_id};
    out.id = row.id;
    out.claim = row.claim;
    out.said = std::move(row.said);
    out.entered_by = AccountId{row.entered_by};
    out.entered_at = {row.entered_at};
    if (row.upheld) out.upheld = *row.upheld != 0;
    out.answer = row.answer.value_or("");
    out.answered_by = AccountId{row.answered_by.value_or(0)};
    if (row.answered_at) out.answered_at = Instant{*row.answered_at};
    return out;
}

Result<std::int64_t> object(db::Session& session, const Objection& what) {
    auto claim = TRY(find_claim(session, what.claim));
    if (!claim || claim->state != ClaimState::approved)
        return fail(Error::conflict({"只有已批准、未进批次的可以提异议",
                                     "Only what is approved and in no batch can be objected to"}));
    auto id = TRY(next_number(session, "objection"));
    TRY(session.run(sql::PutObjection{.subject_id = what.subject.value,
                                      .id = id,
                                      .claim = what.claim,
                                      .said = what.said,
                                      .entered_by = what.entered_by.value,
                                      .entered_at = what.entered_at.ms}));
    return id;
}

Result<std::optional<Objection>> find_objection(db::Session& session, std::int64_t id) {
    auto row = TRY(session.one(sql::FindObjection{.id = id}));
    if (!row) return std::optional<Objection>{};
    return std::optional<Objection>{objection_of(*row)};
}

Result<std::vector<Objection>> objections(db::Session& session, const access::Principal& who,
                                          int limit, Date today) {
    std::vector<Objection> out;
    for (auto& row : TRY(session.all(sql::Objections{.limit = limit,
                     .reach_from = who.reach.from,
                     .reach_to = who.reach.to,
                     .reach_own = who.reach.own,
                     .purposes = who.purposes,
                     .today = to_days(today)})))
        out.push_back(objection_of(row));
    return out;
}

Result<Waiting> open_objections(db::Session& session, const access::Principal& who, Date before,
                                Date today) {
    auto row = TRY(session.one(sql::CountObjections{.before = start_of(before).ms,
                                                    .reach_from = who.reach.from,
                                                    .reach_to = who.reach.to,
                                                    .reach_own = who.reach.own,
                                                    .purposes = who.purposes,
                                                    .today = to_days(today)}));
    return Waiting{row->total, row->late};
}

Result<void> answer_objection(db::Session& session, const Objection& answered) {
    auto done = TRY(session.run(
        sql::AnswerObjection{.id = answered.id,
                             .upheld = std::int64_t(answered.upheld.value_or(false)),
                             .answer = answered.answer,
                             .answered_by = answered.answered_by.value,
                             .answered_at = answered.answered_at.value_or(Instant{}).ms}));
    if (done > 0) return {};
    return fail(Error::conflict({"这个异议已经答复", "This objection is answered already"}));
}

} // namespace banxing::entitlement
