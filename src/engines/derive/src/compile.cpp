#include "content.h"
#include "program.h"

#include <algorithm>
#include <functional>

namespace banxing::derive {

feel::Type feel_type(ValueType type) {
    switch (type) {
    case ValueType::number:
        return feel::TypeKind::number;
    case ValueType::string:
        return feel::TypeKind::string;
    case ValueType::boolean:
        return feel::TypeKind::boolean;
    case ValueType::date:
        return feel::TypeKind::date;
    case ValueType::list:
        return feel::TypeKind::list;
    }
    return {};
}

bool CompiledForm::looks_alone(const feel::Expression& text) const {
    auto& slots = text.slots();
    return std::all_of(slots.begin(), slots.end(), [&](int slot) {
        auto at = std::size_t(slot), fields = form->fields.size();
        return at < fields || (at < fields + alone.size() && alone[at - fields] != 0);
    });
}

int CompiledForm::slot_of(std::string_view field) const {
    for (std::size_t i = 0; i < form->fields.size(); ++i)
        if (form->fields[i].id == field) return int(i);
    for (std::size_t i = 0; i < form->scores.size(); ++i)
        if (form->scores[i].id == field) return int(form->fields.size() + i);
    return -1;
}

int Program::Impl::find_symbol(std::string_view id) const {
    auto at = symbol_of.find(id);
    return at == symbol_of.end() ? -1 : at->second;
}

int Program::Impl::find_form(std::string_view id) const {
    auto at = form_of.find(id);
    return at == form_of.end() ? -1 : at->second;
}

void Builder::fault(const std::string& where, const Error& error) {
    fault(where, error.message);
    for (auto& field : error.fields) fault(where + " " + field.field, field.message);
}

void Builder::symbols() {
    for (std::size_t s = 0; s < p_.source.systems.size(); ++s) {
        const System& system = p_.source.systems[s];
        auto add = [&](Symbol symbol) {
            std::string id = system.id + "." + symbol.id();
            if (!p_.symbol_of.emplace(id, int(p_.symbols.size())).second)
                fault(id, {"同名的事实或参数已存在",
                           "a fact or parameter of this name exists already"});
            p_.symbols.push_back(symbol);
        };
        for (auto& fact : system.facts) add({&fact, nullptr, int(s)});
        for (auto& parameter : system.parameters) add({nullptr, &parameter, int(s)});
    }
    p_.facts.resize(p_.symbols.size());
    p_.parameters.resize(p_.symbols.size());
}

void Builder::forms() {
    for (std::size_t s = 0; s < p_.source.systems.size(); ++s)
        for (auto& form : p_.source.systems[s].forms) {
            p_.form_of[form.full_id()] = int(p_.forms.size());
            CompiledForm compiled;
            compiled.form = &form;
            compiled.system = int(s);
            p_.forms.push_back(std::move(compiled));
        }
    for (auto& compiled : p_.forms) form(compiled);
    namings();
}

void Builder::namings() {
    auto named = [&](std::string_view id, const char* key, const char* what) {
        Program::Impl::Naming out{p_.find_form(id), -1, -1};
        if (out.form < 0) return out;
        out.key = p_.forms[std::size_t(out.form)].slot_of(key);
        out.what = p_.forms[std::size_t(out.form)].slot_of(what);
        if (out.key < 0) out.form = -1;
        return out;
    };
    p_.waiver = named(waiver_form, "task", "reason");
    p_.reply = named(reply_form, "referral", "reply");
    p_.consent = named(consent_form, "purpose", "decision");
}

void Builder::form(CompiledForm& out) {
    const Form& form = *out.form;
    for (auto& field : form.fields)
        out.scope.add(field.feel_name(), feel::Type(feel_type(field.type)));
    std::vector<feel::Type> types;
    for (auto& score : form.scores)
        out.scope.add(score.label.zh, feel::Type(feel_type(score.type)));
    for (std::size_t i = 0; i < p_.symbols.size(); ++i) {
        if (!p_.symbols[i].parameter || p_.symbols[i].system != out.system) continue;
        out.scope.add(p_.symbols[i].label().zh, feel_type(p_.symbols[i].type()));
        out.parameters.push_back(int(i));
    }
    for (auto& score : form.scores) {
        auto text = feel::Expression::compile(score.formula, out.scope, feel::Options::policy());
        if (text) {
            out.alone.push_back(out.looks_alone(*text));
            out.scores.push_back(std::move(*text));
        } else {
            fault(form.full_id() + "/" + score.id, text.error());
        }
    }
    if (form.kind == FormKind::state) out.until = out.slot_of("until");
}

/// What a system may name: its own facts and parameters, and what the systems
/// it uses export.
void Builder::scopes() {
    p_.systems.resize(p_.source.systems.size());
    for (std::size_t s = 0; s < p_.systems.size(); ++s) {
        CompiledSystem& out = p_.systems[s];
        out.system = &p_.source.systems[s];
        std::map<std::string, std::string> seen;
        for (std::size_t i = 0; i < p_.symbols.size(); ++i) {
            const Symbol& symbol = p_.symbols[i];
            const System& owner = p_.source.systems[std::size_t(symbol.system)];
            bool own = symbol.system == int(s);
            auto& uses = out.system->uses;
            auto& exports = owner.exports;
            bool used = std::find(uses.begin(), uses.end(), owner.id) != uses.end() &&
                        std::find(exports.begin(), exports.end(), symbol.id()) != exports.end();
            if (!own && !used) continue;
            std::string id = owner.id + "." + symbol.id();
            if (auto [at, fresh] = seen.emplace(symbol.label().zh, id); !fresh)
                fault(id, {"名称“" + symbol.label().zh + "”与 " + at->second + " 重复",
                           "label used by " + at->second + " already"});
            out.scope.add(symbol.label().zh, feel_type(symbol.type()));
            out.slots.push_back(int(i));
        }
    }
}

int Builder::symbol(const std::string& id, const std::string& where, bool optional) {
    if (id.empty()) {
        if (!optional) fault(where, {"缺少事实或参数", "a fact or parameter is missing"});
        return -1;
    }
    int found = p_.find_symbol(id);
    if (found < 0) fault(where, {"没有名为 " + id + " 的事实或参数", "no fact or parameter " + id});
    return found;
}

int Builder::record_form(const std::string& id, const std::string& where) {
    int found = p_.find_form(id);
    if (found < 0) fault(where, {"没有名为 " + id + " 的表单", "no form " + id});
    return found;
}

int Builder::slot(int form, const std::string& field, const std::string& where) {
    if (form < 0) return -1;
    int found = p_.forms[std::size_t(form)].slot_of(field);
    if (found < 0) fault(where, {"表单没有字段 " + field, "the form has no field " + field});
    return found;
}

Where Builder::over_form(int form, const std::string& text, const std::string& where) {
    if (form < 0 || text.empty()) return {};
    CompiledForm& over = p_.forms[std::size_t(form)];
    auto compiled = feel::Expression::compile(text, over.scope, feel::Options::policy());
    if (!compiled) {
        fault(where, compiled.error());
        return {};
    }
    int number = over.looks_alone(*compiled) ? over.conditions++ : -1;
    return {std::move(*compiled), number};
}

bool grows(const Symbol& symbol) {
    if (!symbol.fact) return false;
    auto kind = symbol.fact->kind;
    return kind == FactKind::age_months || kind == FactKind::age_years ||
           kind == FactKind::days_since;
}

Condition Builder::condition(CompiledSystem& system, const std::string& text,
                             const std::string& where) {
    if (text.empty()) return {};
    auto compiled = feel::Expression::compile(text, system.scope, feel::Options::policy());
    if (!compiled) {
        fault(where, compiled.error());
        return {};
    }
    Condition out{std::move(*compiled), &system.slots};
    for (int slot : out.text->slots())
        if (grows(p_.symbols[std::size_t(system.slots[std::size_t(slot)])]))
            out.growing.push_back(slot);
    return out;
}

CompiledMatch Builder::match(const RecordMatch& match, const std::string& where) {
    CompiledMatch out;
    out.form = record_form(match.form, where);
    out.where = over_form(out.form, match.where, where);
    if (!match.equals_occurrence.empty())
        out.occurrence_slot = slot(out.form, match.equals_occurrence, where);
    return out;
}

std::vector<CompiledMatch> Builder::matches(const std::vector<RecordMatch>& all,
                                            const std::string& where) {
    std::vector<CompiledMatch> out;
    for (auto& one : all) out.push_back(match(one, where));
    return out;
}

void Builder::facts() {
    for (std::size_t i = 0; i < p_.symbols.size(); ++i)
        if (p_.symbols[i].fact) fact(int(i));
    formula_cycles();
}

int Builder::period_slot(const Fact& fact, int form, const std::string& where) {
    if (!fact.of_period) return CompiledFact::none;
    if (fact.period_field == "$day") return CompiledFact::day;
    return slot(form, fact.period_field, where);
}

void Builder::fact(int number) {
    const Symbol& symbol = p_.symbols[std::size_t(number)];
    const Fact& fact = *symbol.fact;
    CompiledFact& out = p_.facts[std::size_t(number)];
    CompiledSystem& system = p_.systems[std::size_t(symbol.system)];
    std::string where = system.system->id + "." + fact.id;
    bool counted = fact.kind == FactKind::age_months || fact.kind == FactKind::age_years ||
                   fact.kind == FactKind::days_since;
    if (counted) {
        out.birth = this->symbol(fact.birth, where, false);
    } else if (fact.kind == FactKind::formula) {
        out.formula = condition(system, fact.formula, where);
    } else {
        out.form = record_form(fact.form, where);
        if (fact.field == "$organisation")
            out.slot = CompiledFact::organisation;
        else if (!fact.field.empty() && fact.field != "$day")
            out.slot = slot(out.form, fact.field, where);
        out.since = this->symbol(fact.since, where);
        out.period_slot = period_slot(fact, out.form, where);
        out.where = over_form(out.form, fact.where, where);
    }
    if (fact.no_record != NoRecord::value) return;
    auto literal = feel::Expression::compile(fact.no_record_value, {}, feel::Options::policy());
    if (!literal || !literal->constant())
        fault(where, {"no_record 的值无法读取", "the value of no_record cannot be read"});
    else
        out.no_record = *literal->constant();
}

/// A formula may not lead back to itself.
void Builder::formula_cycles() {
    std::vector<int> state(p_.symbols.size(), 0); // 0 new, 1 on the way, 2 done
    std::function<void(int)> visit = [&](int at) {
        if (state[std::size_t(at)] == 2) return;
        if (state[std::size_t(at)] == 1) {
            state[std::size_t(at)] = 2;
            fault(p_.symbols[std::size_t(at)].id(),
                  {"公式循环引用", "the formula leads back to itself"});
            return;
        }
        state[std::size_t(at)] = 1;
        const Condition& formula = p_.facts[std::size_t(at)].formula;
        if (formula.text)
            for (int slot : formula.text->slots()) visit((*formula.slots)[std::size_t(slot)]);
        state[std::size_t(at)] = 2;
    };
    for (std::size_t i = 0; i < p_.symbols.size(); ++i) visit(int(i));
}

/// The literal of a parameter's value; unknown where the documents leave it
/// open.
feel::Value Builder::literal(int symbol, const ParameterValue& value) {
    const Parameter& parameter = *p_.symbols[std::size_t(symbol)].parameter;
    if (value.value.empty()) return feel::Value::unknown(symbol);
    auto text = feel::Expression::compile(value.value, {}, feel::Options::policy());
    auto constant = text ? text->constant() : std::nullopt;
    if (constant && feel_type(parameter.type).holds(*constant)) return *constant;
    fault(parameter.id, {"参数值“" + value.value + "”无法读取或类型不符",
                         "value '" + value.value + "' does not fit the type"});
    return feel::Value::unknown(symbol);
}

void Builder::parameters() {
    for (std::size_t i = 0; i < p_.symbols.size(); ++i) {
        if (!p_.symbols[i].parameter) continue;
        for (auto& value : p_.symbols[i].parameter->values) {
            p_.parameters[i].push_back({&value, literal(int(i), value)});
            if (value.basis.document.empty() || value.basis.clause.empty())
                fault(p_.symbols[i].id(),
                      {"参数缺少文件或条款", "a value lacks its document or clause"});
        }
    }
}

} // namespace banxing::derive
