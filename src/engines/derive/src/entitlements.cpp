#include "entitlements.h"

#include <algorithm>

namespace banxing::derive {

/// The model's inputs: facts and parameters, and what the cap period brought so
/// far.
class ModelInputs : public feel::Inputs {
public:
    ModelInputs(Evaluation& evaluation, const CompiledEntitlement& rule, std::int64_t so_far)
        : evaluation_(evaluation), rule_(rule), so_far_(so_far) {}
    feel::Value get(int slot) override {
        if (slot == rule_.so_far) return feel::Value::of(so_far_);
        auto value = evaluation_.value(rule_.inputs[std::size_t(slot)]);
        return value.is_unknown() ? feel::Value::unknown(slot) : value;
    }

private:
    Evaluation& evaluation_;
    const CompiledEntitlement& rule_;
    std::int64_t so_far_;
};

EntitlementRun::EntitlementRun(const Program::Impl& program, const CompiledSystem& system,
                               const CompiledEntitlement& rule, FileView& view, Date today)
    : program_(program), system_(system), rule_(rule), view_(view), today_(today) {}

static bool is_month(const feel::Value& value) {
    return value.is(feel::Kind::string) && value.string().size() == 7 &&
           parse_iso_date(std::string(value.string()) + "-01").has_value();
}

std::vector<EntitlementRun::Month> EntitlementRun::collect() {
    std::map<std::string, Month> months;
    Evaluation evaluation(program_, view_, today_);
    auto each = [&](int form, int slot, auto&& note) {
        for (Entry* entry : view_.of_form(form)) {
            auto period = evaluation.field(*entry, slot);
            if (entry->record->day > today_ || !is_month(period)) continue;
            Month& month = months[std::string(period.string())];
            month.period = period.string();
            note(month, *entry);
        }
    };
    each(rule_.months_form, rule_.months_slot, [](Month& month, Entry&) { month.billed = true; });
    if (rule_.paid_form >= 0)
        each(rule_.paid_form, rule_.paid_month, [&](Month& month, Entry& entry) {
            auto paid = evaluation.field(entry, rule_.paid_amount).to_int64();
            if (paid) month.already_paid += *paid;
        });
    std::vector<Month> out;
    for (auto& [period, month] : months) out.push_back(month);
    return out;
}

std::unique_ptr<Evaluation> EntitlementRun::evaluation_of(const std::string& period) {
    Date first = parse_iso_date(period + "-01").value();
    auto out = std::make_unique<Evaluation>(program_, view_, first, period);
    out->set_place(system_.place);
    auto which = out->value(rule_.assessed_on);
    if (!which.is(feel::Kind::string) || which.string() != "last") return out;
    out = std::make_unique<Evaluation>(program_, view_, last_of_month(first), period);
    out->set_place(system_.place);
    return out;
}

std::optional<std::int64_t> EntitlementRun::amount(const feel::Value& value) {
    const feel::Value* entry = &value;
    if (!rule_.rule->amount.empty() && value.is(feel::Kind::context))
        entry = value.find(rule_.rule->amount);
    if (!entry) return std::nullopt;
    auto fen = entry->to_int64();
    if (!fen || *fen < 0) return std::nullopt;
    return *fen;
}

std::optional<EntitlementRun::Decided> EntitlementRun::decide(const Month& month,
                                                              std::int64_t so_far,
                                                              Evaluation& evaluation,
                                                              bool near_misses) {
    if (!evaluation.passes(rule_.gate)) return std::nullopt;
    Decided out;
    out.day = evaluation.day();
    out.entitled.benefit = rule_.full_id;
    out.entitled.period = month.period;
    out.trace.near_misses = near_misses;
    ModelInputs inputs(evaluation, rule_, so_far);
    auto outcome = rule_.model->evaluate(rule_.decision, inputs, &out.trace);
    for (auto& use : out.trace.inputs) {
        int symbol = rule_.inputs[std::size_t(use.input)];
        if (symbol < 0) continue;
        for (auto no : evaluation.records(symbol)) out.entitled.records.push_back(no);
    }
    std::sort(out.entitled.records.begin(), out.entitled.records.end());
    auto twice = std::unique(out.entitled.records.begin(), out.entitled.records.end());
    out.entitled.records.erase(twice, out.entitled.records.end());
    for (auto& decision : out.trace.decisions)
        for (auto& row : decision.matched) out.entitled.rows.push_back(row.rule_id);
    if (outcome.kind == feel::Outcome::Kind::unknown) {
        unknown(outcome, evaluation, out);
        return out;
    }
    auto fen = outcome.known() ? amount(outcome.value) : std::nullopt;
    if (!fen) {
        faults.push_back({"决策“" + rule_.rule->label.zh + "”在" + month.period + "没有给出金额",
                          "'" + rule_.rule->label.en + "' gave no amount for " + month.period});
        return std::nullopt;
    }
    out.entitled.amount = {*fen};
    out.entitled.outcome = *fen > 0 ? Outcome::granted : Outcome::refused;
    return out;
}

void EntitlementRun::unknown(const feel::Outcome& outcome, Evaluation& evaluation, Decided& out) {
    out.entitled.outcome = Outcome::needs;
    std::set<int> leaves;
    for (int input : outcome.needs)
        if (int symbol = rule_.inputs[std::size_t(input)]; symbol >= 0)
            evaluation.leaves(symbol, leaves);
    for (int symbol : leaves) {
        const Symbol& known = program_.symbols[std::size_t(symbol)];
        const System& owner = program_.source.systems[std::size_t(known.system)];
        out.entitled.needs.push_back(owner.id + "." + known.id());
        needed.emplace(symbol, out.day);
    }
}

std::vector<Entitled> EntitlementRun::months() {
    std::vector<Entitled> out;
    std::string year;
    std::int64_t so_far = 0;
    for (auto& month : collect()) {
        if (month.period.substr(0, 4) != year) {
            year = month.period.substr(0, 4);
            so_far = 0;
        }
        if (month.already_paid > 0)
            paid_before.push_back({rule_.full_id, month.period, Money{month.already_paid}});
        if (!month.billed) {
            so_far += month.already_paid;
            continue;
        }
        auto evaluation = evaluation_of(month.period);
        auto decided = decide(month, so_far, *evaluation);
        for (auto& fault : evaluation->faults) faults.push_back(fault);
        if (!decided) continue;
        so_far += decided->entitled.amount.fen;
        out.push_back(std::move(decided->entitled));
    }
    return out;
}

} // namespace banxing::derive
