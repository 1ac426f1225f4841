#include "program.h"

namespace banxing::derive {

/// The forms on whose records a fact rests, directly or not. A fact that is another every day would
/// cut the time into days.
void Builder::forms_below(const CompiledIndicator& out, std::set<int>& seen, int number,
                          std::set<int>& forms) {
    if (number < 0 || !seen.insert(number).second) return;
    const Symbol& symbol = p_.symbols[std::size_t(number)];
    const CompiledFact& fact = p_.facts[std::size_t(number)];
    if (symbol.fact && symbol.fact->kind == FactKind::days_since)
        fault(out.full_id, {"指标不能取决于每天都变的事实“" + symbol.label().zh + "”",
                            "an indicator may not rest on '" + symbol.label().en +
                                "', which is another every day"});
    if (fact.form >= 0) forms.insert(fact.form);
    forms_below(out, seen, fact.birth, forms);
    forms_below(out, seen, fact.since, forms);
    if (!fact.formula.text) return;
    for (int slot : fact.formula.text->slots())
        forms_below(out, seen, (*fact.formula.slots)[std::size_t(slot)], forms);
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
        forms_below(out, seen, number, forms);
    for (int end : system.ends) forms_below(out, seen, end, forms);
    for (auto* side : {&out.below, &out.above})
        if (side->text)
            for (int slot : side->text->slots())
                forms_below(out, seen, (*side->slots)[std::size_t(slot)], forms);
    out.forms.assign(forms.begin(), forms.end());
    system.indicators.push_back(std::move(out));
}

} // namespace banxing::derive
