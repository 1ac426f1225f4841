#include "run.h"

namespace banxing::dmn {

using feel::Kind;
using feel::List;
using feel::Value;

namespace {

Value part(const Boxed& boxed, std::size_t i, Frame& frame) {
    return boxed.parts[i] ? evaluate(*boxed.parts[i], frame) : Value();
}

Value merge(const Value& a, const Value& b) {
    if (!a.is_unknown() || !b.is_unknown()) return a.is_unknown() ? a : b;
    auto needs = a.needs();
    for (int slot : b.needs()) needs.push_back(slot);
    return Value::unknown(std::move(needs));
}

Value context(const Boxed& boxed, Frame& frame) {
    std::vector<feel::Entry> entries;
    for (std::size_t i = 0; i < boxed.parts.size(); ++i) {
        Value value = part(boxed, i, frame);
        if (boxed.types[i]) value = boxed.types[i]->conform(std::move(value), frame.budget());
        if (boxed.names[i].empty()) return value;
        frame.set(boxed.slots[i], value);
        entries.push_back({boxed.names[i], std::move(value)});
    }
    return Value::context(std::move(entries));
}

Value list(const Boxed& boxed, Frame& frame) {
    List items;
    Value missing;
    for (std::size_t i = 0; i < boxed.parts.size(); ++i) {
        items.push_back(part(boxed, i, frame));
        if (items.back().is_unknown()) missing = merge(missing, items.back());
    }
    return missing.is_unknown() ? missing : Value::of(std::move(items));
}

Value invocation(const Boxed& boxed, Frame& frame) {
    Value function = part(boxed, 0, frame);
    if (!function.is(Kind::function)) return function.is_unknown() ? function : Value();
    const auto& parameters = function.callable().parameters();
    std::vector<Value> arguments(parameters.size());
    for (std::size_t i = 0; i < boxed.names.size(); ++i) {
        std::size_t at = 0;
        while (at < parameters.size() && parameters[at] != boxed.names[i]) ++at;
        if (at == parameters.size()) return {};
        arguments[at] = part(boxed, i + 1, frame);
    }
    feel::Budget& budget = frame.budget();
    if (budget.out_of_stack()) budget.depth = 0;
    if (--budget.depth < 0) return {};
    Value result = function.callable().call(arguments, budget);
    if (!budget.spent()) ++budget.depth;
    return result;
}

Value conditional(const Boxed& boxed, Frame& frame) {
    Value test = part(boxed, 0, frame);
    if (test.is_true()) return part(boxed, 1, frame);
    if (!test.is_unknown())
        return test.is_false() || test.is_null() ? part(boxed, 2, frame) : Value();
    Value yes = part(boxed, 1, frame), no = part(boxed, 2, frame);
    return !yes.is_unknown() && yes == no ? yes : test;
}

void set_item(const Boxed& boxed, const Value& item, Frame& frame) {
    frame.set(boxed.slots[0], item);
    for (std::size_t i = 0; i < boxed.names.size(); ++i) {
        const Value* field = item.is(Kind::context) ? item.find(boxed.names[i]) : nullptr;
        frame.set(boxed.slots[i + 1], field ? *field : Value());
    }
}

Value filter(const Boxed& boxed, Frame& frame) {
    Value source = part(boxed, 0, frame);
    if (source.is_unknown() || source.is_null()) return source;
    List one{source}, kept;
    Value missing;
    for (const Value& item : source.is(Kind::list) ? source.list() : one) {
        set_item(boxed, item, frame);
        Value keep = part(boxed, 1, frame);
        if (!keep.is_unknown() && !keep.is(Kind::boolean)) return {};
        if (keep.is_unknown()) missing = merge(missing, keep);
        if (keep.is_true()) kept.push_back(item);
    }
    return missing.is_unknown() ? missing : Value::of(std::move(kept));
}

Value loop(const Boxed& boxed, const List& items, Frame& frame) {
    List results;
    Value missing;
    for (const Value& item : items) {
        frame.set(boxed.slots[0], item);
        frame.set(boxed.slots[1], Value::of(results));
        frame.budget().steps -= static_cast<std::int64_t>(results.size());
        results.push_back(part(boxed, 1, frame));
        if (results.back().is_unknown()) missing = merge(missing, results.back());
        if (frame.budget().spent()) return {};
    }
    return missing.is_unknown() ? missing : Value::of(std::move(results));
}

Value quantified(const Boxed& boxed, const List& items, Frame& frame) {
    bool some = boxed.kind == BoxedKind::some;
    Value missing;
    bool undecided = false;
    for (const Value& item : items) {
        frame.set(boxed.slots[0], item);
        Value one = part(boxed, 1, frame);
        if (some ? one.is_true() : one.is_false()) return one;
        if (one.is_unknown()) missing = merge(missing, one);
        undecided = undecided || !one.is(Kind::boolean);
    }
    if (missing.is_unknown()) return missing;
    return undecided ? Value() : Value::of(!some);
}

Value iterate(const Boxed& boxed, Frame& frame) {
    Value source = part(boxed, 0, frame);
    if (source.is_unknown() || source.is_null()) return source;
    List one{source};
    const List& items = source.is(Kind::list) ? source.list() : one;
    return boxed.kind == BoxedKind::loop ? loop(boxed, items, frame)
                                         : quantified(boxed, items, frame);
}

/// A boxed function with the values of the frame it was made in, or a business knowledge model.
class Defined : public feel::Callable {
public:
    Defined(std::shared_ptr<const ModelData> model, std::shared_ptr<const Function> function,
            std::vector<std::pair<int, Value>> captured)
        : model_(std::move(model)), function_(std::move(function)), captured_(std::move(captured)) {
        for (const auto& [slot, value] : captured_) hold(value);
    }

    const std::vector<std::string>& parameters() const override { return function_->parameters; }
    feel::Type type() const override { return function_->type; }

    Value call(std::span<const Value> arguments, feel::Budget& budget) const override {
        if (!function_->body) return {};
        Frame frame(*model_, nullptr, function_->references, function_->frame, budget);
        for (const auto& [slot, value] : captured_) frame.set(slot, value);
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const ItemTypeRef& type = function_->types[i];
            Value value = type ? type->conform(arguments[i], budget) : arguments[i];
            if (value.is_null() && !arguments[i].is_null()) return {};
            frame.set(function_->slots[i], std::move(value));
        }
        Value result = evaluate(*function_->body, frame);
        return function_->result ? function_->result->conform(result, budget) : result;
    }

private:
    std::shared_ptr<const ModelData> model_;
    std::shared_ptr<const Function> function_;
    std::vector<std::pair<int, Value>> captured_;
};

Value make_function(const Boxed& boxed, Frame& frame) {
    std::vector<std::pair<int, Value>> captured;
    for (int slot : boxed.function->captured) captured.emplace_back(slot, frame.get(slot));
    return Value::function(
        new Defined(frame.model().shared_from_this(), boxed.function, std::move(captured)));
}

/// A decision service: its own evaluation over what the caller gives.
class Served : public feel::Callable {
public:
    Served(std::shared_ptr<const ModelData> model, int service)
        : model_(std::move(model)), service_(model_->services[static_cast<std::size_t>(service)]) {
        for (int input : service_.inputs)
            names_.push_back(model_->inputs[static_cast<std::size_t>(input)].name);
        for (int decision : service_.decisions)
            names_.push_back(model_->decisions[static_cast<std::size_t>(decision)].name);
    }
    const std::vector<std::string>& parameters() const override { return names_; }
    feel::Type type() const override { return service_.type; }

    Value call(std::span<const Value> arguments, feel::Budget& budget) const override {
        struct : feel::Inputs {
            Value get(int) override { return {}; }
        } none;
        Run run(*model_, {none, nullptr, budget});
        std::size_t count = service_.inputs.size();
        for (std::size_t i = 0; i < count; ++i) run.give_input(service_.inputs[i], arguments[i]);
        for (std::size_t i = 0; i < service_.decisions.size(); ++i)
            run.give_decision(service_.decisions[i], arguments[count + i]);
        Value result;
        if (service_.outputs.size() == 1) {
            result = run.decision(service_.outputs[0]);
        } else {
            std::vector<feel::Entry> entries;
            for (std::size_t i = 0; i < service_.outputs.size(); ++i)
                entries.push_back({service_.output_names[i], run.decision(service_.outputs[i])});
            result = Value::context(std::move(entries));
        }
        return service_.result ? service_.result->conform(result, budget) : result;
    }

private:
    std::shared_ptr<const ModelData> model_;
    const Service& service_; // of model_
    std::vector<std::string> names_;
};

/// Not part of its caller: a chain of decisions would pay for the stack of all of them.
[[gnu::noinline]] Value composed(const Boxed& boxed, Frame& frame) {
    switch (boxed.kind) {
    case BoxedKind::context:
        return context(boxed, frame);
    case BoxedKind::invocation:
        return invocation(boxed, frame);
    case BoxedKind::list:
        return list(boxed, frame);
    case BoxedKind::function:
        return make_function(boxed, frame);
    case BoxedKind::conditional:
        return conditional(boxed, frame);
    case BoxedKind::filter:
        return filter(boxed, frame);
    default:
        return iterate(boxed, frame);
    }
}

Value by_kind(const Boxed& boxed, Frame& frame) {
    if (boxed.kind == BoxedKind::literal) return boxed.literal->run(frame, frame.budget());
    if (boxed.kind == BoxedKind::table) return evaluate_table(*boxed.table, frame);
    return composed(boxed, frame);
}

} // namespace

Value evaluate(const Boxed& boxed, Frame& frame) {
    constexpr std::uint32_t heaviest = 1u << 22, deepest = 1000; // as expressions have it
    feel::Budget& budget = frame.budget();
    if (--budget.steps < 0) return {};
    Value value = by_kind(boxed, frame);
    budget.steps -= value.weight() / 8;
    if (value.weight() > heaviest || value.depth() > deepest) budget.steps = -1;
    return boxed.type ? boxed.type->conform(std::move(value), budget) : value;
}

Value function_value(const ModelData& model, int knowledge) {
    const Knowledge& found = model.knowledge[static_cast<std::size_t>(knowledge)];
    if (!found.function) return {};
    return Value::function(new Defined(model.shared_from_this(), found.function, {}));
}

Value service_value(const ModelData& model, int service) {
    return Value::function(new Served(model.shared_from_this(), service));
}

} // namespace banxing::dmn
