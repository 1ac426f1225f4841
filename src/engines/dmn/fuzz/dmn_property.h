#pragma once
// What holds of any model: a refusal says why in both languages; an accepted model is evaluated
// within its budget, the same with and without a trace, by itself and by blocks, and can be
// checked. For the fuzzer and for kept models.
#include <dmn/batch.h>
#include <dmn/check.h>

namespace banxing::dmn {

struct FuzzInputs : feel::Inputs {
    bool known;
    explicit FuzzInputs(bool k) : known(k) {}
    feel::Value get(int slot) override {
        return known ? feel::Value() : feel::Value::unknown(slot);
    }
};

/// What does not hold of one decision; empty when all does.
inline std::string broken(const Model& model, int decision) {
    FuzzInputs nobody(false), absent(true);
    Trace trace;
    auto traced = model.evaluate(decision, nobody, &trace);
    auto plain = model.evaluate(decision, nobody);
    // what is traced costs more steps
    bool same = traced.kind == plain.kind || traced.kind == feel::Outcome::Kind::fault;
    if (!same) return "a trace changes the outcome";
    std::vector<feel::Cells> columns(model.inputs().size());
    for (auto& column : columns) column.values.resize(3);
    auto result = evaluate_batch(model, decision, columns, 3);
    auto wanted = model.evaluate(decision, absent);
    if (result && feel::display(result->column.at(1)) != feel::display(wanted.value))
        return "a batch says something else";
    return {};
}

inline std::string broken(std::string_view xml) {
    for (Options options : {Options::policy(), Options::lenient()}) {
        options.feel.max_steps = 20'000;
        options.max_bytes = 1 << 16;
        auto model = Model::load(xml, options);
        if (!model) {
            const Words& words = model.error().message;
            if (words.zh.empty() || words.en.empty()) return "refused without words";
            continue;
        }
        for (int i = 0; i < static_cast<int>(model->decisions().size()) && i < 8; ++i)
            if (auto fault = broken(*model, i); !fault.empty()) return fault;
        (void)check(*model);
    }
    return {};
}

} // namespace banxing::dmn
