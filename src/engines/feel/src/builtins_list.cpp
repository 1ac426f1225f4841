#include "builtin_functions.h"
#include "builtins.h"
#include "machine.h"
#include "nodes_of_value.h"

#include <algorithm>

namespace banxing::feel {
namespace {

bool in_list(const List& items, const Value& value) {
    return std::ranges::any_of(items,
                               [&](const Value& item) { return equals(item, value).is_true(); });
}

/// 1-based from the front, −1 from the back → index; nothing outside.
std::optional<std::size_t> index_of(const Value& position, std::size_t size) {
    auto n = position.number().to_int64();
    auto count = static_cast<std::int64_t>(size);
    if (!n || *n == 0 || *n > count || *n < -count) return std::nullopt;
    return static_cast<std::size_t>(*n > 0 ? *n - 1 : count + *n);
}

Value extreme(Arguments items, bool smallest) {
    if (items.empty()) return {};
    const Value* best = &items[0];
    if (!order(*best, *best)) return {};
    for (const Value& item : items) {
        auto outcome = order(item, *best);
        if (!outcome) return {};
        if (smallest ? *outcome < 0 : *outcome > 0) best = &item;
    }
    return *best;
}

void flatten_into(const List& items, List& out) {
    for (const Value& item : items) {
        if (item.is(Kind::list)) {
            flatten_into(item.list(), out);
        } else {
            out.push_back(item);
        }
    }
}

Value distinct(const List& items, Budget& budget) {
    List out;
    for (const Value& item : items) {
        budget.steps -= static_cast<std::int64_t>(out.size());
        if (budget.spent()) return {};
        if (!in_list(out, item)) out.push_back(item);
    }
    return Value::of(std::move(out));
}

/// Merge sort: a comparison written by an author need not be an order, and must do no harm.
bool merge_sort(List& items, const Value& precedes, Budget& budget) {
    if (items.size() < 2) return true;
    auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
    List left(items.begin(), middle), right(middle, items.end()), out;
    if (!merge_sort(left, precedes, budget) || !merge_sort(right, precedes, budget)) return false;
    std::size_t i = 0, j = 0;
    while (i < left.size() && j < right.size()) {
        bool take_right;
        if (precedes.is_null()) {
            auto outcome = order(right[j], left[i]);
            if (!outcome) return false;
            take_right = *outcome < 0;
        } else {
            const Value pair[] = {right[j], left[i]};
            take_right = call_value(precedes, pair, budget).is_true();
        }
        out.push_back(take_right ? right[j++] : left[i++]);
    }
    out.insert(out.end(), left.begin() + static_cast<std::ptrdiff_t>(i), left.end());
    out.insert(out.end(), right.begin() + static_cast<std::ptrdiff_t>(j), right.end());
    items = std::move(out);
    return !budget.spent();
}

} // namespace

Value list_all(Arguments a, Budget&) {
    Value result = Value::of(true);
    for (const Value& item : a) {
        if (!item.is(Kind::boolean) && !item.is_null()) return {};
        result = conjunction(result, item);
    }
    return result;
}

Value list_any(Arguments a, Budget&) {
    Value result = Value::of(false);
    for (const Value& item : a) {
        if (!item.is(Kind::boolean) && !item.is_null()) return {};
        result = disjunction(result, item);
    }
    return result;
}

Value list_append(Arguments a, Budget&) {
    List items = a[0].list();
    for (const Value& item : a[1].list()) items.push_back(item);
    return Value::of(std::move(items));
}

Value list_concatenate(Arguments a, Budget&) {
    List out;
    for (const Value& list : a[0].list())
        out.insert(out.end(), list.list().begin(), list.list().end());
    return Value::of(std::move(out));
}

Value list_union(Arguments a, Budget& budget) {
    return distinct(list_concatenate(a, budget).list(), budget);
}
Value list_count(Arguments a, Budget&) {
    return Value::of(a[0].list().size());
}
Value list_distinct(Arguments a, Budget& budget) {
    return distinct(a[0].list(), budget);
}
Value list_contains(Arguments a, Budget&) {
    return Value::of(in_list(a[0].list(), a[1]));
}
Value list_min(Arguments a, Budget&) {
    return extreme(a, true);
}
Value list_max(Arguments a, Budget&) {
    return extreme(a, false);
}

Value list_flatten(Arguments a, Budget&) {
    List out;
    flatten_into(a[0].list(), out);
    return Value::of(std::move(out));
}

Value list_index_of(Arguments a, Budget&) {
    List places;
    for (std::size_t i = 0; i < a[0].list().size(); ++i)
        if (equals(a[0].list()[i], a[1]).is_true()) places.push_back(Value::of(i + 1));
    return Value::of(std::move(places));
}

Value list_insert(Arguments a, Budget&) {
    List items = a[0].list();
    auto index = index_of(a[1], items.size());
    if (!index) return {};
    items.insert(items.begin() + static_cast<std::ptrdiff_t>(*index), a[2]);
    return Value::of(std::move(items));
}

Value list_remove(Arguments a, Budget&) {
    List items = a[0].list();
    auto index = index_of(a[1], items.size());
    if (!index) return {};
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(*index));
    return Value::of(std::move(items));
}

Value list_replace_at(Arguments a, Budget&) {
    List items = a[0].list();
    auto position = whole(a, 1, 0);
    auto index = position ? index_of(Value::of(*position), items.size()) : std::nullopt;
    if (!index) return {};
    items[*index] = a[2];
    return Value::of(std::move(items));
}

Value list_replace_where(Arguments a, Budget& budget) {
    List items = a[0].list();
    for (Value& item : items) {
        const Value pair[] = {item, a[2]};
        Value replace = call_value(a[1], pair, budget);
        if (!replace.is(Kind::boolean)) return replace.is_unknown() ? replace : Value();
        if (replace.boolean()) item = a[2];
    }
    return Value::of(std::move(items));
}

Value list_reverse(Arguments a, Budget&) {
    return Value::of(List(a[0].list().rbegin(), a[0].list().rend()));
}

Value list_sort(Arguments a, Budget& budget) {
    List items = a[0].list();
    return merge_sort(items, a.size() > 1 ? a[1] : Value(), budget) ? Value::of(std::move(items))
                                                                    : Value();
}

Value list_sublist(Arguments a, Budget&) {
    const List& items = a[0].list();
    auto from = index_of(a[1], items.size());
    auto length = whole(a, 2,
                        static_cast<std::int64_t>(items.size()) -
                            static_cast<std::int64_t>(from.value_or(0)));
    if (!from || !length || *length < 0) return {};
    std::size_t count = std::min(static_cast<std::size_t>(*length), items.size() - *from);
    auto begin = items.begin() + static_cast<std::ptrdiff_t>(*from);
    return Value::of(List(begin, begin + static_cast<std::ptrdiff_t>(count)));
}

Value same(Arguments a, Budget&) {
    return Value::of(a[0] == a[1]);
}

} // namespace banxing::feel
