#include "machine.h"

#include "builtins.h"
#include "nodes_of_value.h"

#include <algorithm>
#include <array>

namespace banxing::feel {

/// What was made costs what a walk through it will: no value grows beyond what can be walked, and
/// none is so deep that its end needs more stack than there is.
Value Machine::paid(Value value) {
    constexpr std::uint32_t light = 8, heaviest = 1u << 22, deepest = 1000;
    if (value.weight() <= light) return value;
    budget_.steps -= value.weight() / light;
    if (value.weight() <= heaviest && value.depth() <= deepest) return value;
    budget_.steps = -1;
    return {};
}

Value Machine::run(int node) {
    const Step& step = program_.at(node);
    if (--budget_.steps < 0) return {};
    switch (step.op) {
    case Op::constant:
        return program_.constants[static_cast<std::size_t>(step.a)];
    case Op::slot:
        return inputs_->get(step.a);
    case Op::local:
        return places_[step.a];
    case Op::condition:
        return condition(step);
    case Op::conjunction:
        return logic(step, false);
    case Op::disjunction:
        return logic(step, true);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power: {
        Value left = kid(step, 0);
        return paid(arithmetic(step.op, left, kid(step, 1)));
    }
    case Op::negate:
        return negated(kid(step, 0));
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
        return compare(step);
    case Op::between:
        return between(step);
    case Op::in:
        return in(step);
    case Op::tests:
        return tests(step);
    case Op::test:
        return test(step);
    case Op::call_builtin:
        return paid(call_builtin(step));
    case Op::call:
        return call(step);
    case Op::call_named:
        return call_named(step);
    default:
        return paid(structure(step));
    }
}

Value Machine::structure(const Step& step) {
    switch (step.op) {
    case Op::item_name:
        return item_name(step);
    case Op::list:
        return make_list(step);
    case Op::context:
        return make_context(step);
    case Op::range:
        return make_range(step);
    case Op::path:
        return path(step);
    case Op::filter:
        return filter(step);
    case Op::loop:
        return loop(step);
    case Op::some:
        return quantified(step, true);
    case Op::every:
        return quantified(step, false);
    case Op::lambda:
        return lambda(step);
    case Op::span:
        return span(step);
    case Op::instance_of: {
        Value value = kid(step, 0);
        if (value.is_unknown()) return value;
        const Type& type = program_.types[static_cast<std::size_t>(step.a)];
        return Value::of(type.is(TypeKind::null) ? value.is_null()
                                                 : !value.is_null() && type.holds(value));
    }
    default:
        return {};
    }
}

Value Machine::make_list(const Step& step) {
    List items;
    items.reserve(step.count);
    Value missing;
    for (std::uint32_t i = 0; i < step.count; ++i) {
        items.push_back(kid(step, i));
        if (items.back().is_unknown()) missing = merge_unknown(missing, items.back());
    }
    return missing.is_unknown() ? missing : Value::of(std::move(items));
}

Value Machine::make_context(const Step& step) {
    std::vector<Entry> entries;
    entries.reserve(step.count / 2);
    for (std::uint32_t i = 0; i < step.count; i += 2) {
        Value value = kid(step, i);
        places_[program_.kid(step, i + 1)] = value;
        entries.push_back({program_.names[step.names + i / 2], std::move(value)});
    }
    return Value::context(std::move(entries));
}

Value Machine::make_range(const Step& step) {
    Value low = kid(step, 0), high = kid(step, 1);
    if (low.is_unknown() || high.is_unknown()) return merge_unknown(low, high);
    bool null = low.is_null() || high.is_null();
    if (low.is_null() && high.is_null()) return {};
    if (!null && low.kind() != high.kind()) return {};
    return Value::of(Range{std::move(low), std::move(high), (step.a & 1) != 0, (step.a & 2) != 0,
                           (step.a & 4) != 0});
}

Value Machine::path(const Step& step) {
    Value value = kid(step, 0);
    const std::string& name = program_.name(step.b);
    if (!value.is(Kind::list)) return member(value, name);
    List items;
    for (const Value& item : value.list()) items.push_back(member(item, name));
    Value missing;
    for (const Value& item : items)
        if (item.is_unknown()) missing = merge_unknown(missing, item);
    return missing.is_unknown() ? missing : Value::of(std::move(items));
}

Value Machine::item_name(const Step& step) {
    const Value& item = places_[step.a];
    if (item.is(Kind::context))
        if (const Value* entry = item.find(program_.name(step.b))) return *entry;
    if (program_.name(step.b) == "item") return item;
    return kid(step, 0);
}

namespace {

Value item_at(const List& items, const Decimal& position) {
    auto index = position.to_int64();
    auto size = static_cast<std::int64_t>(items.size());
    if (!index || *index == 0 || *index > size || *index < -size) return {};
    return items[static_cast<std::size_t>(*index > 0 ? *index - 1 : size + *index)];
}

Value as_list(Value source) {
    if (source.is(Kind::list)) return source;
    return Value::of(source.is_null() ? List{} : List{std::move(source)});
}

} // namespace

Value Machine::filter(const Step& step) {
    Value source = kid(step, 0);
    if (source.is_unknown()) return source;
    source = as_list(std::move(source));
    if (source.list().empty()) { // only an index tells itself from a condition without an item
        places_[step.a] = {};
        return kid(step, 1).is(Kind::number) ? Value() : source;
    }
    List kept;
    Value missing;
    for (const Value& item : source.list()) {
        places_[step.a] = item;
        Value condition = kid(step, 1);
        if (condition.is(Kind::number)) return item_at(source.list(), condition.number());
        if (condition.is_unknown()) missing = merge_unknown(missing, condition);
        if (condition.is_true()) kept.push_back(item);
        if (budget_.spent()) return {};
    }
    return missing.is_unknown() ? missing : Value::of(std::move(kept));
}

Value Machine::condition(const Step& step) {
    Value test = kid(step, 0);
    if (test.is_true()) return kid(step, 1);
    if (!test.is_unknown()) return kid(step, 2);
    // Not known which: the same answer either way is an answer.
    Value yes = kid(step, 1);
    if (yes.is_unknown()) return test;
    Value no = kid(step, 2);
    return !no.is_unknown() && yes == no ? yes : test;
}

Value Machine::logic(const Step& step, bool stop) {
    Value left = kid(step, 0);
    if (left.is(Kind::boolean) && left.boolean() == stop) return left;
    Value right = kid(step, 1);
    return stop ? disjunction(left, right) : conjunction(left, right);
}

Value Machine::compare(const Step& step) {
    Value left = kid(step, 0), right = kid(step, 1);
    budget_.steps -= std::min(left.weight(), right.weight()) / 8;
    if (step.op == Op::equal) return equals(left, right);
    if (step.op == Op::not_equal) return negation(equals(left, right));
    return relation(step.op, left, right);
}

Value Machine::between(const Step& step) {
    Value value = kid(step, 0);
    Value low = relation(Op::greater_equal, value, kid(step, 1));
    if (low.is_false()) return low;
    return conjunction(low, relation(Op::less_equal, value, kid(step, 2)));
}

Value Machine::in(const Step& step) {
    Value value = kid(step, 0), result = Value::of(false);
    for (std::uint32_t i = 1; i < step.count && !result.is_true(); ++i) {
        Value to = kid(step, i);
        const Step& test = program_.at(program_.kid(step, i));
        bool condition = test.op == Op::not_equal && program_.kid(test, 0) == program_.kid(step, 0);
        result = disjunction(result, condition ? to : belongs(value, to));
    }
    return result;
}

Value Machine::tests(const Step& step) {
    Value result = Value::of(false);
    for (std::uint32_t i = 0; i < step.count && !result.is_true(); ++i)
        result = disjunction(result, kid(step, i));
    return step.a == 1 ? negation(result) : result;
}

Value Machine::test(const Step& step) {
    Value value = kid(step, 1);
    if (step.a == 1 && (value.is(Kind::boolean) || value.is_unknown())) return value;
    Value subject = kid(step, 0);
    if (value.is(Kind::boolean) && !subject.is(Kind::boolean) && !subject.is_null() &&
        !subject.is_unknown())
        return value;
    if (subject.is_null() && value.is(Kind::boolean)) return Value::of(false);
    return belongs(subject, value);
}

template <std::size_t N>
Value Machine::call_with(const Builtin& row, const Step& step) {
    std::array<Value, N> few;
    for (std::uint32_t i = 0; i < step.count; ++i) few[i] = kid(step, i);
    return feel::call_builtin(row, {few.data(), step.count}, budget_);
}

Value Machine::call_builtin(const Step& step) {
    const Builtin& row = builtins()[static_cast<std::size_t>(step.a)];
    if (row.least == 0 && step.count == 0 && (row.name == "now" || row.name == "today")) {
        Value now = inputs_ ? inputs_->now() : Value();
        if (row.name == "now" || !now.is(Kind::date_time)) return now;
        return Value::of(now.date_time().day);
    }
    if (step.count <= 2) return call_with<2>(row, step);
    if (step.count <= 8) return call_with<8>(row, step);
    std::vector<Value> many;
    for (std::uint32_t i = 0; i < step.count; ++i) many.push_back(kid(step, i));
    return feel::call_builtin(row, many, budget_);
}

Value Machine::call(const Step& step) {
    Value function = kid(step, 0);
    std::vector<Value> arguments;
    for (std::uint32_t i = 1; i < step.count; ++i) arguments.push_back(kid(step, i));
    return call_value(function, arguments, budget_);
}

Value Machine::call_named(const Step& step) {
    Value function = kid(step, 0);
    if (!function.is(Kind::function)) return function.is_unknown() ? function : Value();
    const auto& parameters = function.callable().parameters();
    std::vector<Value> arguments(parameters.size());
    for (std::uint32_t i = 1; i < step.count; ++i) {
        auto found = std::ranges::find(parameters, program_.names[step.names + i - 1]);
        if (found == parameters.end()) return {};
        arguments[static_cast<std::size_t>(found - parameters.begin())] = kid(step, i);
    }
    if (step.count - 1 != parameters.size()) return {};
    return call_value(function, arguments, budget_);
}

} // namespace banxing::feel
