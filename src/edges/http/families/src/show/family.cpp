#include "family.h"

#include <audit/words.h>
#include <clock/clock.h>

#include <algorithm>
#include <desks/tasks.h>

namespace banxing::http {
namespace {

const char* name_of(derive::ReferralState state) {
    static constexpr const char* names[] = {"sent",     "accepted", "declined", "expired",
                                            "answered", "closed",   "withdrawn"};
    return names[int(state)];
}

const char* name_of(family::Choice choice) {
    static constexpr const char* names[] = {"unasked", "given", "withdrawn"};
    return names[int(choice)];
}

const char* name_of(family::Standing standing) {
    static constexpr const char* names[] = {"holds", "not_yet", "ended", "of_age", "too_young"};
    return names[int(standing)];
}

/// The most urgent open task: by deadline, then by opening.
const derive::Task* next_of(const std::vector<derive::Task>& tasks) {
    const derive::Task* best = nullptr;
    auto key = [](const derive::Task& task) {
        return std::pair(task.due.value_or(from_days(access::open_end)), task.opens);
    };
    for (const auto& task : tasks)
        if (task.state == derive::TaskState::open && (!best || key(task) < key(*best)))
            best = &task;
    return best;
}

void put_tasks(Json& out, const Context& context, const ChildShown& child) {
    int open = 0, overdue = 0;
    for (const auto& task : child.now.tasks) {
        if (task.state != derive::TaskState::open) continue;
        ++open;
        overdue += task.due && *task.due < context.today ? 1 : 0;
    }
    out["open_tasks"] = open;
    out["overdue"] = overdue;
    if (const auto* next = next_of(child.now.tasks))
        out["next"] = shown(context, child.ward.guardian.subject, *next);
}

/// What the newest decided months entitle to.
void put_entitled(Json& out, const Context& context, const ChildShown& child) {
    out["entitled"] = Json::array();
    std::map<std::string, const derive::Entitled*> newest;
    for (const auto& one : child.now.entitled) {
        auto& known = newest[one.benefit];
        if (!known || known->period < one.period) known = &one;
    }
    for (const auto& [benefit, one] : newest)
        out["entitled"].push_back(
            {{"benefit", benefit},
             {"title", shown(benefit_words(*context.office().program, benefit))},
             {"period", one->period},
             {"amount", one->amount.fen}});
}

/// Where it waits for a place, and the last night on which that changed.
void put_lines(Json& out, const ChildShown& child) {
    out["lines"] = Json::array();
    for (const auto& one : child.lines) {
        Json line{{"list", shown(one.list)}, {"nth", one.rank.nth()}, {"people", one.rank.people}};
        if (const auto& changed = one.rank.changed)
            line["changed"] = {
                {"from", changed->from}, {"to", changed->to}, {"on", iso(changed->on)}};
        out["lines"].push_back(std::move(line));
    }
}

} // namespace

static const std::vector<derive::Code>* relations_of(const Context& context) {
    const auto* form = context.office().program->find_form("base.guardian");
    if (!form) return nullptr;
    auto field = std::ranges::find(form->fields, "relation", &derive::Field::id);
    return field != form->fields.end() ? &field->codes : nullptr;
}

Words relation_words(const Context& context, const std::string& relation) {
    if (relation == family::self) return {"本人", "the person"};
    if (const auto* known = relations_of(context)) {
        auto found = std::ranges::find(*known, relation, &derive::Code::code);
        if (found != known->end()) return found->label;
    }
    return {relation, relation};
}

Json shown_relations(const Context& context) {
    Json out = Json::array();
    if (const auto* known = relations_of(context))
        for (const auto& one : *known)
            out.push_back({{"code", one.code}, {"words", shown(one.label)}});
    out.push_back(
        {{"code", family::self}, {"words", shown(relation_words(context, family::self))}});
    return out;
}

void put_ages(Json& out, const Context& context, Date birth) {
    const auto& rules = context.services.families;
    out["own_say_from"] = iso(reaches_age(birth, rules.own_say_months));
    out["adult_from"] = iso(reaches_age(birth, rules.adult_months));
}

Json shown(const Context& context, const ChildShown& child) {
    const auto& guardian = child.ward.guardian;
    Json out{{"subject", to_text(guardian.subject)},
             {"name", child.identity.name},
             {"relation", guardian.relation},
             {"relation_words", shown(relation_words(context, guardian.relation))}};
    if (!child.identity.sex.empty()) out["sex"] = child.identity.sex;
    if (child.ward.birth) {
        out["birth_date"] = iso(*child.ward.birth);
        out["age"] = shown(age_words(*child.ward.birth, context.today));
        put_ages(out, context, *child.ward.birth);
    }
    out["own_say"] = child.ward.own_say;
    out["may_decide"] = child.ward.may_decide;
    out["open_requests"] = child.open_requests;
    put_tasks(out, context, child);
    put_entitled(out, context, child);
    put_lines(out, child);
    return out;
}

Json shown_referrals(const Context& context, const std::vector<derive::Referral>& referrals) {
    Json out = Json::array();
    for (const auto& one : referrals) {
        Json shape{{"system", one.system},         {"referral", one.referral},
                   {"occurrence", one.occurrence}, {"title", shown(one.title)},
                   {"state", name_of(one.state)},  {"sent", iso(one.sent)}};
        shape["from"] = shown(context.names.organisation(one.from));
        if (one.to != 0) shape["to"] = shown(context.names.organisation(one.to));
        if (one.due) shape["due"] = iso(*one.due);
        if (one.answered) shape["answered"] = iso(*one.answered);
        out.push_back(std::move(shape));
    }
    return out;
}

Json shown_transitions(const std::vector<derive::Transition>& transitions) {
    Json out = Json::array();
    for (const auto& one : transitions)
        out.push_back({{"system", one.system},
                       {"on", iso(one.on)},
                       {"ends", one.ends},
                       {"title", shown(one.title)}});
    return out;
}

Json shown(const Context& context, const std::vector<family::Guardian>& guardians,
           std::optional<Date> birth) {
    Json out = Json::array();
    const auto& rules = context.services.families;
    for (const auto& one : guardians) {
        auto standing = family::standing_on(rules, one, birth, context.today);
        Json shape{{"guardian", one.id},
                   {"name", one.name},
                   {"relation", one.relation},
                   {"relation_words", shown(relation_words(context, one.relation))},
                   {"from", iso(one.from)},
                   {"standing", name_of(standing)},
                   {"mine", one.account == context.who().account}};
        if (const auto* proof = rules.proof(one.proof)) shape["proof"] = shown(proof->words);
        if (one.until) shape["until"] = iso(*one.until);
        shape["confirmed_by"] = shown(context.names.organisation(one.confirmed_for.value));
        if (!one.end_reason.empty()) shape["end_reason"] = one.end_reason;
        out.push_back(std::move(shape));
    }
    return out;
}

Json shown(const std::vector<family::Material>& materials) {
    Json out{{"items", Json::array()}};
    for (const auto& one : materials)
        out["items"].push_back({{"title", one.title},
                                {"body", one.body},
                                {"sources", one.sources},
                                {"reviewed", iso(one.reviewed)}});
    return out;
}

Json shown(const std::vector<family::Proof>& proofs) {
    Json out = Json::array();
    for (const auto& one : proofs)
        out.push_back({{"id", one.id},
                       {"words", shown(one.words)},
                       {"adult", one.adult},
                       {"self", one.oneself}});
    return out;
}

Json shown(const Context& context, const family::Reading& reading) {
    Json out{{"reference", reading.reference},
             {"at", iso(reading.at)},
             {"action", reading.action},
             {"action_words", shown(audit::words_of(reading.action))},
             {"own", reading.own}};
    if (reading.organisation)
        out["organisation"] = shown(context.names.organisation(reading.organisation->value));
    if (const auto* role = context.services.access.roles().find(reading.role))
        out["role"] = shown(role->words);
    return out;
}

Json shown(const family::Consent& consent) {
    Json out{
        {"purpose", consent.rule->purpose},  {"words", shown(consent.purpose)},
        {"choice", name_of(consent.choice)}, {"changes", shown(consent.rule->changes)},
        {"example", consent.rule->example},  {"basis", shown(std::vector{consent.rule->basis})}};
    if (consent.at) out["at"] = iso(*consent.at);
    return out;
}

Json shown(const Context& context, const family::Asked& asked) {
    Json out{{"request", asked.id},
             {"subject", to_text(asked.subject)},
             {"kind", family::name_of(asked.kind)},
             {"about", asked.about},
             {"words", asked.words},
             {"at", iso(asked.at)},
             {"due", iso(asked.due)}};
    if (auto person = context.office().registry.listed(asked.subject)) out["name"] = person->name;
    if (!asked.answer) {
        out["days_left"] = to_days(asked.due) - to_days(context.today);
        return out;
    }
    out["outcome"] = asked.answer->granted ? "granted" : "refused";
    out["answer"] = asked.answer->words;
    out["answered_at"] = iso(asked.answer->at);
    out["answered_by"] = shown(context.names.organisation(asked.answer->of.value));
    return out;
}

} // namespace banxing::http
