#include "builtins.h"
#include "machine.h"
#include "nodes_of_value.h"

#include <feel/cell.h>

#include <algorithm>

namespace banxing::feel {

bool is_constant(const Program& program, int node) {
    const Step& step = program.at(node);
    switch (step.op) {
    case Op::constant:
        return true;
    case Op::negate:
    case Op::range:
    case Op::list:
    case Op::call_builtin:
        break;
    default:
        return false;
    }
    if (step.op == Op::call_builtin && step.count == 0) return false; // now(), today()
    for (std::uint32_t i = 0; i < step.count; ++i) {
        bool again = i > 0 && program.kid(step, i) == program.kid(step, i - 1); // (= 5): one point
        if (!again && !is_constant(program, program.kid(step, i))) return false;
    }
    return true;
}

Value value_of(const Program& program, int node) {
    Budget budget{10'000};
    Value value = Machine(program, nullptr, nullptr, budget).run(node);
    return budget.spent() ? Value() : value;
}

namespace {

Range point(const Value& value) {
    return {value, value, true, true};
}

bool is_subject(const Program& program, int node) {
    return program.at(node).op == Op::slot && program.at(node).a == program.subject;
}

bool add_value(const Value& value, CellShape& shape) {
    if (value.is_null() || value.is(Kind::context) || value.is(Kind::function)) return false;
    if (value.is(Kind::list))
        return std::ranges::all_of(value.list(), [&](const Value& item) {
            return !item.is(Kind::list) && add_value(item, shape);
        });
    if (!value.is(Kind::range)) return shape.ranges.push_back(point(value)), true;
    const Range& range = value.range();
    if (range.all_but()) return false;
    shape.ranges.push_back(range.just() ? point(range.low) : range);
    return true;
}

bool add_test(const Program& program, const Step& step, CellShape& shape) {
    if (step.count != 2 || !is_subject(program, program.kid(step, 0)) ||
        !is_constant(program, program.kid(step, 1)))
        return false;
    Value value = value_of(program, program.kid(step, 1));
    if (value.is_null()) return false;
    switch (step.op) {
    case Op::test:
        return step.a == 0 && add_value(value, shape);
    case Op::equal:
        return add_value(value, shape);
    case Op::less:
        shape.ranges.push_back({{}, value, false, false, true});
        return true;
    case Op::less_equal:
        shape.ranges.push_back({{}, value, false, true, true});
        return true;
    case Op::greater:
        shape.ranges.push_back({value, {}, false, false, true});
        return true;
    case Op::greater_equal:
        shape.ranges.push_back({value, {}, true, false, true});
        return true;
    default:
        return false;
    }
}

} // namespace

Value CellShape::test(const Value& value) const {
    if (any) return Value::of(true);
    if (value.is_unknown()) return value;
    Value result = Value::of(false);
    for (const Range& range : ranges) {
        result = disjunction(result, contains(range, value));
        if (result.is_true()) break;
    }
    return negated ? negation(result) : result;
}

std::optional<CellShape> shape_of(const Expression& tests) {
    const Program& program = tests.program();
    const Step& root = program.at(program.root);
    CellShape shape;
    if (root.op == Op::constant && program.constants[static_cast<std::size_t>(root.a)].is_true()) {
        shape.any = true;
        return shape;
    }
    if (root.op != Op::tests) return std::nullopt;
    shape.negated = root.a == 1;
    for (std::uint32_t i = 0; i < root.count; ++i)
        if (!add_test(program, program.at(program.kid(root, i)), shape)) return std::nullopt;
    return shape;
}

std::optional<Value> Expression::constant() const {
    if (!is_constant(*program_, program_->root)) return std::nullopt;
    return value_of(*program_, program_->root);
}

} // namespace banxing::feel
