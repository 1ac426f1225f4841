#include "entitlements.h"

namespace banxing::derive {

static Words money_words(std::int64_t fen) {
    return {yuan({fen}) + "元", "¥" + yuan({fen})};
}

Words shown_value(const feel::Value& value, const Symbol& symbol) {
    if (value.is_unknown()) return {"未知", "not known"};
    if (value.is_null()) return {"无", "none"};
    if (value.is(feel::Kind::boolean))
        return value.is_true() ? Words{"是", "yes"} : Words{"否", "no"};
    if (symbol.parameter && symbol.parameter->unit == "fen")
        if (auto fen = value.to_int64()) return money_words(*fen);
    if (value.is(feel::Kind::date)) {
        Date day = value.to_date().value();
        return {chinese(day), iso(day)};
    }
    std::string text = feel::display(value);
    return {text, text};
}

/// A code as its label, an amount as yuan, where the fact comes from one field.
static Words shown_fact(const Program::Impl& program, int number, const feel::Value& value) {
    const Symbol& symbol = program.symbols[std::size_t(number)];
    const CompiledFact& fact = program.facts[std::size_t(number)];
    if (fact.form < 0 || fact.slot < 0 || value.is_unknown() || value.is_null())
        return shown_value(value, symbol);
    const Form& form = *program.forms[std::size_t(fact.form)].form;
    if (std::size_t(fact.slot) >= form.fields.size()) return shown_value(value, symbol);
    const Field& field = form.fields[std::size_t(fact.slot)];
    if (field.type == FieldType::money)
        if (auto fen = value.to_int64()) return money_words(*fen);
    if (value.is(feel::Kind::string))
        for (auto& code : field.codes)
            if (code.code == value.string()) return code.label;
    return shown_value(value, symbol);
}

FactShown shown_symbol(const Program::Impl& program, int number, const feel::Value& value,
                       Evaluation& evaluation) {
    FactShown out;
    const Symbol& symbol = program.symbols[std::size_t(number)];
    out.id = program.source.systems[std::size_t(symbol.system)].id + "." + symbol.id();
    out.label = symbol.label();
    out.value = shown_fact(program, number, value);
    out.unknown = value.is_unknown();
    if (symbol.parameter) {
        if (auto* used = evaluation.parameter(number, evaluation.day()))
            out.basis = used->source->basis;
    } else if (auto records = evaluation.records(number); !records.empty()) {
        out.record = records.back();
    }
    return out;
}

FactShown EntitlementRun::shown_feeder(int input, const Evaluation& evaluation,
                                       const Fed& fed) const {
    auto& feeder = rule_->feeders[std::size_t(input)];
    FactShown out;
    out.id = feeder.full_id;
    out.label = feeder.rule->label;
    auto found = fed.find({feeder.full_id, evaluation.period()});
    out.unknown = found != fed.end() && !found->second;
    out.value = out.unknown ? Words{"未知", "not known"}
                            : money_words(found == fed.end() ? 0 : *found->second);
    return out;
}

FactShown EntitlementRun::shown(int input, const feel::Value& value, Evaluation& evaluation,
                                const Fed& fed, std::int64_t so_far) {
    FactShown out;
    int number = rule_->inputs[std::size_t(input)];
    if (rule_->feeders[std::size_t(input)].rule) return shown_feeder(input, evaluation, fed);
    if (number < 0) {
        out.id = rule_->rule->so_far;
        out.label = {rule_->model->inputs()[std::size_t(input)].name,
                     "received earlier in the cap period"};
        out.value = money_words(so_far);
        return out;
    }
    return shown_symbol(*program_, number, value, evaluation);
}

static std::string clause_of(std::span<const std::string> annotations) {
    return annotations.empty() ? std::string() : annotations.front();
}

/// Rows that would have given something, had one cell been otherwise.
static void nearly(const dmn::DecisionTrace& trace, const std::string& table, Explanation& out) {
    for (auto& row : trace.near) {
        if (row.constant && *row.constant == feel::Value::of(0)) continue;
        out.nearly.push_back(
            {row.rule_id, row.row, table, row.cell.words(), clause_of(row.annotations)});
    }
}

void EntitlementRun::explain_tables(const Decided& decided, Explanation& out) {
    for (auto& trace : decided.trace.decisions) {
        auto& name = rule_->model->decisions()[std::size_t(trace.decision)].name;
        for (auto& row : trace.matched) {
            std::string zh = row.annotations.size() > 1 ? row.annotations[1] : name;
            std::string en = row.annotations.size() > 2 ? row.annotations[2] : zh;
            out.matched.push_back(
                {row.rule_id, row.row, name, {zh, en}, clause_of(row.annotations)});
        }
        if (out.outcome != Outcome::granted) nearly(trace, name, out);
    }
}

/// "2026-03" → 2026年3月, 2026-03
static Words month_words(const std::string& period) {
    auto month = period.size() == 7 ? period.substr(period[5] == '0' ? 6 : 5) : std::string();
    return {month.empty() ? period : period.substr(0, 4) + "年" + month + "月", period};
}

static Words sentence_of(const Entitled& entitled, const Words& benefit) {
    auto month = month_words(entitled.period);
    switch (entitled.outcome) {
    case Outcome::granted:
        return {month.zh + "可得" + benefit.zh + " " + yuan(entitled.amount) + "元。",
                benefit.en + " for " + month.en + ": ¥" + yuan(entitled.amount) + "."};
    case Outcome::refused:
        return {month.zh + "不符合" + benefit.zh + "的条件，原因见下。",
                "The conditions of " + benefit.en + " are not met for " + month.en +
                    "; the reasons stand below."};
    case Outcome::needs:
        break;
    }
    return {month.zh + "还不能确定" + benefit.zh + "：缺少下列事实，补上后自动重算。",
            benefit.en + " for " + month.en + " is not settled: the facts below are missing."};
}

Explanation EntitlementRun::in_words(const Decided& decided, Evaluation& evaluation, const Fed& fed,
                                     std::int64_t so_far) {
    Explanation out;
    out.outcome = decided.entitled.outcome;
    out.amount = decided.entitled.amount;
    out.basis = rule_->rule->basis;
    out.sentence = sentence_of(decided.entitled, rule_->rule->label);
    for (auto& use : decided.trace.inputs) {
        auto fact = shown(use.input, use.value, evaluation, fed, so_far);
        if (fact.unknown) out.needs.push_back(fact);
        out.facts.push_back(std::move(fact));
    }
    explain_tables(decided, out);
    return out;
}

std::optional<Explanation> EntitlementRun::explain(MonthDays& days, const Fed& fed) {
    const Month& month = to_come_.back();
    if (!month.billed) return std::nullopt;
    Evaluation& evaluation = days.of(month.period, system_->place, rule_->assessed_on);
    auto decided = decide(month, evaluation, fed, true);
    if (!decided) return std::nullopt;
    return in_words(*decided, evaluation, fed, so_far(month, evaluation));
}

} // namespace banxing::derive
