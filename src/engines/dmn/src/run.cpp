#include "run.h"

namespace banxing::dmn {

using feel::Value;

Run::Run(const ModelData& model, const Ports& ports, std::pmr::memory_resource* memory)
    : model_(model), inputs_(ports.inputs), trace_(ports.trace), budget_(ports.budget),
      known_inputs_(model.inputs.size(), memory), known_decisions_(model.decisions.size(), memory) {
}

void Run::fault(Words words) {
    if (fault_.en.empty()) fault_ = std::move(words);
}

void Run::used(int index) {
    Known& known = known_inputs_[static_cast<std::size_t>(index)];
    if (!trace_ || quiet_ || known.recorded) return;
    known.recorded = true;
    trace_->inputs.push_back({index, known.value});
}

Value Run::ask(int index) {
    Value value = inputs_.get(index);
    if (value.is_unknown()) return Value::unknown(index);
    auto i = static_cast<std::size_t>(index);
    const auto& type = model_.input_types[i];
    if (!type || value.is_null()) return value;
    value = type->conform(std::move(value), budget_);
    if (value.is_null() && model_.options.feel.strict)
        fault({"输入“" + model_.inputs[i].name + "”的值不合其类型",
               "input \"" + model_.inputs[i].name + "\" does not conform to its type"});
    return value;
}

const Value& Run::input(int index) {
    Known& known = known_inputs_[static_cast<std::size_t>(index)];
    if (known.state == State::untouched) {
        known.value = ask(index);
        known.state = State::known;
    }
    if (trace_) used(index);
    return known.value;
}

void Run::give_input(int index, Value value) {
    auto i = static_cast<std::size_t>(index);
    const auto& type = model_.input_types[i];
    known_inputs_[i] = {type ? type->conform(value, budget_) : std::move(value), State::known};
}

void Run::give_decision(int index, Value value) {
    auto i = static_cast<std::size_t>(index);
    const auto& type = model_.logic[i].type;
    known_decisions_[i] = {type ? type->conform(value, budget_) : std::move(value), State::known};
}

const Value& Run::decision(int index) {
    static const Value none;
    Known& known = known_decisions_[static_cast<std::size_t>(index)];
    if (known.state == State::known) return known.value;
    if (known.state == State::running || budget_.spent()) return none;
    if (budget_.out_of_stack()) return budget_.steps = -1, none;
    known.state = State::running;
    known.value = trace_ ? compute_traced(index) : compute(index);
    known.state = State::known;
    return known.value;
}

Value Run::compute(int index) {
    auto i = static_cast<std::size_t>(index);
    const Logic& logic = model_.logic[i];
    if (!logic.body) return {};
    Frame frame(model_, this, logic.references, logic.frame, budget_);
    Value value = evaluate(*logic.body, frame);
    if (!logic.type || value.is_null()) return value;
    value = logic.type->conform(std::move(value), budget_);
    if (value.is_null() && model_.options.feel.strict)
        fault({"决策“" + model_.decisions[i].name + "”的结果不合其类型",
               "the result of \"" + model_.decisions[i].name + "\" does not conform to its type"});
    return value;
}

Value Run::compute_traced(int index) {
    DecisionTrace own;
    own.decision = index;
    DecisionTrace* outer = std::exchange(tracing_, &own);
    auto* outer_rounded = std::exchange(budget_.rounded, &own.rounded);
    Value value = compute(index);
    tracing_ = outer;
    budget_.rounded = outer_rounded;
    if (quiet_) return value;
    own.outcome = feel::Outcome::of(value);
    trace_->decisions.push_back(std::move(own));
    return value;
}

const Value* Frame::peek(int slot) {
    auto i = static_cast<std::size_t>(slot);
    if (i >= references_.size() || !run_) return nullptr;
    const Reference& reference = references_[i];
    if (reference.what == Reference::What::input) return &run_->input(reference.index);
    return reference.what == Reference::What::decision ? &run_->decision(reference.index) : nullptr;
}

void Frame::enforce(const Column& column, const Value& value) {
    if (!run_ || value.is_null() || value.is_unknown()) return;
    if (!column.limits) set(column.slot, value);
    Value inside = column.limits ? column.limits->test(value) : column.allowed->run(*this, budget_);
    if (inside.is_false())
        run_->fault({"“" + column.label + "”的值不在允许的值之内",
                     column.label + ": the value is not one of those allowed"});
}

Value Frame::get(int slot) {
    auto i = static_cast<std::size_t>(slot);
    if (i >= references_.size()) return local(slot);
    const Reference& reference = references_[i];
    switch (reference.what) {
    case Reference::What::input:
        return run_ ? run_->input(reference.index) : Value();
    case Reference::What::decision:
        return run_ ? run_->decision(reference.index) : Value();
    case Reference::What::knowledge:
        return function_value(model_, reference.index);
    default:
        return service_value(model_, reference.index);
    }
}

} // namespace banxing::dmn
