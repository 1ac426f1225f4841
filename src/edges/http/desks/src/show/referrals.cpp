#include "referrals.h"

#include <algorithm>
#include <desks/forms.h>
#include <desks/tasks.h>

namespace banxing::http {
namespace {

using State = derive::ReferralState;

const char* name_of(State state) {
    static constexpr const char* names[] = {"sent",     "accepted", "declined", "expired",
                                            "answered", "closed",   "withdrawn"};
    return names[int(state)];
}

const derive::ReferralRule* rule_of(const Context& context, const derive::Referral& referral) {
    const auto* system = context.office().program->find_system(referral.system);
    if (!system) return nullptr;
    auto rule = std::ranges::find(system->referrals, referral.referral, &derive::ReferralRule::id);
    return rule == system->referrals.end() ? nullptr : &*rule;
}

std::string key_of(const derive::Referral& referral) {
    return referral.system + "." + referral.referral + "/" + referral.occurrence;
}

/// The organisation it goes to, else whoever does this work at the place.
Words receiver(const Context& context, const derive::Referral& referral) {
    if (referral.to != 0) return context.names.organisation(referral.to);
    const auto* role = context.services.access.roles().find(referral.role);
    Words desk = role ? role->words : Words{referral.role, referral.role};
    auto place = place_words(context.services.regions, referral.place);
    return {place.zh + (place.zh.empty() ? "" : " ") + desk.zh,
            desk.en + (place.en.empty() ? "" : ", " + place.en)};
}

bool may_write_form(const Context& context, const std::string& id) {
    const auto* form = context.office().program->find_form(id);
    return form && may_write(*form, context.who()) &&
           access::may(context.who(), access::Act::write);
}

bool is_receiver(const Context& context, const derive::Referral& referral) {
    const auto& who = context.who();
    bool named = referral.to == 0 ? who.organisation.kind == referral.kind
                                  : who.organisation.id.value == referral.to;
    return named && who.role == referral.role;
}

constexpr const char* reply_form = "base.referral_reply";

void put_acts(Json& out, const Context& context, const derive::Referral& referral,
              const derive::ReferralRule& rule) {
    bool receives = is_receiver(context, referral);
    bool sender = context.who().organisation.id.value == referral.from;
    bool replies = may_write_form(context, reply_form);
    bool waits = referral.state == State::sent;
    bool taken = waits || referral.state == State::accepted;
    bool back = referral.state == State::declined || referral.state == State::expired;
    out["incoming"] = receives;
    out["outgoing"] = sender;
    out["may_reply"] = receives && waits && replies && rule.accept.span != derive::Span::none;
    out["may_withdraw"] = sender && replies && (waits || back);
    bool answers = receives && taken && may_write_form(context, rule.form);
    if (answers) out["answer_form"] = rule.form;
    if (sender && referral.state == State::answered && may_write_form(context, rule.close_form))
        out["close_form"] = rule.close_form;
    if (sender && back && may_write_form(context, rule.opened_by.form))
        out["again_form"] = rule.opened_by.form;
}

} // namespace

Json shown(const Context& context, SubjectId subject, const derive::Referral& referral) {
    Json out{{"subject", to_text(subject)},
             {"system", referral.system},
             {"referral", referral.referral},
             {"occurrence", referral.occurrence},
             {"key", key_of(referral)},
             {"title", shown(referral.title)},
             {"state", name_of(referral.state)},
             {"sent", iso(referral.sent)},
             {"from", shown(context.names.organisation(referral.from))},
             {"to", shown(receiver(context, referral))}};
    put_person(out, context, subject);
    auto day = [&](const char* name, const std::optional<Date>& value) {
        if (value) out[name] = iso(*value);
    };
    day("due", referral.due);
    day("accepted", referral.accepted);
    day("answered", referral.answered);
    day("closed", referral.closed);
    bool awaited = referral.state == State::sent || referral.state == State::accepted;
    if (awaited && referral.due) put_deadline(out, context, *referral.due);
    const auto* rule = rule_of(context, referral);
    if (!rule) return out;
    put_acts(out, context, referral, *rule);
    out["basis"] = shown(rule->basis);
    return out;
}

std::string place_of_page(const consequences::Sent& last) {
    return std::to_string(to_days(last.referral.sent)) + "~" + to_text(last.subject) + "~" +
           key_of(last.referral);
}

} // namespace banxing::http
