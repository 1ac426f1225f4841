#include "machine.h"
#include "nodes_of_value.h"

namespace banxing::feel {
namespace {

/// Whole numbers or days from one end to the other, either way.
std::optional<List> count_through(const Value& from, const Value& to, Budget& budget) {
    if (from.kind() != to.kind()) return std::nullopt;
    std::optional<std::int64_t> first, last;
    bool days = from.is(Kind::date);
    if (days) {
        first = days_since_epoch(from.day()), last = days_since_epoch(to.day());
    } else if (from.is(Kind::number)) {
        first = from.number().to_int64(), last = to.number().to_int64();
    }
    if (!first || !last) return std::nullopt;
    List items;
    std::int64_t step = *first <= *last ? 1 : -1;
    for (std::int64_t n = *first;; n += step) {
        if (--budget.steps < 0) return std::nullopt;
        items.push_back(days ? Value::of(*day_from_epoch(n)) : Value::of(n));
        if (n == *last) return items;
    }
}

} // namespace

Value Machine::span(const Step& step) {
    Value from = kid(step, 0), to = kid(step, 1);
    if (from.is_unknown() || to.is_unknown()) return merge_unknown(from, to);
    auto items = count_through(from, to, budget_);
    return items ? Value::of(std::move(*items)) : Value();
}

Value Machine::domain(int node) {
    Value value = run(node);
    if (value.is(Kind::range)) {
        const Range& range = value.range();
        if (order(range.low, range.high).value_or(1) > 0) return {}; // only `2..1` may descend
        auto items = count_through(range.low, range.high, budget_);
        if (!items) return {};
        if (!range.high_closed) items->pop_back();
        if (!range.low_closed && !items->empty()) items->erase(items->begin());
        return Value::of(std::move(*items));
    }
    if (value.is(Kind::list) || value.is_unknown() || value.is_null()) return value;
    return Value::of(List{std::move(value)});
}

bool Machine::iterate(const Step& step, std::uint32_t level, List& out) {
    if (level + 1 == step.count) {
        if (step.a >= 0) places_[step.a] = paid(Value::of(out));
        out.push_back(kid(step, level));
        return !budget_.spent();
    }
    Value items = domain(program_.kid(step, level));
    if (items.is_unknown()) {
        out.push_back(items);
        return true;
    }
    if (!items.is(Kind::list)) return false;
    for (const Value& item : items.list()) {
        places_[program_.kid(step, level + 1)] = item;
        if (!iterate(step, level + 2, out)) return false;
    }
    return true;
}

Value Machine::loop(const Step& step) {
    List out;
    if (!iterate(step, 0, out)) return {};
    Value missing;
    for (const Value& item : out)
        if (item.is_unknown()) missing = merge_unknown(missing, item);
    return missing.is_unknown() ? missing : Value::of(std::move(out));
}

void Machine::quantify(const Step& step, std::uint32_t level, bool some, Value& sum) {
    if (level + 1 == step.count) {
        Value next = kid(step, level);
        sum = some ? disjunction(sum, next) : conjunction(sum, next);
        return;
    }
    Value items = domain(program_.kid(step, level));
    if (!items.is(Kind::list)) {
        sum = items.is_unknown() ? (some ? disjunction(sum, items) : conjunction(sum, items))
                                 : Value();
        return;
    }
    for (const Value& item : items.list()) {
        places_[program_.kid(step, level + 1)] = item;
        quantify(step, level + 2, some, sum);
        if ((some ? sum.is_true() : sum.is_false()) || budget_.spent()) return;
    }
}

Value Machine::quantified(const Step& step, bool some) {
    Value sum = Value::of(!some);
    quantify(step, 0, some, sum);
    return sum;
}

} // namespace banxing::feel
