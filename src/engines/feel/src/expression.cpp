#include "compiler.h"
#include "machine.h"
#include "nodes_of_value.h"

#include <algorithm>
#include <array>

namespace banxing::feel {
namespace {

Result<std::shared_ptr<const Program>> build(std::string_view source, const Scope& scope,
                                             const Options& options, int subject) {
    if (source.size() > options.max_length)
        return fail(Error::invalid({"表达式过长", "the expression is too long"}));
    auto program = std::make_shared<Program>();
    program->text = normalise(source, program->notes);
    program->max_steps = options.max_steps;
    program->subject = subject;
    Compiler compiler(program->text, scope, options, program);
    int root = subject >= 0 ? compiler.unary_tests(subject) : compiler.expression();
    if (root < 0 || !compiler.finished())
        return fail(
            compiler.error().value_or(Error::internal("compiler refused without a reason")));
    program->root = root;
    program->type = compiler.type_of(root);
    program->places = compiler.places();
    std::ranges::sort(program->slots);
    program->slots.erase(std::unique(program->slots.begin(), program->slots.end()),
                         program->slots.end());
    for (const auto& slot : scope.slots()) program->slot_names.push_back(slot.names.front());
    return std::shared_ptr<const Program>(std::move(program));
}

} // namespace

Outcome Outcome::of(Value value) {
    Value missing = unknown_inside(value);
    if (!missing.is_unknown()) return {.value = std::move(value)};
    return {.kind = Kind::unknown, .needs = missing.needs()};
}

Result<Expression> Expression::compile(std::string_view source, const Scope& scope,
                                       const Options& options) {
    return Expression(TRY(build(source, scope, options, -1)));
}

Result<Expression> Expression::compile_tests(std::string_view source, const Scope& scope,
                                             int subject, const Options& options) {
    return Expression(TRY(build(source, scope, options, subject)));
}

Value Expression::run(Inputs& inputs, Budget& budget) const {
    constexpr int few = 8;
    if (program_->places <= few) {
        std::array<Value, few> places;
        return Machine(*program_, &inputs, places.data(), budget).run(program_->root);
    }
    std::vector<Value> places(static_cast<std::size_t>(program_->places));
    return Machine(*program_, &inputs, places.data(), budget).run(program_->root);
}

Outcome Expression::evaluate(Inputs& inputs) const {
    Budget budget{program_->max_steps};
    Value value = run(inputs, budget);
    if (budget.spent())
        return {.kind = Outcome::Kind::fault,
                .fault = {"计算超出步数上限", "evaluation exceeded its budget"}};
    return Outcome::of(std::move(value));
}

const Type& Expression::type() const {
    return program_->type;
}
const std::vector<int>& Expression::slots() const {
    return program_->slots;
}
const std::vector<Note>& Expression::notes() const {
    return program_->notes;
}
const std::string& Expression::text() const {
    return program_->text;
}

} // namespace banxing::feel
