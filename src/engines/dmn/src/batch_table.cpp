#include "batch_table.h"

#include "batch_compiler.h"

#include <algorithm>
#include <bit>

namespace banxing::dmn {
namespace {

using feel::Block;
using feel::Cells;
using feel::Lane;
using feel::Value;

/// Which set of rows a cell satisfies: by code, or by place among the ends.
struct Lookup {
    std::size_t reg = 0;
    std::vector<std::int64_t> ends;  // numbers and days; none: the cell itself is the place
    std::vector<std::uint64_t> sets; // by place, `words` each

    std::size_t place(std::int64_t cell) const {
        constexpr std::size_t few = 12;
        std::size_t n = 0;
        if (ends.empty()) return static_cast<std::size_t>(cell);
        if (ends.size() <= few) {
            for (std::int64_t end : ends)
                n += static_cast<std::size_t>(cell >= end) + static_cast<std::size_t>(cell > end);
            return n;
        }
        auto at = std::ranges::lower_bound(ends, cell);
        n = 2 * static_cast<std::size_t>(at - ends.begin());
        return n + (at != ends.end() && *at == cell ? 1 : 0);
    }
    void add(const std::uint64_t* set, std::size_t words) {
        sets.insert(sets.end(), set, set + words);
    }
};

/// One step: all rows of the table for each row of the block, narrowed column by column.
struct TableStep {
    std::vector<Lookup> lookups;
    std::vector<std::int64_t> cells; // by row, and absent for no row
    std::shared_ptr<const std::vector<std::string>> texts;
    std::size_t words = 1, out = 0;
    bool unique = false;

    void narrow(const Lookup& lookup, Block& block) const {
        const auto& column = block.registers[lookup.reg];
        std::uint64_t* sets = block.scratch.data();
        const std::uint64_t* match = lookup.sets.data();
        if (words == 1) {
            for (std::size_t i = 0; i < Block::rows; ++i) sets[i] &= match[lookup.place(column[i])];
            return;
        }
        for (std::size_t i = 0; i < Block::rows; ++i) {
            const std::uint64_t* from = match + lookup.place(column[i]) * words;
            for (std::size_t w = 0; w < words; ++w) sets[i * words + w] &= from[w];
        }
    }

    std::size_t first(const std::uint64_t* set) const {
        for (std::size_t w = 0; w < words; ++w)
            if (set[w] != 0) return w * 64 + static_cast<std::size_t>(std::countr_zero(set[w]));
        return cells.size() - 1;
    }

    bool several(const std::uint64_t* set) const {
        int hits = 0;
        for (std::size_t w = 0; w < words; ++w) hits += std::popcount(set[w]);
        return hits > 1;
    }

    void operator()(Block& block) const {
        block.scratch.assign(Block::rows * words, ~std::uint64_t{0});
        for (const Lookup& lookup : lookups) narrow(lookup, block);
        auto& to = block.registers[out];
        for (std::size_t i = 0; i < Block::rows; ++i) {
            const std::uint64_t* set = block.scratch.data() + i * words;
            std::int64_t cell = cells[std::min(first(set), cells.size() - 1)];
            bool odd = cell == Cells::absent || (unique && several(set));
            to[i] = odd ? 0 : cell;
            block.odd[i] = static_cast<std::uint8_t>(block.odd[i] | odd);
        }
    }
};

/// The register with as many decimals as the ends need, and the ends as its cells.
bool add_ends(feel::BlockProgram& program, std::span<const Value> ends, int& reg, Lookup& lookup) {
    Cells shape;
    shape.kind = program.lane(reg).kind, shape.scale = program.lane(reg).scale;
    for (const Value& end : ends)
        if (end.is(feel::Kind::number))
            shape.scale = std::max(shape.scale, -end.number().exponent());
    auto rescaled = program.rescaled(reg, shape.scale);
    if (!rescaled) return false;
    reg = *rescaled;
    for (const Value& end : ends) {
        auto cell = cell_of(end, shape);
        if (!cell) return false;
        lookup.ends.push_back(*cell);
    }
    return true;
}

bool add_lookup(feel::BlockProgram& program, const TableIndex& index, std::size_t column, int reg,
                Lookup& lookup) {
    const Lane lane = program.lane(reg);
    auto add = [&](const Value& value) { lookup.add(index.rows(column, value), index.words()); };
    if (lane.kind == Cells::Kind::boolean) {
        add(Value::of(false)), add(Value::of(true));
    } else if (lane.kind == Cells::Kind::text) {
        for (const std::string& text : *lane.texts) add(Value::of(text));
        if (lookup.sets.empty()) return false;
    } else {
        std::span<const Value> ends = index.ends(column);
        if (!add_ends(program, ends, reg, lookup)) return false;
        for (std::size_t place = 0; place <= 2 * ends.size(); ++place)
            lookup.add(index.between(column, place + 1), index.words());
    }
    lookup.reg = static_cast<std::size_t>(reg);
    return true;
}

std::optional<Cells::Kind> kind_of(const Value& value) {
    using feel::Kind;
    switch (value.kind()) {
    case Kind::number:
        return Cells::Kind::number;
    case Kind::boolean:
        return Cells::Kind::boolean;
    case Kind::date:
        return Cells::Kind::day;
    case Kind::string:
        return Cells::Kind::text;
    default:
        return std::nullopt;
    }
}

/// Makes room for a value; false when it is of another kind than those before.
bool widen(Cells& shape, const Value& value) {
    if (value.is_null()) return true;
    auto kind = kind_of(value);
    bool first = shape.kind == Cells::Kind::value;
    if (!kind || (!first && *kind != shape.kind)) return false;
    shape.kind = *kind;
    if (value.is(feel::Kind::number))
        shape.scale = std::max(shape.scale, -value.number().exponent());
    if (value.is(feel::Kind::string) &&
        std::ranges::find(shape.texts, value.string()) == shape.texts.end())
        shape.texts.emplace_back(value.string());
    return shape.scale <= 15;
}

} // namespace

std::optional<Conclusions> Conclusions::of(const Table& table) {
    Cells shape;
    for (const Rule& rule : table.rules)
        if (!rule.constants[0] || !widen(shape, *rule.constants[0])) return std::nullopt;
    if (shape.kind == Cells::Kind::value) return std::nullopt;
    Conclusions made;
    made.lane = {shape.kind, shape.scale, 0, 0, nullptr};
    for (const Rule& rule : table.rules) {
        auto cell = cell_of(*rule.constants[0], shape);
        if (!cell) return std::nullopt;
        made.cells.push_back(*cell);
        if (*cell == Cells::absent) continue;
        made.lane.least = std::min(made.lane.least, *cell);
        made.lane.greatest = std::max(made.lane.greatest, *cell);
    }
    made.texts = std::make_shared<const std::vector<std::string>>(std::move(shape.texts));
    made.lane.texts = made.texts.get();
    return made;
}

std::optional<int> add_table(feel::BlockProgram& program, const Table& table,
                             std::vector<int> columns, const Conclusions& conclusions) {
    TableStep step;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (table.index->ends(c).empty()) continue; // nothing but "-"
        Lookup lookup;
        if (!add_lookup(program, *table.index, c, columns[c], lookup)) return std::nullopt;
        step.lookups.push_back(std::move(lookup));
    }
    step.words = table.index->words();
    step.cells = conclusions.cells;
    step.cells.push_back(Cells::absent);
    step.texts = conclusions.texts;
    step.unique = table.policy == HitPolicy::unique;
    step.out = static_cast<std::size_t>(program.next());
    return program.add(conclusions.lane, std::move(step));
}

} // namespace banxing::dmn
