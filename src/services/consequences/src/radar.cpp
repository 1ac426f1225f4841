#include "rows.h"

#include <consequences/radar.h>

namespace banxing::consequences {

#define REACH(who, day)                                                                            \
    .reach_from = (who).reach.from, .reach_to = (who).reach.to, .reach_own = (who).reach.own,      \
    .purposes = (who).purposes, .today = to_days(day)

Result<std::vector<Coming>> coming(db::Session& session, const access::Principal& who,
                                   const ComingFilter& filter, Date today) {
    auto area = access::inside(who.organisation.region);
    std::vector<Coming> out;
    for (auto& r : TRY(session.all(sql::TransitionsByDay{.place_from = area.from,
                   .place_to = area.to,
                   .day = to_days(today),
                   .day_to = to_days(today) + filter.days + 1,
                   .missing_only = filter.missing_only ? 1 : 0,
                   .after_day = filter.after_day,
                   .after_subject = filter.after_subject.value,
                   .after_key = filter.after_key,
                   .limit = filter.limit,
                   REACH(who, today)})))
        out.push_back({SubjectId{r.subject_id},
                       {r.system,
                        r.transition,
                        from_days(r.on_day),
                        r.ends != 0,
                        !r.form.empty(),
                        r.form,
                        r.place,
                        {r.title_zh, r.title_en}}});
    return out;
}

Result<std::vector<Standing>> standing(db::Session& session, const access::Principal& who,
                                       const StandingFilter& filter, Date today) {
    std::vector<Standing> out;
    bool every = filter.stage.empty();
    for (auto& r : TRY(session.all(sql::StandingIn{.system = filter.system,
                   .stage_from = filter.stage,
                   .stage_to = every ? "~" : filter.stage + " ",
                   .after_stage = filter.after.stage,
                   .after_subject = filter.after.subject.value,
                   .limit = filter.limit,
                   REACH(who, today)})))
        out.push_back({SubjectId{r.subject_id}, r.stage});
    return out;
}

Result<std::vector<Waiting>> waiting(db::Session& session, const access::Principal& who,
                                     const WaitingFilter& filter, Date today) {
    auto area = access::inside(who.organisation.region);
    std::vector<Waiting> out;
    for (auto& r : TRY(session.all(sql::ReferralsWaiting{.kind = who.organisation.kind,
                   .own = who.organisation.id.value,
                   .place_from = area.from,
                   .place_to = area.to,
                   .after_subject = filter.after_subject.value,
                   .after_key = filter.after_key,
                   .limit = filter.limit,
                   REACH(who, today)}))) {
        derive::Referral referral;
        referral.system = r.system;
        referral.referral = r.referral;
        referral.occurrence = r.occurrence;
        referral.state = derive::ReferralState(r.state);
        referral.sent = from_days(r.sent);
        referral.due = day_of(r.due);
        referral.place = r.place;
        referral.title = {r.title_zh, r.title_en};
        out.push_back({SubjectId{r.subject_id}, std::move(referral)});
    }
    return out;
}

} // namespace banxing::consequences
