#include "compiler.h"
#include "machine.h"
#include "nodes_of_value.h"

#include <algorithm>
#include <array>

namespace banxing::feel {
namespace {

bool foldable(Op op) {
    return op == Op::negate || op == Op::range || op == Op::list || op == Op::call_builtin;
}

/// Constant parts become their values. A part that has none stays as it is written.
void fold(Program& program) {
    for (std::size_t i = 0; i < program.steps.size(); ++i) { // kids stand before their parents
        if (!foldable(program.steps[i].op) || !is_constant(program, static_cast<int>(i))) continue;
        Value value = value_of(program, static_cast<int>(i));
        if (value.is_null()) continue;
        program.constants.push_back(std::move(value));
        program.steps[i] = {Op::constant, static_cast<int>(program.constants.size()) - 1};
    }
}

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
    program->may_be_null = compiler.may_be_null(root);
    program->places = compiler.places();
    std::ranges::sort(program->slots);
    program->slots.erase(std::unique(program->slots.begin(), program->slots.end()),
                         program->slots.end());
    for (const auto& slot : scope.slots()) program->slot_names.push_back(slot.names.front());
    if (options.fold) fold(*program);
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
    if (program_->places == 0)
        return Machine(*program_, &inputs, nullptr, budget).run(program_->root);
    if (program_->places <= few) {
        std::array<Value, few> places;
        return Machine(*program_, &inputs, places.data(), budget).run(program_->root);
    }
    std::vector<Value> places(static_cast<std::size_t>(program_->places));
    return Machine(*program_, &inputs, places.data(), budget).run(program_->root);
}

Value Expression::part(int node, Inputs& inputs, Budget& budget) const {
    return Machine(*program_, &inputs, nullptr, budget).run(node);
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
int Expression::lone_slot() const {
    const Step& root = program_->at(program_->root);
    return root.op == Op::slot ? root.a : -1;
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
