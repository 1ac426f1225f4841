#include "table_index.h"

#include <algorithm>

namespace banxing::dmn {
namespace {

using feel::Kind;
using feel::Value;

constexpr std::size_t most_words = 8u << 20; // 64 MiB a column

bool has_order(Kind kind) { // every two values of it; times with and without zone have none
    return kind == Kind::number || kind == Kind::string || kind == Kind::date ||
           kind == Kind::boolean || kind == Kind::days_duration || kind == Kind::months_duration;
}

/// Truth values have no order in FEEL; here false comes first.
int compare(const Value& a, const Value& b) {
    if (a.is(Kind::boolean)) return static_cast<int>(a.boolean()) - static_cast<int>(b.boolean());
    return feel::order(a, b).value_or(0);
}

/// Of whole numbers and days, in their order.
std::optional<std::int64_t> key_of(const Value& value) {
    if (value.is(Kind::number)) {
        auto small = value.number().small();
        return small ? small : value.number().to_int64();
    }
    if (!value.is(Kind::date)) return std::nullopt;
    feel::Day day = value.day();
    return std::int64_t{day.year} * 512 + day.month * 32 + day.day;
}

void add_bit(std::uint64_t* set, std::size_t row) {
    set[row / 64] |= std::uint64_t{1} << row % 64;
}

bool add_ends(const feel::CellShape& shape, std::vector<Value>& ends) {
    for (const feel::Range& range : shape.ranges) {
        if (!range.half_line && (range.low.is_null() || range.high.is_null())) return false;
        bool point = range.low_closed && range.high_closed && range.low == range.high;
        for (const Value* end : {&range.low, &range.high})
            if (!end->is_null()) ends.push_back(*end);
        if (ends.back().is(Kind::boolean) && !point) return false;
    }
    return true;
}

std::size_t lower_end(std::span<const Value> ends, const Value& value) {
    auto at = std::lower_bound(ends.begin(), ends.end(), value,
                               [](const Value& a, const Value& b) { return compare(a, b) < 0; });
    return static_cast<std::size_t>(at - ends.begin());
}

/// Marks the places of a range: 2e + 2 is on end e, 2e + 1 is below it.
void mark(const feel::Range& range, std::span<const Value> ends, std::vector<bool>& places) {
    std::size_t from = 1, to = 2 * ends.size() + 1;
    if (!range.low.is_null()) from = 2 * lower_end(ends, range.low) + (range.low_closed ? 2 : 3);
    if (!range.high.is_null()) to = 2 * lower_end(ends, range.high) + (range.high_closed ? 2 : 1);
    for (std::size_t place = from; place <= to; ++place) places[place] = true;
}

} // namespace

std::shared_ptr<const TableIndex> TableIndex::make(const Table& table) {
    if (table.rules.empty() || table.columns.empty()) return nullptr;
    auto index = std::make_shared<TableIndex>();
    index->words_ = (table.rules.size() + 63) / 64;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (!index->add_column(table, c)) return nullptr;
    index->open_after_.resize(table.columns.size() * index->words_, ~std::uint64_t{0});
    for (std::size_t c = table.columns.size() - 1; c-- > 0;) // the last: all rows
        for (std::size_t w = 0; w < index->words_; ++w)
            index->open_after_[c * index->words_ + w] =
                index->open_after_[(c + 1) * index->words_ + w] & index->open(c + 1)[w];
    return index;
}

bool TableIndex::add_column(const Table& table, std::size_t number) {
    Column column;
    for (const Rule& rule : table.rules) {
        const auto& shape = rule.cells[number].shape;
        if (!shape || !add_ends(*shape, column.ends)) return false;
    }
    if (!order_ends(column) || !fill(table, number, column)) return false;
    columns_.push_back(std::move(column));
    return true;
}

/// Each end once, ascending; false when they have no order.
bool TableIndex::order_ends(Column& column) {
    auto& ends = column.ends;
    if (ends.empty()) return true;
    column.kind = ends[0].kind();
    bool one = std::ranges::all_of(ends, [&](const Value& v) { return v.is(column.kind); });
    if (!one || !has_order(column.kind)) return false;
    std::ranges::sort(ends, [](const Value& a, const Value& b) { return compare(a, b) < 0; });
    auto same = [](const Value& a, const Value& b) { return compare(a, b) == 0; };
    ends.erase(std::unique(ends.begin(), ends.end(), same), ends.end());
    add_keys(column);
    return true;
}

/// What is quicker to compare than values.
void TableIndex::add_keys(Column& column) {
    for (const Value& end : column.ends) {
        if (auto key = key_of(end)) column.whole.push_back(*key);
        if (end.is(Kind::string)) column.texts.push_back(end.string());
    }
    if (column.whole.size() != column.ends.size()) column.whole.clear();
    if (column.kind != Kind::boolean) return;
    for (bool truth : {false, true}) {
        std::size_t e = lower_end(column.ends, Value::of(truth));
        bool on = e < column.ends.size() && column.ends[e].boolean() == truth;
        column.truth[truth] = 2 * e + (on ? 2 : 1);
    }
}

bool TableIndex::fill(const Table& table, std::size_t number, Column& column) {
    std::size_t places = 2 * column.ends.size() + 2;
    if (places * words_ > most_words) return false;
    column.sets.resize(places * words_);
    std::vector<bool> marked(places);
    for (std::size_t row = 0; row < table.rules.size(); ++row) {
        const feel::CellShape& shape = *table.rules[row].cells[number].shape;
        marked.assign(places, shape.any);
        for (const feel::Range& range : shape.ranges) mark(range, column.ends, marked);
        if (shape.any) add_bit(&column.sets[0], row);
        for (std::size_t place = 1; place < places; ++place)
            if (marked[place] != shape.negated) add_bit(&column.sets[place * words_], row);
    }
    return true;
}

template <typename Keys, typename Key>
std::size_t TableIndex::place_among(const Keys& keys, const Key& key) {
    auto at = std::lower_bound(keys.begin(), keys.end(), key);
    auto e = static_cast<std::size_t>(at - keys.begin());
    return 2 * e + (at != keys.end() && *at == key ? 2 : 1);
}

std::size_t TableIndex::place(const Column& column, const Value& value) const {
    if (value.kind() != column.kind || column.kind == Kind::null) return 0;
    if (column.kind == Kind::boolean) return column.truth[value.boolean()];
    if (column.kind == Kind::string) return place_among(column.texts, value.string());
    if (!column.whole.empty())
        if (auto key = key_of(value)) return place_among(column.whole, *key);
    std::size_t e = lower_end(column.ends, value);
    return 2 * e + (e < column.ends.size() && compare(column.ends[e], value) == 0 ? 2 : 1);
}

const std::uint64_t* TableIndex::rows(std::size_t column, const Value& value) const {
    return set(columns_[column], place(columns_[column], value));
}

} // namespace banxing::dmn
