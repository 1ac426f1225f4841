// What facts and conditions come to in a file without the records that they look at: most of a
// policy set says nothing of most people, and is not evaluated for them.
#include "program.h"

namespace banxing::derive {

feel::Value nothing_found(const Program::Impl& program, int symbol) {
    const Fact& source = *program.symbols[std::size_t(symbol)].fact;
    if (source.kind == FactKind::count || source.kind == FactKind::sum)
        return feel::Value::of(std::int64_t(0));
    if (source.kind == FactKind::list) return feel::Value::of(feel::List{});
    switch (source.no_record) {
    case NoRecord::absent:
        return {};
    case NoRecord::value:
        return source.kind == FactKind::exists ? feel::Value::of(false)
                                               : program.facts[std::size_t(symbol)].no_record;
    case NoRecord::unknown:
        break;
    }
    return feel::Value::unknown(symbol);
}

/// Symbols that are settled without records; any other, and those in `open`, may be anything.
class SettledInputs : public feel::Inputs {
public:
    SettledInputs(const Program::Impl& program, const std::vector<int>& slots,
                  const std::set<int>& open)
        : program_(program), slots_(slots), open_(open) {}
    feel::Value get(int slot) override {
        const auto& without = program_.without[std::size_t(slots_[std::size_t(slot)])];
        bool settled = without.settled && !open_.contains(slot);
        asked_for_more = asked_for_more || !settled;
        bool known = settled && !without.value.is_unknown();
        return known ? without.value : feel::Value::unknown(slot);
    }
    bool asked_for_more = false;

private:
    const Program::Impl& program_;
    const std::vector<int>& slots_;
    const std::set<int>& open_;
};

/// A known answer in spite of unknown inputs holds whatever these are: the forms of as few inputs
/// as may be have to be missing.
WithoutRecords Builder::settle(const Condition& condition, std::vector<char>& seen) {
    auto symbol_of = [&](int slot) { return (*condition.slots)[std::size_t(slot)]; };
    auto& slots = condition.text->slots();
    for (int slot : slots) settle(symbol_of(slot), seen);
    std::set<int> open;
    auto outcome_of = [&](WithoutRecords& out) {
        SettledInputs inputs(p_, *condition.slots, open);
        auto outcome = condition.text->evaluate(inputs);
        bool fault = outcome.kind == feel::Outcome::Kind::fault;
        out.settled = !fault && (outcome.known() || !inputs.asked_for_more);
        out.value = outcome.known() ? outcome.value : feel::Value::unknown(0);
    };
    WithoutRecords out;
    outcome_of(out);
    if (!out.settled) return out;
    for (int slot : slots) {
        WithoutRecords fewer;
        open.insert(slot);
        outcome_of(fewer);
        if (fewer.settled) continue;
        open.erase(slot);
        out.forms.add(p_.without[std::size_t(symbol_of(slot))].forms);
    }
    return out;
}

WithoutRecords Builder::settle_fact(int symbol, std::vector<char>& seen) {
    const CompiledFact& fact = p_.facts[std::size_t(symbol)];
    WithoutRecords out;
    if (fact.formula.text) {
        out = settle(fact.formula, seen);
        if (out.value.is_unknown()) out.value = feel::Value::unknown(symbol);
    } else if (fact.birth >= 0) { // an age
        const auto& birth = settle(fact.birth, seen);
        out.settled = birth.settled && !birth.value.is(feel::Kind::date);
        out.forms = birth.forms;
        out.value = feel::Value::unknown(symbol);
    } else if (fact.form >= 0) {
        out.settled = true;
        out.forms.add(fact.form);
        out.value = nothing_found(p_, symbol);
    }
    return out;
}

const WithoutRecords& Builder::settle(int symbol, std::vector<char>& seen) {
    auto at = std::size_t(symbol);
    if (!seen[at]) {
        seen[at] = 1;
        if (p_.symbols[at].fact) p_.without[at] = settle_fact(symbol, seen);
    }
    return p_.without[at];
}

void Builder::settle(CompiledSystem& system, std::vector<char>& seen) {
    auto one = [&](Condition& condition) {
        if (!condition.empty()) condition.without = settle(condition, seen);
    };
    for (auto& stage : system.stages) one(stage);
    for (auto& task : system.tasks) one(task.when);
    for (auto& referral : system.referrals) one(referral.when);
    for (auto& transition : system.transitions) one(transition.when);
    for (auto& pool : system.pools) one(pool.when);
    for (auto& indicator : system.indicators) {
        one(indicator.below);
        one(indicator.above);
    }
}

void Builder::settle_all() {
    p_.without.assign(p_.symbols.size(), {});
    std::vector<char> seen(p_.symbols.size());
    for (std::size_t i = 0; i < p_.symbols.size(); ++i) settle(int(i), seen);
    for (auto& system : p_.systems) settle(system, seen);
}

} // namespace banxing::derive
