#include "nodes_of_value.h"

#include <algorithm>
#include <tuple>

namespace banxing::feel {
namespace {

/// Without zone the clock itself counts; a time with zone and one without cannot be compared.
std::optional<int> order_instants(const DateTime& a, const DateTime& b) {
    if (a.time.zone.is_none() != b.time.zone.is_none()) return std::nullopt;
    auto key = [](const DateTime& t) { return std::pair(utc_seconds(t), t.time.nanos); };
    auto x = key(a), y = key(b);
    return x < y ? -1 : x > y ? 1 : 0;
}

template <typename T>
int order_of(const T& a, const T& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

bool same_range(const Range& a, const Range& b) {
    return a.half_line == b.half_line && a.low_closed == b.low_closed &&
           a.high_closed == b.high_closed && a.low == b.low && a.high == b.high;
}

bool same_entries(const Value& a, const Value& b) {
    if (a.entries().size() != b.entries().size()) return false;
    return std::ranges::all_of(a.entries(), [&](const Entry& entry) {
        const Value* other = b.find(entry.name);
        return other && *other == entry.value;
    });
}

Value both(const Value& a, const Value& b) { // conjunction over equalities
    if (a.is_false() || b.is_false()) return Value::of(false);
    if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
    return a.is_true() && b.is_true() ? Value::of(true) : Value::of(false);
}

Value equal_lists(const List& a, const List& b) {
    if (a.size() != b.size()) return Value::of(false);
    Value result = Value::of(true);
    for (std::size_t i = 0; i < a.size() && !result.is_false(); ++i)
        result = both(result, equals(a[i], b[i]));
    return result;
}

Value equal_contexts(const Value& a, const Value& b) {
    if (a.entries().size() != b.entries().size()) return Value::of(false);
    Value result = Value::of(true);
    for (const Entry& entry : a.entries()) {
        const Value* other = b.find(entry.name);
        if (!other) return Value::of(false);
        result = both(result, equals(entry.value, *other));
        if (result.is_false()) break;
    }
    return result;
}

} // namespace

std::optional<int> order(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return std::nullopt;
    switch (a.kind()) {
    case Kind::number:
        return compare(a.number(), b.number());
    case Kind::string:
        return order_of(a.string(), b.string()); // UTF-8 bytes order as code points do
    case Kind::date:
        return order_of(a.day(), b.day());
    case Kind::time:
        return order_instants({{}, a.time()}, {{}, b.time()});
    case Kind::date_time:
        return order_instants(a.date_time(), b.date_time());
    case Kind::days_duration: {
        auto key = [](DaysDuration d) { return std::pair(d.seconds, d.nanos); };
        return order_of(key(a.days_duration()), key(b.days_duration()));
    }
    case Kind::months_duration:
        return order_of(a.months_duration().months, b.months_duration().months);
    default:
        return std::nullopt;
    }
}

bool operator==(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
    case Kind::null:
        return true;
    case Kind::boolean:
        return a.boolean() == b.boolean();
    case Kind::time:
        return a.time() == b.time();
    case Kind::date_time:
        return a.date_time() == b.date_time();
    case Kind::list:
        return a.list() == b.list();
    case Kind::context:
        return same_entries(a, b);
    case Kind::range:
        return same_range(a.range(), b.range());
    case Kind::function:
        return &a.callable() == &b.callable();
    case Kind::unknown:
        return a.needs() == b.needs();
    default:
        return order(a, b) == 0;
    }
}

Value equals(const Value& a, const Value& b) {
    if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
    if (a.is_null() || b.is_null()) return Value::of(a.is_null() && b.is_null());
    if (a.kind() != b.kind()) return {};
    switch (a.kind()) {
    case Kind::list:
        return equal_lists(a.list(), b.list());
    case Kind::context:
        return equal_contexts(a, b);
    case Kind::boolean:
    case Kind::range:
    case Kind::function:
        return Value::of(a == b);
    default: {
        auto outcome = order(a, b);
        return Value::of(outcome.has_value() && *outcome == 0);
    }
    }
}

Value unknown_inside(const Value& value) {
    if (value.is_unknown()) return value;
    Value found;
    if (value.is(Kind::list))
        for (const Value& item : value.list()) found = merge_unknown(found, unknown_inside(item));
    if (value.is(Kind::context))
        for (const Entry& entry : value.entries())
            found = merge_unknown(found, unknown_inside(entry.value));
    return found;
}

} // namespace banxing::feel
