#include "program.h"

#include <dmn/check.h>

namespace banxing::derive {

CompiledGate Builder::gate(const Gate& gate, const std::string& where) {
    CompiledGate out;
    out.birth = symbol(gate.birth, where + " gate");
    out.age_from = symbol(gate.age_from, where + " gate");
    out.age_to = symbol(gate.age_to, where + " gate");
    out.place = symbol(gate.place, where + " gate");
    out.regions = &gate.regions;
    if (out.birth < 0 && (out.age_from >= 0 || out.age_to >= 0))
        fault(where + " gate", {"按年龄的门槛需要 birth", "an age gate needs birth"});
    return out;
}

void Builder::systems() {
    for (auto& out : p_.systems) system(out);
}

void Builder::system(CompiledSystem& out) {
    const System& system = *out.system;
    out.place = symbol(system.place, system.id + " place");
    out.gate = gate(system.gate, system.id);
    for (auto& end : system.ends) out.ends.push_back(symbol(end, system.id + " ends", false));
    for (auto& rule : system.stages) stage(out, rule);
    for (auto& rule : system.tasks) task(out, rule);
    for (auto& rule : system.referrals) referral(out, rule);
    for (auto& rule : system.transitions) transition(out, rule);
    for (auto& rule : system.entitlements) entitlement(out, rule);
    order_benefits(out);
    for (auto& rule : system.grants) grant(out, rule);
    for (auto& rule : system.indicators)
        if (rule.entered_by.empty() && !rule.unnamed) indicator(out, rule);
    for (auto& rule : system.pools) pool(out, rule);
}

/// A stage is learnt by those who read what it rests on. Forms of other systems do not count:
/// everybody reads the registration (decision 0051).
void Builder::stage(CompiledSystem& system, const Stage& rule) {
    system.stages.push_back(condition(system, rule.when, system.system->id + " stage " + rule.id));
    std::set<int> seen, below;
    forms_below(seen, system.stages.back(), below);
    auto& own = system.stage_forms.emplace_back();
    for (int number : below) {
        const Form* form = p_.forms[std::size_t(number)].form;
        if (form->system == system.system->id) own.push_back(form);
    }
}

void Builder::grant(CompiledSystem& system, const GrantRule& rule) {
    std::string where = system.system->id + " grants";
    CompiledGrant out{&rule, symbol(rule.place, where), -1};
    if (!rule.form.empty()) out.form = record_form(rule.form, where);
    if (out.place < 0 && out.form < 0)
        fault(where, {"授权需要 place 或 form", "a grant needs a place or a form"});
    system.grants.push_back(out);
}

void Builder::entitlement(CompiledSystem& system, const Entitlement& rule) {
    std::string where = system.system->id + " entitlement " + rule.id;
    CompiledEntitlement out;
    out.rule = &rule;
    out.full_id = system.system->id + "." + rule.id;
    out.months_form = record_form(rule.months_form, where);
    if (rule.months_field != "$day")
        out.months_slot = slot(out.months_form, rule.months_field, where);
    out.assessed_on = symbol(rule.assessed_on, where, false);
    cap_period(rule, out, where);
    if (!rule.notice.empty()) symbol(rule.notice, where);
    out.gate = gate(rule.gate, where);
    if (!rule.already_paid_form.empty()) {
        out.paid_form = record_form(rule.already_paid_form, where);
        out.paid_month = slot(out.paid_form, rule.already_paid_month, where);
        out.paid_amount = slot(out.paid_form, rule.already_paid_field, where);
    }
    auto text = system.system->models.find(rule.model);
    if (text == system.system->models.end())
        return fault(where, {"没有决策模型 " + rule.model, "no model " + rule.model});
    auto model = dmn::Model::load(text->second, dmn::Options::policy());
    if (!model) return fault(rule.model, model.error());
    out.model = std::move(*model);
    for (auto& finding : dmn::check(*out.model))
        if (finding.error) fault(where + " " + finding.decision, finding.words);
    out.decision = out.model->decision(rule.decision);
    if (out.decision < 0)
        fault(where, {"模型中没有决策“" + rule.decision + "”", "no decision " + rule.decision});
    bind_inputs(system, out);
    system.entitlements.push_back(std::move(out));
}

/// DMN inputData/@id is the id of a fact or parameter, of another benefit, or of what the cap
/// period brought so far.
void Builder::bind_inputs(CompiledSystem& system, CompiledEntitlement& out) {
    auto& inputs = out.model->inputs();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::string where = system.system->id + "/" + out.rule->model + " " + inputs[i].id;
        if (bind_feeder(system, out, i)) {
            out.inputs.push_back(-1);
            continue;
        }
        if (inputs[i].id == out.rule->so_far) {
            out.so_far = int(i);
            out.inputs.push_back(-1);
            continue;
        }
        int found = symbol(inputs[i].id, where, false);
        out.inputs.push_back(found);
        if (found < 0) continue;
        const Symbol& symbol = p_.symbols[std::size_t(found)];
        if (!feel_type(symbol.type()).fits(inputs[i].type))
            fault(where,
                  {"类型与事实“" + symbol.label().zh + "”不符", "type differs from the fact's"});
        if (inputs[i].name != symbol.label().zh)
            fault(where, {"名称“" + inputs[i].name + "”应为“" + symbol.label().zh + "”",
                          "the name must be the fact's label"});
    }
}

Result<std::shared_ptr<const Program>> Program::compile(PolicySource source) {
    auto impl = std::make_unique<Impl>();
    impl->source = std::move(source);
    Builder builder(*impl);
    builder.symbols();
    builder.forms();
    builder.scopes();
    builder.facts();
    builder.parameters();
    builder.systems();
    builder.contradictions();
    if (builder.faults.empty()) builder.checks();
    if (builder.faults.empty()) builder.indexes();
    std::string n = std::to_string(builder.faults.size());
    if (!builder.faults.empty())
        return fail(Error::invalid({"政策有" + n + "处错误，未发布",
                                    "The policy has " + n + " faults and is not published"},
                                   std::move(builder.faults)));
    return std::shared_ptr<const Program>(new Program(std::move(impl)));
}

Program::Program(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Program::~Program() = default;

const PolicySource& Program::source() const {
    return impl_->source;
}

const Form* Program::find_form(std::string_view full_id) const {
    int found = impl_->find_form(full_id);
    return found < 0 ? nullptr : impl_->forms[std::size_t(found)].form;
}

const System* Program::find_system(std::string_view id) const {
    for (auto& system : impl_->source.systems)
        if (system.id == id) return &system;
    return nullptr;
}

std::vector<const Form*> Program::forms_of_stage(std::string_view system,
                                                 std::string_view stage) const {
    for (auto& one : impl_->systems) {
        if (one.system->id != system) continue;
        for (std::size_t i = 0; i < one.stage_forms.size(); ++i)
            if (one.system->stages[i].id == stage) return one.stage_forms[i];
    }
    return {};
}

} // namespace banxing::derive
