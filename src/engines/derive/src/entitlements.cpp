#include "entitlements.h"

#include <algorithm>

namespace banxing::derive {

void feed(Fed& fed, const std::vector<Entitled>& months) {
    for (auto& month : months)
        fed[{month.benefit, month.period}] =
            month.outcome == Outcome::needs ? std::nullopt : std::optional(month.amount.fen);
}

/// "2026-03" as a number of months
static int month_number(const std::string& period) {
    return std::stoi(period.substr(0, 4)) * 12 + std::stoi(period.substr(5));
}

std::int64_t SoFar::before(const std::string& period, const Entitlement& rule,
                           std::optional<std::int64_t> months) const {
    std::int64_t sum = 0;
    for (auto& [earlier, fen] : months_) {
        bool counts = rule.cap_period == "life" ||
                      (rule.cap_period == "year" && earlier.substr(0, 4) == period.substr(0, 4)) ||
                      (months && month_number(earlier) > month_number(period) - *months);
        if (counts) sum += fen;
    }
    return sum;
}

/// Nothing: the benefit that feeds is not settled for the month. Zero: it was not asked for.
static std::optional<std::int64_t> fed_amount(const Fed& fed, const std::string& benefit,
                                              const std::string& period) {
    auto found = fed.find({benefit, period});
    return found == fed.end() ? std::optional<std::int64_t>(0) : found->second;
}

/// The model's inputs: facts and parameters, other benefits, and what the cap period brought so
/// far.
class ModelInputs : public feel::Inputs {
public:
    ModelInputs(Evaluation& evaluation, const CompiledEntitlement& rule, std::int64_t so_far,
                const Fed& fed)
        : evaluation_(evaluation), rule_(rule), so_far_(so_far), fed_(fed) {}
    feel::Value get(int slot) override {
        if (slot == rule_.so_far) return feel::Value::of(so_far_);
        if (auto& feeder = rule_.feeders[std::size_t(slot)]; feeder.rule) {
            auto fen = fed_amount(fed_, feeder.full_id, evaluation_.period());
            return fen ? feel::Value::of(*fen) : feel::Value::unknown(slot);
        }
        auto value = evaluation_.value(rule_.inputs[std::size_t(slot)]);
        return value.is_unknown() ? feel::Value::unknown(slot) : value;
    }

private:
    Evaluation& evaluation_;
    const CompiledEntitlement& rule_;
    std::int64_t so_far_;
    const Fed& fed_;
};

EntitlementRun::EntitlementRun(const Program::Impl& program, const CompiledSystem& system,
                               const CompiledEntitlement& rule, FileView& view, Date today,
                               const Fed& fed)
    : program_(program), system_(system), rule_(rule), view_(view), today_(today), fed_(fed) {}

static bool is_month(const std::string& text) {
    return text.size() == 7 && parse_iso_date(text + "-01").has_value();
}

std::vector<EntitlementRun::Month> EntitlementRun::collect() {
    std::map<std::string, Month> months;
    Evaluation evaluation(program_, view_, today_);
    auto each = [&](int form, int slot, auto&& note) {
        for (Entry* entry : view_.of_form(form)) {
            if (entry->record->day > today_) continue;
            auto period = evaluation.month_of(*entry, slot);
            if (!is_month(period)) continue;
            Month& month = months[period];
            month.period = period;
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
    ModelInputs inputs(evaluation, rule_, so_far, fed_);
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

std::int64_t EntitlementRun::so_far(const SoFar& months, const Month& month,
                                    Evaluation& evaluation) const {
    auto interval = rule_.cap_months < 0 ? std::nullopt
                                         : evaluation.number_at(rule_.cap_months, evaluation.day());
    return months.before(month.period, *rule_.rule, interval);
}

std::vector<Entitled> EntitlementRun::months() {
    std::vector<Entitled> out;
    SoFar earlier;
    for (auto& month : collect()) {
        if (month.already_paid > 0)
            paid_before.push_back({rule_.full_id, month.period, Money{month.already_paid}});
        if (!month.billed) {
            earlier.add(month.period, month.already_paid);
            continue;
        }
        auto evaluation = evaluation_of(month.period);
        auto decided = decide(month, so_far(earlier, month, *evaluation), *evaluation);
        for (auto& fault : evaluation->faults) faults.push_back(fault);
        if (!decided) continue;
        earlier.add(month.period, decided->entitled.amount.fen);
        out.push_back(std::move(decided->entitled));
    }
    return out;
}

} // namespace banxing::derive
