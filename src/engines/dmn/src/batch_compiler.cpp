#include "batch_compiler.h"

#include "batch_table.h"
#include "parts.h"

#include <algorithm>
#include <span>

namespace banxing::dmn {
namespace {

using feel::Cells;
using feel::Lane;
using feel::TypeKind;

std::optional<TypeKind> type_of(Cells::Kind kind) {
    switch (kind) {
    case Cells::Kind::number:
        return TypeKind::number;
    case Cells::Kind::boolean:
        return TypeKind::boolean;
    case Cells::Kind::day:
        return TypeKind::date;
    case Cells::Kind::months:
        return TypeKind::months_duration;
    case Cells::Kind::text:
        return TypeKind::string;
    default:
        return std::nullopt;
    }
}

/// Whether every value of the lane is of the declared type as it stands.
bool conforms(const ItemTypeRef& declared, const Lane& lane) {
    if (!declared) return true;
    bool bare = !declared->allowed && !declared->base && !declared->collection;
    return bare && (declared->type.is_any() || declared->type.is(*type_of(lane.kind)));
}

using Number = std::optional<std::int64_t>;

Number number_cell(const feel::Decimal& number, int scale) {
    auto scaled = multiply(number, *feel::Decimal::make(false, 1, scale));
    return scaled ? scaled->to_int64() : std::nullopt;
}

Number text_cell(std::string_view text, const std::vector<std::string>& texts) {
    auto found = std::ranges::find(texts, text);
    return found == texts.end() ? Number() : found - texts.begin();
}

struct Bounds {
    std::int64_t least = 0, greatest = 0;
};

Bounds bounds_of(std::span<const std::int64_t> cells) {
    Bounds bounds;
    for (std::int64_t cell : cells) {
        if (cell == Cells::absent) continue;
        bounds.least = std::min(bounds.least, cell);
        bounds.greatest = std::max(bounds.greatest, cell);
    }
    return bounds;
}

} // namespace

Number cell_of(const feel::Value& value, const Cells& shape) {
    using feel::Kind;
    using Held = Cells::Kind;
    switch (value.kind()) {
    case Kind::null:
        return Cells::absent;
    case Kind::boolean:
        return shape.kind == Held::boolean ? Number(value.boolean() ? 1 : 0) : Number();
    case Kind::date:
        return shape.kind == Held::day ? Number(Cells::pack(value.day())) : Number();
    case Kind::months_duration:
        return shape.kind == Held::months ? Number(value.months_duration().months) : Number();
    case Kind::number:
        return shape.kind == Held::number ? number_cell(value.number(), shape.scale) : Number();
    case Kind::string:
        return shape.kind == Held::text ? text_cell(value.string(), shape.texts) : Number();
    default:
        return std::nullopt;
    }
}

BatchCompiler::Reg BatchCompiler::input(int index) {
    auto i = static_cast<std::size_t>(index);
    if (input_regs_[i]) return input_regs_[i];
    const Cells& column = inputs_[i];
    if (column.kind == Cells::Kind::value || column.cells.empty()) return std::nullopt;
    Lane lane{column.kind, column.scale, 0, 0, &column.texts};
    std::vector<Bounds> bounds(parts_);
    in_parts(column.cells.size(), parts_, [&](std::size_t part, std::size_t from, std::size_t to) {
        bounds[part] = bounds_of(std::span(column.cells).subspan(from, to - from));
    });
    for (const Bounds& part : bounds) {
        lane.least = std::min(lane.least, part.least);
        lane.greatest = std::max(lane.greatest, part.greatest);
    }
    constexpr std::int64_t most = std::int64_t{1} << 61;
    bool small = lane.least > -most && lane.greatest < most;
    if (!small || !conforms(model_.input_types[i], lane)) return std::nullopt;
    input_regs_[i] = program_.steps.input(lane);
    program_.inputs.emplace_back(index, *input_regs_[i]);
    return input_regs_[i];
}

BatchCompiler::Reg BatchCompiler::resolve(const Logic& logic, int slot) {
    auto i = static_cast<std::size_t>(slot);
    if (i >= logic.references.size()) return std::nullopt;
    const Reference& reference = logic.references[i];
    if (reference.what == Reference::What::input) return input(reference.index);
    return reference.what == Reference::What::decision ? decision(reference.index) : std::nullopt;
}

BatchCompiler::Reg BatchCompiler::decision(int index) {
    auto i = static_cast<std::size_t>(index);
    if (decision_regs_[i]) return decision_regs_[i];
    const Logic& logic = model_.logic[i];
    if (!logic.body || logic.body->type) return std::nullopt;
    Reg made;
    if (logic.body->kind == BoxedKind::literal)
        made = program_.steps.add(*logic.body->literal,
                                  [&](int slot) { return resolve(logic, slot); });
    if (logic.body->kind == BoxedKind::table) made = table(*logic.body->table, logic);
    if (!made || !conforms(logic.type, program_.steps.lane(*made))) return std::nullopt;
    return decision_regs_[i] = made;
}

BatchCompiler::Reg BatchCompiler::table(const Table& table, const Logic& logic) {
    bool one = table.policy == HitPolicy::first || table.policy == HitPolicy::unique;
    if (!table.index || !one || table.outputs.size() != 1 || table.outputs[0].otherwise)
        return std::nullopt;
    auto conclusions = Conclusions::of(table);
    if (!conclusions) return std::nullopt;
    std::vector<int> columns;
    for (const Column& column : table.columns) {
        Reg reg = program_.steps.add(*column.input, [&](int slot) { return resolve(logic, slot); });
        if (!reg || column.enforced || !conforms(column.type, program_.steps.lane(*reg)))
            return std::nullopt;
        columns.push_back(*reg);
    }
    return add_table(program_.steps, table, std::move(columns), *conclusions);
}

std::optional<BatchProgram> BatchCompiler::compile(int index) {
    Reg result = decision(index);
    if (!result) return std::nullopt;
    const Lane& lane = program_.steps.lane(*result);
    program_.result = *result;
    program_.shape.kind = lane.kind, program_.shape.scale = lane.scale;
    if (lane.texts) program_.shape.texts = *lane.texts;
    return std::move(program_);
}

} // namespace banxing::dmn
