#include "builtins.h"
#include "machine.h"
#include "nodes_of_value.h"

#include <algorithm>

namespace banxing::feel {
namespace {

class Closure : public Callable {
public:
    Closure(std::shared_ptr<const Program> program, const Lambda& lambda,
            std::vector<Value> captured)
        : program_(std::move(program)), lambda_(lambda), captured_(std::move(captured)) {
        for (const Value& value : captured_) hold(value);
    }

    const std::vector<std::string>& parameters() const override { return lambda_.parameters; }
    Type type() const override { return lambda_.type; }

    Value call(std::span<const Value> arguments, Budget& budget) const override {
        std::vector<Value> places(static_cast<std::size_t>(lambda_.places));
        const auto& types = lambda_.type.parameters();
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            places[i] = types[i].coerce(arguments[i]);
            if (places[i].is_null() && !arguments[i].is_null()) return {};
        }
        for (std::size_t i = 0; i < captured_.size(); ++i)
            places[static_cast<std::size_t>(lambda_.captures[i].to)] = captured_[i];
        return Machine(*program_, nullptr, places.data(), budget).run(lambda_.body);
    }

private:
    std::shared_ptr<const Program> program_;
    const Lambda& lambda_; // of program_
    std::vector<Value> captured_;
};

} // namespace

Value Machine::lambda(const Step& step) {
    const Lambda& lambda = program_.lambdas[static_cast<std::size_t>(step.a)];
    std::vector<Value> captured;
    for (const Capture& capture : lambda.captures)
        captured.push_back(capture.from_slot ? inputs_->get(capture.from) : places_[capture.from]);
    return Value::function(new Closure(program_.shared_from_this(), lambda, std::move(captured)));
}

Value call_value(const Value& function, std::span<const Value> arguments, Budget& budget) {
    if (function.is_unknown()) return function;
    if (!function.is(Kind::function)) return {};
    if (budget.out_of_stack()) budget.depth = 0;
    if (--budget.depth < 0) return {};
    Value result = function.callable().call_with(arguments, budget);
    if (!budget.spent()) ++budget.depth;
    return result;
}

} // namespace banxing::feel
