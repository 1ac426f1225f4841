#pragma once
// One evaluation of a model.
#include "few.h"
#include "model_data.h"

#include <memory_resource>
#include <span>

namespace banxing::dmn {

class Run {
public:
    struct Ports { // what the run looks at and writes to
        feel::Inputs& inputs;
        Trace* trace;
        feel::Budget& budget;
    };
    Run(const ModelData& model, const Ports& ports,
        std::pmr::memory_resource* memory = std::pmr::get_default_resource());

    const feel::Value& input(int index);
    const feel::Value& decision(int index);
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
    struct Known {
        feel::Value value;
        State state = State::untouched;
        bool recorded = false; // in the trace's inputs
    };
    void used(int index);
    feel::Value ask(int index);
    feel::Value compute(int index);
    feel::Value compute_traced(int index);

    const ModelData& model_;
    feel::Inputs& inputs_;
    Trace* trace_;
    feel::Budget& budget_;
    std::pmr::vector<Known> known_inputs_, known_decisions_;
    DecisionTrace* tracing_ = nullptr;
    bool quiet_ = false;
    Words fault_;
};

/// The variables of one decision or one call.
class Frame : public feel::Inputs {
public:
    Frame(const ModelData& model, Run* run, std::span<const Reference> references, int size,
          feel::Budget& budget)
        : model_(model), run_(run), references_(references),
          cells_(static_cast<std::size_t>(size) - references.size()), budget_(budget) {}

    feel::Value get(int slot) override;
    /// The value of an input or decision where it stands, for as long as the run; else null.
    const feel::Value* peek(int slot);
    /// A value that the column's inputValues exclude is a fault of the run.
    void enforce(const Column& column, const feel::Value& value);
    feel::Value now() override { return run_ ? run_->now() : feel::Value(); }
    void set(int slot, feel::Value value) {
        if (slot >= 0) local(slot) = std::move(value);
    }
    const ModelData& model() const { return model_; }
    Run* run() const { return run_; }
    feel::Budget& budget() const { return budget_; }

private:
    feel::Value& local(int slot) {
        return cells_[static_cast<std::size_t>(slot) - references_.size()];
    }

    const ModelData& model_;
    Run* run_;
    std::span<const Reference> references_;
    Few<feel::Value, 8> cells_;
    feel::Budget& budget_;
};

feel::Value evaluate(const Boxed& boxed, Frame& frame);
feel::Value evaluate_table(const Table& table, Frame& frame);
feel::Value function_value(const ModelData& model, int knowledge);
feel::Value service_value(const ModelData& model, int service);

} // namespace banxing::dmn
