#include "transitions.h"

namespace banxing::derive {

constexpr int months_ahead = 6;

void TransitionRun::run() {
    bounds(system_.gate, "gate", system_.system->label);
    for (auto& rule : system_.entitlements) bounds(rule.gate, rule.rule->id, rule.rule->label);
    for (auto& rule : system_.transitions) declared(rule);
}

/// The day of the age when it lies ahead and near; notes when it comes near and
/// when it is past.
std::optional<Date> TransitionRun::ahead(int birth, int age) {
    auto born = evaluation_.date_of(birth);
    auto months = evaluation_.number_of(age);
    if (!born || !months) return std::nullopt;
    Date on = reaches_age(*born, int(*months));
    Date near = add_months(on, -months_ahead);
    evaluation_.changes_on(near);
    evaluation_.changes_on(on);
    bool seen = near <= evaluation_.day() && evaluation_.day() < on;
    return seen ? std::optional<Date>(on) : std::nullopt;
}

void TransitionRun::bound(const CompiledGate& gate, bool ends, const std::string& id,
                          const Words& label) {
    int age = ends ? gate.age_to : gate.age_from;
    if (age < 0) return;
    auto on = ahead(gate.birth, age);
    if (!on) return;
    if (!evaluation_.at(ends ? add_days(*on, -1) : *on).passes(gate)) return;
    Transition transition;
    transition.system = system_.system->id;
    transition.transition = ends ? id : id + "_begins";
    transition.title = ends ? Words{"“" + label.zh + "”到龄结束", label.en + " ends"}
                            : Words{"“" + label.zh + "”到龄开始", label.en + " begins"};
    transition.on = *on;
    transition.ends = ends;
    transition.place = place_of(evaluation_, system_.place);
    out_.transitions.push_back(std::move(transition));
}

void TransitionRun::bounds(const CompiledGate& gate, const std::string& id, const Words& label) {
    bound(gate, true, id, label);
    bound(gate, false, id, label);
}

void TransitionRun::declared(const CompiledTransition& rule) {
    if (evaluation_.never(rule.when)) return;
    auto on = ahead(system_.gate.birth, rule.age);
    if (!on || !evaluation_.holds(rule.when)) return;
    Transition out;
    out.system = system_.system->id;
    out.transition = rule.rule->id;
    out.on = *on;
    out.ends = rule.rule->ends;
    out.title = rule.rule->label;
    out.place = place_of(evaluation_, rule.place);
    bool there = rule.hand_over.empty();
    for (auto& match : rule.hand_over)
        for (Entry* entry : evaluation_.view().of_form(match.form))
            there = there || (entry->record->day <= evaluation_.day() &&
                              evaluation_.matches(*entry, match, {}));
    out.hand_over_missing = !there;
    if (!there) out.form = rule.rule->hand_over_form;
    out_.transitions.push_back(std::move(out));
}

} // namespace banxing::derive
