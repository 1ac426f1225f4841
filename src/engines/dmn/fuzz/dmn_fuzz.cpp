// Models as anybody may send them: a refusal says where, an accepted model is evaluated within its
// budget, by itself and by blocks with one result, and can be checked.
#include <dmn/batch.h>
#include <dmn/check.h>

#include <cstdlib>

using namespace banxing;
using namespace banxing::dmn;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

struct Nobody : feel::Inputs {
    feel::Value get(int slot) override { return feel::Value::unknown(slot); }
};

struct Absent : feel::Inputs {
    feel::Value get(int) override { return {}; }
};

void evaluate(const Model& model) {
    Nobody nobody;
    Absent absent;
    std::vector<feel::Cells> columns(model.inputs().size());
    for (auto& column : columns) column.values.resize(3);
    for (std::size_t i = 0; i < model.decisions().size() && i < 8; ++i) {
        int decision = static_cast<int>(i);
        Trace trace;
        auto outcome = model.evaluate(decision, nobody, &trace);
        require(outcome.kind == model.evaluate(decision, nobody).kind);
        auto result = evaluate_batch(model, decision, columns, 3);
        if (result)
            require(feel::display(result->column.at(1)) ==
                    feel::display(model.evaluate(decision, absent).value));
    }
    (void)check(model);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view xml(reinterpret_cast<const char*>(data), size);
    for (Options options : {Options::policy(), Options::lenient()}) {
        options.feel.max_steps = 20'000;
        options.max_bytes = 1 << 16;
        auto model = Model::load(xml, options);
        if (model) {
            evaluate(*model);
        } else {
            require(!model.error().message.zh.empty() && !model.error().message.en.empty());
        }
    }
    return 0;
}
