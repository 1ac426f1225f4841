// Referrals and the ages at which something ends or begins.
#include "read.h"

namespace banxing::policy {

using namespace derive;

static void read_desks(Map& map, ReferralRule& out) {
    if (auto from = map.node("from", Need::required)) {
        Map inner(map.source(), *from);
        out.from_role = inner.text("role", Need::required);
    }
    if (auto to = map.node("to", Need::required)) {
        Map inner(map.source(), *to);
        out.to_role = inner.text("role", Need::required);
        out.to_kind = inner.text("kind", Need::required);
        out.to_field = inner.text("organisation");
    }
}

ReferralRule read_referral(Map& map, const System& system) {
    ReferralRule out;
    out.id = map.id();
    out.title = map.words();
    if (auto opened = map.node("opened_by", Need::required)) {
        Map inner(map.source(), *opened);
        out.opened_by = read_match(inner, system);
    }
    out.when = map.text("when");
    read_desks(map, out);
    out.place = full_id(system, map.text("place", Need::required));
    out.accept = read_deadline(map, "accept", system);
    out.answer = read_deadline(map, "answer", system);
    out.escalates = read_escalation(map, system);
    out.answered_by = read_matches(map, "answered_by", system, Need::required);
    out.closed_by = read_matches(map, "closed_by", system, Need::optional);
    out.form = full_id(system, map.text("form", Need::required));
    out.close_form = full_id(
        system, map.text("close_form", out.closed_by.empty() ? Need::optional : Need::required));
    out.purposes = map.texts("opens");
    out.basis = map.basis();
    return out;
}

TransitionRule read_transition(Map& map, const System& system) {
    TransitionRule out;
    out.id = map.id();
    out.label = map.words();
    out.age = full_id(system, map.text("age", Need::required));
    out.ends = map.choice("at", {"begins", "ends"}, Need::required) == 1;
    out.when = map.text("when");
    out.hand_over = read_matches(map, "hand_over", system, Need::optional);
    out.hand_over_form = full_id(system, map.text("form"));
    if (out.hand_over.empty() != out.hand_over_form.empty())
        map.fault({"hand_over 与 form 要一起写", "hand_over and form belong together"});
    out.place = full_id(system, map.text("place", Need::required));
    out.basis = map.basis();
    return out;
}

} // namespace banxing::policy
