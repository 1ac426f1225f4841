#include "block_steps.h"

namespace banxing::feel {

Value Cells::of_cell(std::int64_t cell) const {
    if (cell == absent) return {};
    switch (kind) {
    case Kind::number: {
        bool minus = cell < 0;
        auto size = minus ? 0 - static_cast<std::uint64_t>(cell) : static_cast<std::uint64_t>(cell);
        return Value::of(*Decimal::make(minus, size, -scale));
    }
    case Kind::boolean:
        return Value::of(cell != 0);
    case Kind::day:
        return Value::of(Day{static_cast<std::int32_t>(cell >> 9),
                             static_cast<std::uint8_t>(cell >> 5 & 15),
                             static_cast<std::uint8_t>(cell & 31)});
    case Kind::months:
        return Value::of(MonthsDuration{cell});
    default:
        return Value::of(texts[static_cast<std::size_t>(cell)]);
    }
}

Value Cells::at(std::size_t row) const {
    return kind == Kind::value ? values[row] : of_cell(cells[row]);
}

int BlockProgram::input(const Lane& lane) {
    lanes_.push_back(lane);
    return static_cast<int>(lanes_.size()) - 1;
}

int BlockProgram::add(const Lane& lane, Step step) {
    steps_.push_back(std::move(step));
    return input(lane);
}

std::optional<int> BlockProgram::rescaled(int reg, int scale) {
    Lane lane = this->lane(reg);
    if (lane.scale == scale) return reg;
    auto factor = decimal_unit(scale - lane.scale);
    auto bounds =
        factor ? bounds_of_product(lane, {Cells::Kind::number, 0, *factor, *factor}) : std::nullopt;
    if (!bounds) return std::nullopt;
    lane.scale = scale, lane.least = bounds->first, lane.greatest = bounds->second;
    return add(lane, each_of(next(), reg, reg,
                             [f = *factor](std::int64_t a, std::int64_t) { return a * f; }));
}

std::optional<int> BlockProgram::add(const Expression& expression, const Resolve& resolve) {
    return BlockCompiler(*this, expression.program(), resolve).compile();
}

Block BlockProgram::make_block() const {
    Block block;
    block.registers.resize(lanes_.size());
    block.odd.fill(0);
    return block;
}

void BlockProgram::run(Block& block) const {
    for (const Step& step : steps_) step(block);
}

} // namespace banxing::feel
