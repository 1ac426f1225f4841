#pragma once
// One evaluation of a model.
#include "model_data.h"

#include <span>

namespace banxing::dmn {

class Run {
public:
    Run(const ModelData& model, feel::Inputs& inputs, Trace* trace, feel::Budget& budget);

    feel::Value input(int index);
    feel::Value decision(int index);
    /// For decision services: what the caller gave instead.
    void give_input(int index, feel::Value value);
    void give_decision(int index, feel::Value value);

    feel::Value now() { return inputs_.now(); }
    Trace* trace() { return trace_; }
    DecisionTrace* tracing() { return tracing_; }
    /// While true, inputs asked for are not counted as used.
    void quietly(bool yes) { quiet_ = yes; }
    void fault(Words words);
    const Words& fault() const { return fault_; }

private:
    enum class State : std::uint8_t { untouched, running, known };
    void used(int index);

    const ModelData& model_;
    feel::Inputs& inputs_;
    Trace* trace_;
    feel::Budget& budget_;
    std::vector<feel::Value> input_values_, decision_values_;
    std::vector<State> input_states_, decision_states_;
    std::vector<bool> recorded_;
    DecisionTrace* tracing_ = nullptr;
    bool quiet_ = false;
    Words fault_;
};

/// The variables of one decision or one call.
class Frame : public feel::Inputs {
public:
    Frame(const ModelData& model, Run* run, std::span<const Reference> references, int size,
          feel::Budget& budget)
        : model_(model), run_(run), references_(references), cells_(static_cast<std::size_t>(size)),
          budget_(budget) {}

    feel::Value get(int slot) override;
    feel::Value now() override { return run_ ? run_->now() : feel::Value(); }
    void set(int slot, feel::Value value) {
        if (slot >= 0) cells_[static_cast<std::size_t>(slot)] = std::move(value);
    }
    const ModelData& model() const { return model_; }
    Run* run() const { return run_; }
    feel::Budget& budget() const { return budget_; }

private:
    const ModelData& model_;
    Run* run_;
    std::span<const Reference> references_;
    std::vector<feel::Value> cells_;
    feel::Budget& budget_;
};

feel::Value evaluate(const Boxed& boxed, Frame& frame);
feel::Value evaluate_table(const Table& table, Frame& frame);
feel::Value function_value(const ModelData& model, int knowledge);
feel::Value service_value(const ModelData& model, int service);

} // namespace banxing::dmn
