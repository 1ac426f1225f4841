#include "run.h"

namespace banxing::dmn {

using feel::Value;

Run::Run(const ModelData& model, feel::Inputs& inputs, Trace* trace, feel::Budget& budget)
    : model_(model), inputs_(inputs), trace_(trace), budget_(budget),
      input_values_(model.inputs.size()), decision_values_(model.decisions.size()),
      input_states_(model.inputs.size()), decision_states_(model.decisions.size()),
      recorded_(trace ? model.inputs.size() : 0) {}

void Run::fault(Words words) {
    if (fault_.en.empty()) fault_ = std::move(words);
}

void Run::used(int index) {
    auto i = static_cast<std::size_t>(index);
    if (!trace_ || quiet_ || recorded_[i]) return;
    recorded_[i] = true;
    trace_->inputs.push_back({index, input_values_[i]});
}

Value Run::input(int index) {
    auto i = static_cast<std::size_t>(index);
    if (input_states_[i] == State::untouched) {
        Value value = inputs_.get(index);
        if (value.is_unknown()) {
            value = Value::unknown(index);
        } else if (const auto& type = model_.input_types[i]; type && !value.is_null()) {
            Value conformed = type->conform(value);
            if (conformed.is_null() && model_.options.feel.strict)
                fault({"输入“" + model_.inputs[i].name + "”的值不合其类型",
                       "input \"" + model_.inputs[i].name + "\" does not conform to its type"});
            value = std::move(conformed);
        }
        input_values_[i] = std::move(value);
        input_states_[i] = State::known;
    }
    used(index);
    return input_values_[i];
}

void Run::give_input(int index, Value value) {
    auto i = static_cast<std::size_t>(index);
    const auto& type = model_.input_types[i];
    input_values_[i] = type ? type->conform(value) : std::move(value);
    input_states_[i] = State::known;
}

void Run::give_decision(int index, Value value) {
    auto i = static_cast<std::size_t>(index);
    const auto& type = model_.logic[i].type;
    decision_values_[i] = type ? type->conform(value) : std::move(value);
    decision_states_[i] = State::known;
}

Value Run::decision(int index) {
    auto i = static_cast<std::size_t>(index);
    if (decision_states_[i] == State::known) return decision_values_[i];
    if (decision_states_[i] == State::running || budget_.spent()) return {};
    decision_states_[i] = State::running;
    const Logic& logic = model_.logic[i];
    DecisionTrace own;
    own.decision = index;
    DecisionTrace* outer = tracing_;
    tracing_ = trace_ ? &own : nullptr;
    Value value;
    if (logic.body) {
        Frame frame(model_, this, logic.references, logic.frame, budget_);
        value = evaluate(*logic.body, frame);
        if (logic.type) {
            Value conformed = logic.type->conform(value);
            if (conformed.is_null() && !value.is_null() && model_.options.feel.strict)
                fault({"决策“" + model_.decisions[i].name + "”的结果不合其类型",
                       "the result of \"" + model_.decisions[i].name +
                           "\" does not conform to its type"});
            value = std::move(conformed);
        }
    }
    tracing_ = outer;
    decision_states_[i] = State::known;
    decision_values_[i] = value;
    if (trace_ && !quiet_) {
        own.outcome = feel::Outcome::of(value);
        trace_->decisions.push_back(std::move(own));
    }
    return value;
}

Value Frame::get(int slot) {
    auto i = static_cast<std::size_t>(slot);
    if (i >= references_.size()) return cells_[i];
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
