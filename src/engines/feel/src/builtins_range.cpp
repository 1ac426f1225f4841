#include "builtin_functions.h"
#include "machine.h"
#include "nodes_of_value.h"

#include <feel/program.h>

namespace banxing::feel {
namespace {

/// One end of a range against another; nothing when there is no order.
using Order = std::optional<int>;

Value answer(const Order& outcome, bool (*decide)(int)) {
    return outcome ? Value::of(decide(*outcome)) : Value();
}

/// A point is the closed range from itself to itself.
Range as_range(const Value& v) {
    return v.is(Kind::range) ? v.range() : Range{v, v, true, true};
}

Value strictly_before(const Range& a, const Range& b) {
    Order outcome = order(a.high, b.low);
    if (!outcome) return {};
    return Value::of(*outcome < 0 || (*outcome == 0 && (!a.high_closed || !b.low_closed)));
}

Value touches(const Range& a, const Range& b) { // a reaches b's beginning
    Order outcome = order(a.high, b.low);
    if (!outcome) return {};
    return Value::of(*outcome > 0 || (*outcome == 0 && a.high_closed && b.low_closed));
}

Value begins_no_later(const Range& a, const Range& b) {
    Order outcome = order(a.low, b.low);
    if (!outcome) return {};
    return Value::of(*outcome < 0 || (*outcome == 0 && (a.low_closed || !b.low_closed)));
}

Value begins_earlier(const Range& a, const Range& b) {
    Order outcome = order(a.low, b.low);
    if (!outcome) return {};
    return Value::of(*outcome < 0 || (*outcome == 0 && a.low_closed && !b.low_closed));
}

Value ends_no_later(const Range& a, const Range& b) {
    Order outcome = order(a.high, b.high);
    if (!outcome) return {};
    return Value::of(*outcome < 0 || (*outcome == 0 && (!a.high_closed || b.high_closed)));
}

Value same_end(const Range& a, const Range& b) {
    return a.high_closed == b.high_closed
               ? answer(order(a.high, b.high), [](int n) { return n == 0; })
               : Value::of(false);
}

Value same_start(const Range& a, const Range& b) {
    return a.low_closed == b.low_closed ? answer(order(a.low, b.low), [](int n) { return n == 0; })
                                        : Value::of(false);
}

Value overlap_before(const Range& a, const Range& b) {
    return conjunction(begins_earlier(a, b), conjunction(touches(a, b), ends_no_later(a, b)));
}

Value includes(const Range& a, const Range& b) {
    return conjunction(begins_no_later(a, b), ends_no_later(b, a));
}
Value finishes(const Range& a, const Range& b) {
    return conjunction(same_end(a, b), begins_no_later(b, a));
}
Value starts(const Range& a, const Range& b) {
    return conjunction(same_start(a, b), ends_no_later(a, b));
}

} // namespace

Value range_before(Arguments a, Budget&) {
    return strictly_before(as_range(a[0]), as_range(a[1]));
}
Value range_after(Arguments a, Budget&) {
    return strictly_before(as_range(a[1]), as_range(a[0]));
}
Value range_during(Arguments a, Budget&) {
    return includes(as_range(a[1]), as_range(a[0]));
}
Value range_includes(Arguments a, Budget&) {
    return includes(as_range(a[0]), as_range(a[1]));
}
Value range_finishes(Arguments a, Budget&) {
    return finishes(as_range(a[0]), as_range(a[1]));
}
Value range_finished_by(Arguments a, Budget&) {
    return finishes(as_range(a[1]), as_range(a[0]));
}
Value range_starts(Arguments a, Budget&) {
    return starts(as_range(a[0]), as_range(a[1]));
}
Value range_started_by(Arguments a, Budget&) {
    return starts(as_range(a[1]), as_range(a[0]));
}

Value range_coincides(Arguments a, Budget&) {
    if (a[0].is(Kind::range) != a[1].is(Kind::range)) return {};
    return conjunction(same_start(as_range(a[0]), as_range(a[1])),
                       same_end(as_range(a[0]), as_range(a[1])));
}

Value range_meets(Arguments a, Budget&) {
    const Range &x = a[0].range(), &y = a[1].range();
    if (!x.high_closed || !y.low_closed) return Value::of(false);
    return answer(order(x.high, y.low), [](int n) { return n == 0; });
}

Value range_met_by(Arguments a, Budget& budget) {
    const Value swapped[] = {a[1], a[0]};
    return range_meets(swapped, budget);
}

Value range_overlaps(Arguments a, Budget&) {
    const Range &x = a[0].range(), &y = a[1].range();
    return conjunction(touches(x, y), touches(y, x));
}

Value range_overlaps_before(Arguments a, Budget&) {
    return overlap_before(a[0].range(), a[1].range());
}
Value range_overlaps_after(Arguments a, Budget&) {
    return overlap_before(a[1].range(), a[0].range());
}

/// Only a literal range of literals: no names, no nulls, no reversed ends.
Value range_from(Arguments a, Budget& budget) {
    budget.steps -= static_cast<std::int64_t>(a[0].string().size());
    Options options;
    options.max_depth = 10;
    options.fold = false;
    auto parsed = Expression::compile(a[0].string(), Scope(), options);
    if (!parsed) return {};
    const Program& program = parsed->program();
    if (program.at(program.root).op != Op::range) return {};
    for (const Step& step : program.steps) {
        bool call = step.op == Op::call_builtin;
        if (step.op != Op::range && step.op != Op::constant && step.op != Op::negate && !call)
            return {};
        if (call && (step.count != 1 || program.at(program.kid(step, 0)).op != Op::constant))
            return {};
    }
    struct : Inputs {
        Value get(int) override { return {}; }
    } none;
    Value value = parsed->run(none, budget);
    if (!value.is(Kind::range)) return {};
    const Range& range = value.range();
    auto outcome = order(range.low, range.high);
    return !range.half_line && outcome && *outcome <= 0 ? value : Value();
}

} // namespace banxing::feel
