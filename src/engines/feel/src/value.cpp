#include "nodes_of_value.h"

#include <feel/function.h>

#include <algorithm>

namespace banxing::feel {
namespace {

// A date and time in two words: year | seconds, month, day | nanos | zone.
struct PackedDateTime {
    std::int32_t year;
    std::uint32_t rest;
    std::int32_t nanos;
    std::int32_t zone;
};

Error not_a(const char* zh, const char* en, const Value& value) {
    return Error::invalid(
        {std::string("需要") + zh + "，得到的是" + kind_words(value.kind()).zh,
         std::string("expected ") + en + ", found " + kind_words(value.kind()).en});
}

} // namespace

Words kind_words(Kind kind) {
    static const Words words[] = {{"空值", "null"},
                                  {"真假值", "a boolean"},
                                  {"数字", "a number"},
                                  {"日期", "a date"},
                                  {"时刻", "a time"},
                                  {"日期时间", "a date and time"},
                                  {"时长", "a days and time duration"},
                                  {"年月时长", "a years and months duration"},
                                  {"文字", "a string"},
                                  {"列表", "a list"},
                                  {"结构", "a context"},
                                  {"区间", "a range"},
                                  {"函数", "a function"},
                                  {"未知", "unknown"}};
    return words[static_cast<std::size_t>(kind)];
}

Value Value::share(Kind kind, Shared* owned) {
    Value v;
    v.a_ = reinterpret_cast<std::uint64_t>(owned);
    v.kind_ = kind;
    v.shared_ = true;
    return v;
}

void Value::destroy() {
    delete shared();
}

void Shared::hold(const Value& part) {
    if (__builtin_add_overflow(weight, part.weight(), &weight)) weight = UINT32_MAX;
    depth = std::max(depth, part.depth() + 1);
}

Value Value::of(std::string_view text) {
    auto* node = new TextNode(std::string(text));
    node->weight =
        1 + static_cast<std::uint32_t>(std::min<std::size_t>(text.size() / 64, 1u << 31));
    return share(Kind::string, node);
}
Value Value::of(List items) {
    auto* node = new ListNode(std::move(items));
    for (const Value& item : node->content) node->hold(item);
    return share(Kind::list, node);
}
Value Value::of(Range range) {
    auto* node = new RangeNode(std::move(range));
    node->hold(node->content.low), node->hold(node->content.high);
    return share(Kind::range, node);
}
Value Value::function(Callable* owned) {
    return share(Kind::function, owned);
}

Value Value::of(const DateTime& t) {
    auto rest = static_cast<std::uint32_t>(t.time.seconds) << 9 |
                static_cast<std::uint32_t>(t.day.month) << 5 | t.day.day;
    return inline_of(Kind::date_time,
                     PackedDateTime{t.day.year, rest, t.time.nanos, t.time.zone.code});
}

DateTime Value::date_time() const {
    auto packed = as<PackedDateTime>();
    return {{packed.year, static_cast<std::uint8_t>(packed.rest >> 5 & 15),
             static_cast<std::uint8_t>(packed.rest & 31)},
            {static_cast<std::int32_t>(packed.rest >> 9), packed.nanos, {packed.zone}}};
}

Value Value::context(std::vector<Entry> entries) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        for (std::size_t j = i + 1; j < entries.size();) {
            if (entries[j].name != entries[i].name) {
                ++j;
                continue;
            }
            entries[i].value = std::move(entries[j].value);
            entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(j));
        }
    }
    auto* node = new ContextNode(std::move(entries));
    for (const Entry& entry : node->content) node->hold(entry.value);
    return share(Kind::context, node);
}

Value Value::unknown(std::vector<int> slots) {
    std::ranges::sort(slots);
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    if (slots.size() == 1) return unknown(slots[0]);
    return share(Kind::unknown, new NeedsNode(std::move(slots)));
}

std::vector<int> Value::needs() const {
    if (shared_) return static_cast<const NeedsNode*>(shared())->content;
    return {static_cast<int>(as<std::int64_t>())};
}

std::string_view Value::string() const {
    return static_cast<const TextNode*>(shared())->content;
}
const List& Value::list() const {
    return static_cast<const ListNode*>(shared())->content;
}
const Range& Value::range() const {
    return static_cast<const RangeNode*>(shared())->content;
}
const Callable& Value::callable() const {
    return *static_cast<const Callable*>(shared());
}
std::span<const Entry> Value::entries() const {
    return static_cast<const ContextNode*>(shared())->content;
}

const Value* Value::find(std::string_view name) const {
    for (const Entry& entry : entries())
        if (entry.name == name) return &entry.value;
    return nullptr;
}

Result<std::int64_t> Value::to_int64() const {
    if (!is(Kind::number)) return fail(not_a("整数", "a whole number", *this));
    if (auto n = number().to_int64()) return *n;
    return fail(Error::invalid({"不是整数或超出范围：" + number().text(),
                                "not a whole number in range: " + number().text()}));
}

Result<Date> Value::to_date() const {
    if (!is(Kind::date)) return fail(not_a("日期", "a date", *this));
    if (auto date = feel::to_date(day())) return *date;
    return fail(
        Error::invalid({"日期超出范围：" + text(day()), "date out of range: " + text(day())}));
}

Result<bool> Value::to_bool() const {
    if (!is(Kind::boolean)) return fail(not_a("真假值", "a boolean", *this));
    return boolean();
}

Result<std::string> Value::to_string() const {
    if (!is(Kind::string)) return fail(not_a("文字", "a string", *this));
    return std::string(string());
}

Value merge_unknown(const Value& a, const Value& b) {
    if (!a.is_unknown()) return b;
    if (!b.is_unknown()) return a;
    auto needs = a.needs();
    for (int slot : b.needs()) needs.push_back(slot);
    return Value::unknown(std::move(needs));
}

} // namespace banxing::feel
