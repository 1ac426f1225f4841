#include "rows.h"

namespace banxing::consequences {

Result<void> load_pathway(db::Session& session, SubjectId subject, OfSubject& out) {
    for (auto& r : TRY(session.all(sql::ReferralsOf{.subject_id = subject.value})))
        out.referrals.push_back(referral_of(r));
    for (auto& r : TRY(session.all(sql::TransitionsOf{.subject_id = subject.value})))
        out.transitions.push_back({r.system,
                                   r.transition,
                                   from_days(r.on_day),
                                   r.ends != 0,
                                   !r.form.empty(),
                                   r.form,
                                   r.place,
                                   {r.title_zh, r.title_en}});
    return {};
}

Result<void> put(db::Session& session, SubjectId subject, const derive::Referral& referral) {
    TRY(session.run(sql::PutReferral{.subject_id = subject.value,
                                     .system = referral.system,
                                     .referral = referral.referral,
                                     .occurrence = referral.occurrence,
                                     .state = std::int64_t(referral.state),
                                     .sent = to_days(referral.sent),
                                     .due = days_of(referral.due),
                                     .accepted = days_of(referral.accepted),
                                     .answered = days_of(referral.answered),
                                     .closed = days_of(referral.closed),
                                     .from_holder = referral.from,
                                     .to_holder = referral.to,
                                     .role = referral.role,
                                     .kind = referral.kind,
                                     .place = referral.place,
                                     .sent_by = referral.sent_by,
                                     .answered_by = referral.answered_by,
                                     .title_zh = referral.title.zh,
                                     .title_en = referral.title.en}));
    return {};
}

Result<void> put(db::Session& session, SubjectId subject, const derive::Transition& transition) {
    TRY(session.run(sql::PutTransition{.subject_id = subject.value,
                                       .system = transition.system,
                                       .transition = transition.transition,
                                       .on_day = to_days(transition.on),
                                       .ends = transition.ends ? 1 : 0,
                                       .form = transition.form,
                                       .place = transition.place,
                                       .title_zh = transition.title.zh,
                                       .title_en = transition.title.en}));
    return {};
}

Result<void> drop(db::Session& session, SubjectId subject, const derive::Referral& referral) {
    TRY(session.run(sql::DropReferral{.subject_id = subject.value,
                                      .system = referral.system,
                                      .referral = referral.referral,
                                      .occurrence = referral.occurrence}));
    return {};
}

Result<void> drop(db::Session& session, SubjectId subject, const derive::Transition& transition) {
    TRY(session.run(sql::DropTransition{.subject_id = subject.value,
                                        .system = transition.system,
                                        .transition = transition.transition}));
    return {};
}

} // namespace banxing::consequences
