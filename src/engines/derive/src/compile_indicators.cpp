#include "program.h"

namespace banxing::derive {

/// The forms on whose records a fact rests, directly or not.
void Builder::forms_below(std::set<int>& seen, int number, std::set<int>& forms) const {
    if (number < 0 || !seen.insert(number).second) return;
    const CompiledFact& fact = p_.facts[std::size_t(number)];
    if (fact.form >= 0) forms.insert(fact.form);
    forms_below(seen, fact.birth, forms);
    forms_below(seen, fact.since, forms);
    forms_below(seen, fact.formula, forms);
}

void Builder::forms_below(std::set<int>& seen, const Condition& condition,
                          std::set<int>& forms) const {
    if (!condition.text) return;
    for (int slot : condition.text->slots())
        forms_below(seen, (*condition.slots)[std::size_t(slot)], forms);
}

/// A fact that is another every day would cut the time into days.
void Builder::check_steady(const std::string& indicator, const std::set<int>& seen) {
    for (int number : seen) {
        const Symbol& symbol = p_.symbols[std::size_t(number)];
        if (symbol.fact && symbol.fact->kind == FactKind::days_since)
            fault(indicator, {"指标不能取决于每天都变的事实“" + symbol.label().zh + "”",
                              "an indicator may not rest on '" + symbol.label().en +
                                  "', which is another every day"});
    }
}

void Builder::indicator(CompiledSystem& system, const Indicator& rule) {
    CompiledIndicator out;
    out.rule = &rule;
    out.full_id = system.system->id + "." + rule.id;
    const std::string& where = out.full_id;
    if (!rule.with.empty()) out.with = record_form(rule.with, where);
    out.gate = gate(rule.gate, where);
    out.place = symbol(rule.place, where, false);
    out.amount = symbol(rule.amount, where);
    out.below = condition(system, rule.below.when, where + " below");
    out.above = condition(system, rule.above.when, where + " above");
    if (!rule.below.records.form.empty())
        out.below_records = match(rule.below.records, where + " below");
    if (!rule.above.records.form.empty())
        out.above_records = match(rule.above.records, where + " above");
    std::set<int> seen, forms;
    for (int number : {out.gate.birth, out.gate.age_from, out.gate.age_to, out.gate.place,
                       out.place, out.amount})
        forms_below(seen, number, forms);
    for (int end : system.ends) forms_below(seen, end, forms);
    for (auto* side : {&out.below, &out.above}) forms_below(seen, *side, forms);
    check_steady(where, seen);
    system.indicators.push_back(std::move(out));
}

} // namespace banxing::derive
