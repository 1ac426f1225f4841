#include "region.h"

#include <algorithm>

namespace banxing::dmn {
namespace {

using feel::Decimal;
using feel::Kind;
using feel::Range;
using feel::Value;

/// Booleans: false before true. Other kinds by FEEL's order; what has none counts as equal.
int on_line(const Value& a, const Value& b) {
    if (a.is(Kind::boolean)) return static_cast<int>(a.boolean()) - static_cast<int>(b.boolean());
    return feel::order(a, b).value_or(0);
}

bool same_kind(const Range& a, const Range& b) {
    const Value& x = a.low.is_null() ? a.high : a.low;
    const Value& y = b.low.is_null() ? b.high : b.low;
    return x.kind() == y.kind();
}

bool below(const Range& inner, const Range& outer) { // inner does not begin before outer
    if (outer.low.is_null()) return true;
    if (inner.low.is_null()) return false;
    int n = on_line(inner.low, outer.low);
    return n > 0 || (n == 0 && (outer.low_closed || !inner.low_closed));
}

bool above(const Range& inner, const Range& outer) { // inner does not end after outer
    if (outer.high.is_null()) return true;
    if (inner.high.is_null()) return false;
    int n = on_line(inner.high, outer.high);
    return n < 0 || (n == 0 && (outer.high_closed || !inner.high_closed));
}

/// What no range of a negated cell holds.
Region complement(const std::vector<Range>& ranges) {
    Region rest;
    rest.all = true;
    for (const Range& range : ranges) {
        Region outside;
        if (!range.low.is_null())
            outside.ranges.push_back({{}, range.low, false, !range.low_closed, true});
        if (!range.high.is_null())
            outside.ranges.push_back({range.high, {}, !range.high_closed, false, true});
        rest = common(rest, outside);
    }
    return rest;
}

Value neighbour(const Value& v, int step) {
    switch (v.kind()) {
    case Kind::number: {
        auto next = feel::add(v.number(), Decimal(step));
        return next ? Value::of(*next) : v;
    }
    case Kind::date: {
        auto next = feel::day_from_epoch(feel::days_since_epoch(v.day()) + step);
        return next ? Value::of(*next) : v;
    }
    case Kind::string:
        return step > 0 ? Value::of(std::string(v.string()) + "…") : Value::of("");
    case Kind::boolean:
        return Value::of(step > 0);
    default:
        return v;
    }
}

Value between(const Value& a, const Value& b) {
    if (a.is(Kind::number)) {
        auto sum = feel::add(a.number(), b.number());
        auto half = sum ? feel::divide(*sum, 2) : std::nullopt;
        return half ? Value::of(*half) : a;
    }
    return neighbour(a, 1);
}

Value inside(const Range& range) {
    if (range.low_closed && !range.low.is_null()) return range.low;
    if (range.high_closed && !range.high.is_null()) return range.high;
    if (range.low.is_null()) return neighbour(range.high, -1);
    if (range.high.is_null()) return neighbour(range.low, 1);
    return between(range.low, range.high);
}

/// Days and truth values have no room between neighbours: the sample shows whether there is
/// anything at all.
bool has_room(const Range& range) {
    if (range.low.is_null() && range.high.is_null()) return true;
    Value value = inside(range);
    if (!value.is(Kind::date) && !value.is(Kind::boolean)) return true;
    feel::CellShape shape{false, false, {range}};
    shape.ranges[0].half_line = range.low.is_null() || range.high.is_null();
    if (value.is(Kind::boolean)) // an end that is a truth value is a point or excluded
        return below({value, value, true, true}, range) && above({value, value, true, true}, range);
    return shape.test(value).is_true();
}

void add_ends(const Region& region, std::vector<Value>& ends) {
    for (const Range& range : region.ranges)
        for (const Value& end : {range.low, range.high})
            if (!end.is_null() && std::ranges::find(ends, end) == ends.end()) ends.push_back(end);
}

} // namespace

Region region_of(const feel::CellShape& shape) {
    if (shape.any) return {true, {}};
    return shape.negated ? complement(shape.ranges) : Region{false, shape.ranges};
}

std::optional<Range> common(const Range& a, const Range& b) {
    if (!same_kind(a, b)) return std::nullopt;
    Range result;
    const Range& from = below(a, b) ? a : b;
    const Range& to = above(a, b) ? a : b;
    result.low = from.low, result.low_closed = from.low_closed;
    result.high = to.high, result.high_closed = to.high_closed;
    result.half_line = result.low.is_null() || result.high.is_null();
    if (result.half_line) return has_room(result) ? std::optional(result) : std::nullopt;
    int n = on_line(result.low, result.high);
    bool some = n < 0 || (n == 0 && result.low_closed && result.high_closed);
    return some && has_room(result) ? std::optional(result) : std::nullopt;
}

Region common(const Region& a, const Region& b) {
    if (a.all) return b;
    if (b.all) return a;
    Region result;
    for (const Range& x : a.ranges)
        for (const Range& y : b.ranges)
            if (auto both = common(x, y)) result.ranges.push_back(*both);
    return result;
}

bool is_empty(const Region& region) {
    return !region.all && region.ranges.empty();
}

bool within(const Region& a, const Region& b) {
    if (b.all) return true;
    if (a.all) return false;
    return std::ranges::all_of(a.ranges, [&](const Range& inner) {
        return std::ranges::any_of(b.ranges, [&](const Range& outer) {
            return same_kind(inner, outer) && below(inner, outer) && above(inner, outer);
        });
    });
}

Value sample(const Region& region) {
    return region.ranges.empty() ? Value() : inside(region.ranges[0]);
}

std::vector<Value> samples(const std::vector<const Region*>& regions) {
    std::vector<Value> ends, values;
    for (const Region* region : regions) add_ends(*region, ends);
    if (ends.empty()) return {Value()};
    if (ends[0].is(Kind::boolean)) return {Value::of(true), Value::of(false)};
    std::ranges::sort(ends, [](const Value& a, const Value& b) { return on_line(a, b) < 0; });
    bool words = ends[0].is(Kind::string);
    if (!words) values.push_back(neighbour(ends[0], -1));
    for (std::size_t i = 0; i < ends.size(); ++i) {
        values.push_back(ends[i]);
        if (!words && i + 1 < ends.size()) values.push_back(between(ends[i], ends[i + 1]));
    }
    values.push_back(neighbour(ends.back(), 1));
    return values;
}

} // namespace banxing::dmn
