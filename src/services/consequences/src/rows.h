#pragma once
// Referrals and transitions as rows; days as numbers.
#include "consequences_sql.h"

#include <consequences/consequences.h>

namespace banxing::consequences {

/// The inputs of access.visible, last in every statement that asks for it.
#define REACH(who, day)                                                                            \
    .reach_from = (who).reach.from, .reach_to = (who).reach.to, .reach_own = (who).reach.own,      \
    .purposes = (who).purposes, .today = to_days(day)

constexpr std::int64_t no_deadline = 9'999'999;

inline std::optional<std::int64_t> days_of(const std::optional<Date>& day) {
    return day ? std::optional<std::int64_t>(to_days(*day)) : std::nullopt;
}

inline std::optional<Date> day_of(const std::optional<std::int64_t>& days) {
    return days ? std::optional<Date>(from_days(*days)) : std::nullopt;
}

/// What a file contributes to indicators, and the cells with it; returns how many rows changed.
Result<std::int64_t> replace_counted(db::Session& session, SubjectId subject,
                                     const std::vector<derive::Counted>& before,
                                     const std::vector<derive::Counted>& now);

template <typename Row>
derive::Referral referral_of(Row& r) {
    return {r.system,
            r.referral,
            r.occurrence,
            derive::ReferralState(r.state),
            from_days(r.sent),
            day_of(r.due),
            day_of(r.accepted),
            day_of(r.answered),
            day_of(r.closed),
            r.from_holder,
            r.to_holder,
            r.role,
            r.kind,
            r.place,
            r.sent_by,
            r.answered_by,
            {r.title_zh, r.title_en}};
}

Result<void> load_pathway(db::Session& session, SubjectId subject, OfSubject& out);
Result<void> put(db::Session& session, SubjectId subject, const derive::Referral& referral);
Result<void> put(db::Session& session, SubjectId subject, const derive::Transition& transition);
Result<void> load_pools(db::Session& session, SubjectId subject, OfSubject& out);
Result<void> put(db::Session& session, SubjectId subject, const derive::PoolEntry& entry);
Result<void> drop(db::Session& session, SubjectId subject, const derive::PoolEntry& entry);
Result<void> drop(db::Session& session, SubjectId subject, const derive::Referral& referral);
Result<void> drop(db::Session& session, SubjectId subject, const derive::Transition& transition);

} // namespace banxing::consequences
