#include "builtin_functions.h"

#include <algorithm>

namespace banxing::feel {
namespace {

void put(std::vector<Entry>& entries, std::string_view name, Value value) {
    auto found = std::ranges::find(entries, name, &Entry::name);
    if (found == entries.end()) {
        entries.push_back({std::string(name), std::move(value)});
    } else {
        found->value = std::move(value);
    }
}

std::vector<Entry> copy(const Value& context) {
    return {context.entries().begin(), context.entries().end()};
}

Value put_path(const Value& context, std::span<const Value> keys, const Value& value) {
    if (!keys[0].is(Kind::string)) return {};
    auto entries = copy(context);
    if (keys.size() == 1) {
        put(entries, keys[0].string(), value);
        return Value::context(std::move(entries));
    }
    const Value* inner = context.find(keys[0].string());
    if (inner && !inner->is(Kind::context)) return {};
    Value changed = put_path(inner ? *inner : Value::context({}), keys.subspan(1), value);
    if (changed.is_null()) return {};
    put(entries, keys[0].string(), std::move(changed));
    return Value::context(std::move(entries));
}

} // namespace

Value context_make(Arguments a, Budget&) {
    std::vector<Entry> entries;
    for (const Value& item : a[0].list()) {
        if (!item.is(Kind::context)) return {};
        const Value *key = item.find("key"), *value = item.find("value");
        if (!key || !key->is(Kind::string) || !value) return {};
        if (std::ranges::find(entries, key->string(), &Entry::name) != entries.end()) return {};
        entries.push_back({std::string(key->string()), *value});
    }
    return Value::context(std::move(entries));
}

Value context_merge(Arguments a, Budget&) {
    std::vector<Entry> entries;
    for (const Value& item : a[0].list()) {
        if (!item.is(Kind::context)) return {};
        for (const Entry& entry : item.entries()) put(entries, entry.name, entry.value);
    }
    return Value::context(std::move(entries));
}

Value context_put(Arguments a, Budget&) {
    if (!a[1].is(Kind::list)) return put_path(a[0], {&a[1], 1}, a[2]);
    return a[1].list().empty() ? Value() : put_path(a[0], a[1].list(), a[2]);
}

Value context_entries(Arguments a, Budget&) {
    List out;
    for (const Entry& entry : a[0].entries())
        out.push_back(Value::context({{"key", Value::of(entry.name)}, {"value", entry.value}}));
    return Value::of(std::move(out));
}

Value context_get(Arguments a, Budget&) {
    List keys = a[1].is(Kind::list) ? a[1].list() : List{a[1]};
    Value at = a[0];
    for (const Value& key : keys) {
        if (!at.is(Kind::context) || !key.is(Kind::string)) return {};
        const Value* found = at.find(key.string());
        if (!found) return {};
        at = Value(*found);
    }
    return keys.empty() ? Value() : at;
}

} // namespace banxing::feel
