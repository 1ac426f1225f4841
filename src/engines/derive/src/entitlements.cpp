#include "entitlements.h"

#include <algorithm>
#include <iterator>

namespace banxing::derive {

/// "2026-03" as a number of months, January of a year being a multiple of twelve.
static int month_number(const std::string& period) {
    auto digit = [&](std::size_t at) { return period[at] - '0'; };
    int year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
    return year * 12 + digit(5) * 10 + digit(6) - 1;
}

void SoFar::add(const std::string& period, std::int64_t fen) {
    months_.emplace_back(month_number(period), fen);
}

std::int64_t SoFar::before(const std::string& period, const Entitlement& rule,
                           std::optional<std::int64_t> months) const {
    int now = month_number(period);
    bool life = rule.cap_period == "life", year = rule.cap_period == "year";
    std::int64_t sum = 0;
    for (auto& [earlier, fen] : months_)
        if (life || (year && earlier / 12 == now / 12) || (months && earlier > now - *months))
            sum += fen;
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
        const auto& value = evaluation_.value(rule_.inputs[std::size_t(slot)]);
        return value.is_unknown() ? feel::Value::unknown(slot) : value;
    }

private:
    Evaluation& evaluation_;
    const CompiledEntitlement& rule_;
    std::int64_t so_far_;
    const Fed& fed_;
};

Evaluation& MonthDays::of(const std::string& period, int place, int assessed_on) {
    Date first = parse_iso_date(period + "-01").value();
    first_.move_to(first, period);
    first_.set_place(place);
    const auto& which = first_.value(assessed_on);
    if (!which.is(feel::Kind::string) || which.string() != "last") return first_;
    last_.move_to(last_of_month(first), period);
    last_.set_place(place);
    return last_;
}

EntitlementRun::EntitlementRun(const Program::Impl& program, const CompiledSystem& system,
                               const CompiledEntitlement& rule, Evaluation& today)
    : program_(&program), system_(&system), rule_(&rule) {
    collect(today);
}

static bool is_month(const std::string& text) {
    return text.size() == 7 && parse_iso_date(text + "-01").has_value();
}

void EntitlementRun::collect(Evaluation& today) {
    std::vector<Month> all; // by period
    auto at = [&](const std::string& period) -> Month& {
        auto before = [](const Month& month, const std::string& wanted) {
            return month.period < wanted;
        };
        auto found = std::lower_bound(all.begin(), all.end(), period, before);
        if (found == all.end() || found->period != period) {
            found = all.insert(found, Month());
            found->period = period;
        }
        return *found;
    };
    auto each = [&](int form, int slot, auto&& note) {
        for (Entry* entry : today.view().of_form(form)) {
            if (entry->record->day > today.day()) continue;
            const auto& period = today.month_of(*entry, slot);
            if (is_month(period)) note(at(period), *entry);
        }
    };
    each(rule_->months_form, rule_->months_slot, [](Month& month, Entry&) { month.billed = true; });
    if (rule_->paid_form >= 0)
        each(rule_->paid_form, rule_->paid_month, [&](Month& month, Entry& entry) {
            auto paid = today.field(entry, rule_->paid_amount).to_int64();
            if (paid) month.already_paid += *paid;
        });
    std::move(all.rbegin(), all.rend(), std::back_inserter(to_come_));
}

const std::string& EntitlementRun::next() const {
    static const std::string none;
    return to_come_.empty() ? none : to_come_.back().period;
}

std::optional<std::int64_t> EntitlementRun::amount(const feel::Value& value) {
    const feel::Value* entry = &value;
    if (!rule_->rule->amount.empty() && value.is(feel::Kind::context))
        entry = value.find(rule_->rule->amount);
    if (!entry) return std::nullopt;
    auto fen = entry->to_int64();
    if (!fen || *fen < 0) return std::nullopt;
    return *fen;
}

std::optional<EntitlementRun::Decided> EntitlementRun::decide(const Month& month,
                                                              Evaluation& evaluation,
                                                              const Fed& fed, bool near_misses) {
    if (!evaluation.passes(rule_->gate)) return std::nullopt;
    Decided out;
    out.day = evaluation.day();
    out.entitled.benefit = rule_->full_id;
    out.entitled.period = month.period;
    out.trace.near_misses = near_misses;
    ModelInputs inputs(evaluation, *rule_, so_far(month, evaluation), fed);
    auto outcome = rule_->model->evaluate(rule_->decision, inputs, &out.trace);
    for (auto& use : out.trace.inputs) {
        int symbol = rule_->inputs[std::size_t(use.input)];
        if (symbol >= 0) evaluation.add_records(symbol, out.entitled.records);
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
        faults.push_back({"决策“" + rule_->rule->label.zh + "”在" + month.period + "没有给出金额",
                          "'" + rule_->rule->label.en + "' gave no amount for " + month.period});
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
        if (int symbol = rule_->inputs[std::size_t(input)]; symbol >= 0)
            evaluation.leaves(symbol, leaves);
    for (int symbol : leaves) {
        const Symbol& known = program_->symbols[std::size_t(symbol)];
        const System& owner = program_->source.systems[std::size_t(known.system)];
        out.entitled.needs.push_back(owner.id + "." + known.id());
        needed.emplace(symbol, out.day);
    }
}

std::int64_t EntitlementRun::so_far(const Month& month, Evaluation& evaluation) const {
    auto interval = rule_->cap_months < 0
                        ? std::nullopt
                        : evaluation.number_at(rule_->cap_months, evaluation.day());
    return earlier_.before(month.period, *rule_->rule, interval);
}

void EntitlementRun::decide(MonthDays& days, Fed& fed) {
    Month month = std::move(to_come_.back());
    to_come_.pop_back();
    if (month.already_paid > 0)
        paid_before.push_back({rule_->full_id, month.period, Money{month.already_paid}});
    if (!month.billed) return earlier_.add(month.period, month.already_paid);
    Evaluation& evaluation = days.of(month.period, system_->place, rule_->assessed_on);
    auto decided = decide(month, evaluation, fed);
    std::move(evaluation.faults.begin(), evaluation.faults.end(), std::back_inserter(faults));
    evaluation.faults.clear();
    if (!decided) return;
    auto& entitled = decided->entitled;
    bool settled = entitled.outcome != Outcome::needs;
    if (rule_->feeds)
        fed[{rule_->full_id, month.period}] =
            settled ? std::optional(entitled.amount.fen) : std::nullopt;
    earlier_.add(month.period, entitled.amount.fen);
    months.push_back(std::move(entitled));
}

void Decisions::add(const CompiledSystem& system, const CompiledEntitlement& rule) {
    runs.emplace_back(program_, system, rule, today_);
}

std::string Decisions::next_month() const {
    std::string out;
    for (auto& run : runs)
        if (!run.next().empty() && (out.empty() || run.next() < out)) out = run.next();
    return out;
}

void Decisions::run() {
    for (auto month = next_month(); !month.empty(); month = next_month())
        for (auto& run : runs)
            if (run.next() == month) run.decide(days_, fed_);
}

std::optional<Explanation> Decisions::explain(std::string_view benefit, std::string_view period) {
    for (auto month = next_month(); !month.empty() && month <= period; month = next_month())
        for (auto& run : runs) {
            if (run.next() != month) continue;
            if (month == period && run.rule().full_id == benefit) return run.explain(days_, fed_);
            run.decide(days_, fed_);
        }
    return std::nullopt;
}

} // namespace banxing::derive
