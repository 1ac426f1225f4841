#include "program.h"

#include <algorithm>
#include <set>

namespace banxing::derive {

static bool holds(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

void Builder::checks() {
    check_reach();
    check_locked();
    check_pools();
    for (auto& system : p_.systems) {
        check_uses(*system.system);
        check_stages(system);
        for (auto& rule : system.system->tasks) check_closable(system, rule);
    }
}

/// Systems of one kind of file do not see facts of another kind.
void Builder::check_uses(const System& system) {
    for (auto& other : p_.source.systems)
        if (holds(system.uses, other.id) && other.subject_kind != system.subject_kind)
            fault(system.id, {"使用的系统“" + other.id + "”属于另一类档案",
                              "'" + other.id + "' is of another kind of file"});
}

static void reach(std::set<int>& reached, const std::vector<CompiledMatch>& matches) {
    for (auto& match : matches) reached.insert(match.form);
}

/// Forms that the system's rules look at.
void Builder::reach_rules(const CompiledSystem& system, std::set<int>& reached) {
    for (auto& task : system.tasks) {
        reached.insert(task.opened_by.form);
        reached.insert(p_.find_form(task.rule->form));
        reach(reached, task.closed_by);
    }
    for (auto& referral : system.referrals) {
        reached.insert(referral.opened_by.form);
        reached.insert(p_.find_form(referral.rule->form));
        reach(reached, referral.answered_by);
        reach(reached, referral.closed_by);
    }
    for (auto& transition : system.transitions) reach(reached, transition.hand_over);
    for (auto& grant : system.grants) reached.insert(grant.form);
    for (auto& one : system.indicators) {
        reached.insert(one.below_records.form);
        reached.insert(one.above_records.form);
    }
    for (auto& rule : system.entitlements) {
        reached.insert(rule.months_form);
        reached.insert(rule.paid_form);
    }
}

void Builder::indexes() {
    p_.placed.resize(p_.symbols.size());
    for (std::size_t i = 0; i < p_.symbols.size(); ++i) {
        const CompiledFact& fact = p_.facts[i];
        bool score = fact.form >= 0 && fact.slot >= 0 &&
                     std::size_t(fact.slot) >= p_.forms[std::size_t(fact.form)].form->fields.size();
        p_.placed[i] = p_.symbols[i].parameter || fact.formula.text || fact.where.text || score ||
                       fact.since >= 0;
    }
    p_.periodic.resize(p_.symbols.size());
    std::vector<char> seen(p_.symbols.size());
    for (std::size_t i = 0; i < p_.symbols.size(); ++i) is_periodic(int(i), seen);
    std::set<std::string_view> feeders;
    for (auto& system : p_.systems) {
        index(system);
        for (auto& benefit : system.entitlements)
            for (auto& feeder : benefit.feeders) feeders.insert(feeder.full_id);
    }
    for (auto& system : p_.systems)
        for (auto& benefit : system.entitlements) benefit.feeds = feeders.contains(benefit.full_id);
    settle_all();
}

bool Builder::is_periodic(int symbol, std::vector<char>& seen) {
    auto at = std::size_t(symbol);
    if (symbol < 0 || seen[at]) return symbol >= 0 && p_.periodic[at];
    seen[at] = 1;
    const CompiledFact& fact = p_.facts[at];
    bool out = fact.period_slot != CompiledFact::none;
    for (int below : {fact.birth, fact.since}) out = is_periodic(below, seen) || out;
    if (fact.formula.text)
        for (int slot : fact.formula.text->slots())
            out = is_periodic((*fact.formula.slots)[std::size_t(slot)], seen) || out;
    p_.periodic[at] = out;
    return out;
}

void Builder::index(CompiledSystem& system) {
    std::set<int> forms;
    reach_rules(system, forms);
    forms.erase(-1);
    system.own_forms.assign(forms.begin(), forms.end());
    for (auto& task : system.tasks) {
        if (!task.grid || task.opened_by.form >= 0 || task.since >= 0) continue;
        system.ages_from_birth = true;
        bool ends = task.rule->due.span == Span::next_grid_age && !task.rule->catch_up;
        system.ages_end_with_gate = system.ages_end_with_gate && ends;
    }
}

/// A form that no rule, fact or list ever looks at is filled in for nothing.
void Builder::check_reach() {
    std::set<int> reached{p_.find_form(waiver_form), p_.find_form(reply_form),
                          p_.find_form(consent_form)};
    for (auto& fact : p_.facts) reached.insert(fact.form);
    for (auto& system : p_.systems) reach_rules(system, reached);
    for (std::size_t i = 0; i < p_.forms.size(); ++i) {
        const Form& form = *p_.forms[i].form;
        if (!reached.count(int(i)) && form.unread.zh.empty())
            fault(form.full_id(), {"没有任何规则用到此表单；若只供查阅，请写 unread",
                                   "no rule looks at this form; if that is meant, give `unread`"});
    }
}

/// Whoever has the task must be able to end it.
void Builder::check_closable(const CompiledSystem& system, const TaskRule& rule) {
    std::string where = system.system->id + " task " + rule.id;
    int number = p_.find_form(rule.form);
    if (number < 0) return;
    if (!holds(p_.forms[std::size_t(number)].form->write_roles, rule.role))
        fault(where, {"角色 " + rule.role + " 不能填写 " + rule.form,
                      "role " + rule.role + " may not write " + rule.form});
    bool closable = std::any_of(rule.closed_by.begin(), rule.closed_by.end(), [&](auto& match) {
        int form = p_.find_form(match.form);
        return form >= 0 && holds(p_.forms[std::size_t(form)].form->write_roles, rule.role);
    });
    if (!closable)
        fault(where, {"角色 " + rule.role + " 写不出能关闭此任务的记录",
                      "role " + rule.role + " can write nothing that closes the task"});
}

/// Whether a record or the passing of time can make the condition come out
/// otherwise.
bool Builder::has_way_out(const Condition& condition) {
    if (!condition.text) return false;
    for (int slot : condition.text->slots()) {
        const CompiledFact& fact = p_.facts[std::size_t((*condition.slots)[std::size_t(slot)])];
        if (fact.form >= 0 || fact.birth >= 0 || has_way_out(fact.formula)) return true;
    }
    return false;
}

/// A stage is left when its condition, or one before it, changes.
void Builder::check_stages(const CompiledSystem& system) {
    bool way_out = false;
    for (std::size_t i = 0; i < system.stages.size(); ++i) {
        const Stage& stage = system.system->stages[i];
        way_out = way_out || has_way_out(system.stages[i]);
        if (!way_out && !stage.final)
            fault(system.system->id + " stage " + stage.id,
                  {"此阶段没有出路；若是终点，请写 final: true",
                   "nothing leads out of this stage; if it is the end, say `final: "
                   "true`"});
    }
}

/// Whether the fact's value comes, directly or not, from a locked form; the
/// form then.
const CompiledForm* Builder::locked_below(int number, std::set<int>& seen) {
    if (!seen.insert(number).second) return nullptr;
    const CompiledFact& fact = p_.facts[std::size_t(number)];
    if (fact.form >= 0 && p_.forms[std::size_t(fact.form)].form->locked)
        return &p_.forms[std::size_t(fact.form)];
    if (!fact.formula.text) return nullptr;
    for (int slot : fact.formula.text->slots())
        if (auto* form = locked_below((*fact.formula.slots)[std::size_t(slot)], seen)) return form;
    return nullptr;
}

/// What was found for one purpose may not decide anything elsewhere.
void Builder::check_locked() {
    for (std::size_t i = 0; i < p_.symbols.size(); ++i) {
        const Symbol& symbol = p_.symbols[i];
        std::set<int> seen;
        auto* form = symbol.fact ? locked_below(int(i), seen) : nullptr;
        if (!form) continue;
        const System& owner = p_.source.systems[std::size_t(symbol.system)];
        if (form->system != symbol.system || holds(owner.exports, symbol.id()))
            fault(owner.id + "." + symbol.id(),
                  {"取自限定用途的表单 " + form->form->full_id() + "，不能供其他系统使用",
                   "rests on the locked form " + form->form->full_id() +
                       " and may not be used elsewhere"});
    }
}

} // namespace banxing::derive
