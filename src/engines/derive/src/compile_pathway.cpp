#include "content.h"
#include "program.h"

namespace banxing::derive {

CompiledDeadline Builder::deadline(const CompiledSystem& system, const Deadline& deadline,
                                   const std::string& where) {
    if (deadline.span == Span::age && system.gate.birth < 0)
        fault(where, {"按年龄的期限需要系统门槛中的 birth", "a deadline by age needs gate.birth"});
    return {&deadline, symbol(deadline.parameter, where)};
}

void Builder::opening(CompiledSystem& system, CompiledTask& out, const std::string& where) {
    const TaskRule& rule = *out.rule;
    if (!rule.opened_by.form.empty()) out.opened_by = match(rule.opened_by, where);
    if (rule.opening == Opening::repeat) out.every = deadline(system, rule.every, where);
    if (rule.opening != Opening::grid) return;
    auto grid = system.system->grids.find(rule.grid);
    if (grid == system.system->grids.end())
        fault(where, {"没有名为 " + rule.grid + " 的年龄表", "no age grid " + rule.grid});
    else
        out.grid = &grid->second;
    if (out.since < 0 && rule.opened_by.form.empty() && system.gate.birth < 0)
        fault(where, {"按年龄的任务需要系统门槛中的 birth", "a grid task needs gate.birth"});
}

void Builder::task(CompiledSystem& system, const TaskRule& rule) {
    std::string where = system.system->id + " task " + rule.id;
    CompiledTask out;
    out.rule = &rule;
    out.since = symbol(rule.since, where);
    opening(system, out, where);
    out.when = condition(system, rule.when, where);
    out.place = symbol(rule.place, where);
    out.due = deadline(system, rule.due, where);
    out.escalates = deadline(system, rule.escalates.after, where);
    if (rule.closed_by.empty())
        fault(where, {"没有任何记录能关闭此任务", "no record closes this task"});
    out.closed_by = matches(rule.closed_by, where);
    if (!rule.form.empty()) record_form(rule.form, where);
    if (rule.role.empty() || rule.basis.empty())
        fault(where, {"任务缺少负责角色或依据条款", "the task lacks its role or clause"});
    system.tasks.push_back(std::move(out));
}

void Builder::referral(CompiledSystem& system, const ReferralRule& rule) {
    std::string where = system.system->id + " referral " + rule.id;
    CompiledReferral out;
    out.rule = &rule;
    out.opened_by = match(rule.opened_by, where);
    if (!rule.to_field.empty()) out.to_slot = slot(out.opened_by.form, rule.to_field, where);
    out.when = condition(system, rule.when, where);
    out.place = symbol(rule.place, where, false);
    out.accept = deadline(system, rule.accept, where);
    out.answer = deadline(system, rule.answer, where);
    out.escalates = deadline(system, rule.escalates.after, where);
    out.answered_by = matches(rule.answered_by, where);
    out.closed_by = matches(rule.closed_by, where);
    record_form(rule.form, where);
    if (!rule.close_form.empty()) record_form(rule.close_form, where);
    if (find_reply_form() < 0)
        fault(where, {"转介需要表单 base.referral_reply", "a referral needs base.referral_reply"});
    system.referrals.push_back(std::move(out));
}

int Builder::find_reply_form() const {
    return p_.find_form(reply_form);
}

void Builder::transition(CompiledSystem& system, const TransitionRule& rule) {
    std::string where = system.system->id + " transition " + rule.id;
    CompiledTransition out;
    out.rule = &rule;
    out.age = symbol(rule.age, where, false);
    out.place = symbol(rule.place, where, false);
    out.when = condition(system, rule.when, where);
    out.hand_over = matches(rule.hand_over, where);
    if (!rule.hand_over_form.empty()) record_form(rule.hand_over_form, where);
    if (system.gate.birth < 0)
        fault(where, {"按年龄的过渡需要系统门槛中的 birth", "a transition needs gate.birth"});
    system.transitions.push_back(std::move(out));
}

void Builder::contradictions() {
    for (auto& form : p_.forms)
        if (!form.form->contradictions.empty()) contradictions(form);
}

/// The record's own words, the label of its day, and what its system sees; a
/// fact that is called like a field is 档案中 + its label.
void Builder::contradictions(CompiledForm& out) {
    const Form& form = *out.form;
    const CompiledSystem& system = p_.systems[std::size_t(out.system)];
    out.file_scope = out.scope;
    out.file_scope.add(form.day_label.zh, feel::Type(feel::TypeKind::date));
    std::map<std::string, bool> taken{{form.day_label.zh, true}};
    for (auto& slot : out.scope.slots())
        for (auto& name : slot.names) taken[name] = true;
    for (int number : system.slots) {
        const Symbol& symbol = p_.symbols[std::size_t(number)];
        if (symbol.parameter && symbol.system == out.system) continue; // in `scope` already
        std::string name = symbol.label().zh;
        out.file_scope.add(taken.count(name) ? "档案中" + name : name, feel_type(symbol.type()));
        out.file_slots.push_back(number);
    }
    for (auto& one : form.contradictions) {
        auto text = feel::Expression::compile(one.when, out.file_scope, feel::Options::policy());
        if (text)
            out.contradictions.push_back(std::move(*text));
        else
            fault(form.full_id() + " contradicts " + one.id, text.error());
    }
}

} // namespace banxing::derive
