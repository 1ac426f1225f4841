#include "rows.h"

#include <consequences/radar.h>

#include <algorithm>

namespace banxing::consequences {

Result<std::vector<Coming>> coming(db::Session& session, const ListSight& sight,
                                   const ComingFilter& filter, Date today) {
    auto& who = sight.who;
    auto area = access::inside(who.organisation.region);
    std::vector<Coming> out;
    for (auto& r : TRY(session.all(sql::TransitionsByDay{.systems = sight.systems,
                   .place_from = std::max(filter.from, area.from),
                   .place_to = filter.to == 0 ? area.to : std::min(filter.to, area.to),
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

Result<std::vector<Standing>> standing(db::Session& session, const ListSight& sight,
                                       const StandingFilter& filter, Date today) {
    std::vector<Standing> out;
    if (!sight.reads(filter.system)) return out;
    auto& who = sight.who;
    bool every = filter.stage.empty();
    for (auto& r : TRY(session.all(sql::StandingIn{.system = filter.system,
                   .stages = sight.stages,
                   .stage_from = filter.stage,
                   .stage_to = every ? "~" : filter.stage + " ",
                   .after_stage = filter.after.stage,
                   .after_subject = filter.after.subject.value,
                   .limit = filter.limit,
                   REACH(who, today)})))
        out.push_back({SubjectId{r.subject_id}, r.stage});
    return out;
}

template <typename Rows>
static std::vector<Sent> all_of(Rows&& rows) {
    std::vector<Sent> out;
    for (auto& r : rows) out.push_back({SubjectId{r.subject_id}, referral_of(r)});
    return out;
}

Result<std::vector<Sent>> referrals(db::Session& session, const access::Principal& who,
                                    const SentFilter& filter, Date today) {
    using State = derive::ReferralState;
    auto last = std::int64_t(filter.settled    ? State::withdrawn
                             : filter.incoming ? State::accepted
                                               : State::answered);
    if (!filter.incoming)
        return all_of(
            TRY(session.all(sql::ReferralsSent{.own = who.organisation.id.value,
                                               .last_state = last,
                                               .after_sent = filter.after_sent,
                                               .after_subject = filter.after_subject.value,
                                               .after_key = filter.after_key,
                                               .limit = filter.limit,
                                               REACH(who, today)})));
    auto area = access::inside(who.organisation.region);
    return all_of(
        TRY(session.all(sql::ReferralsReceived{.kind = who.organisation.kind,
                                               .own = who.organisation.id.value,
                                               .last_state = last,
                                               .place_from = area.from,
                                               .place_to = area.to,
                                               .after_sent = filter.after_sent,
                                               .after_subject = filter.after_subject.value,
                                               .after_key = filter.after_key,
                                               .limit = filter.limit,
                                               REACH(who, today)})));
}

} // namespace banxing::consequences
