#include "batch_compiler.h"
#include "parts.h"

#include <dmn/batch.h>
#include <feel/function.h>

#include <algorithm>

namespace banxing::dmn {
namespace {

using feel::Cells;
using feel::Value;

/// One row of the columns; an input without a column is unknown.
class RowInputs : public feel::Inputs {
public:
    explicit RowInputs(const std::vector<Cells>& inputs) : inputs_(inputs) {}
    void go(std::size_t row) { row_ = row; }
    Value get(int slot) override {
        const Cells& column = inputs_[static_cast<std::size_t>(slot)];
        return column.size() == 0 ? Value::unknown(slot) : column.at(row_);
    }

private:
    const std::vector<Cells>& inputs_;
    std::size_t row_ = 0;
};

/// A part of the rows, with what could not be put into cells.
class Share {
public:
    Share(const Model& model, int decision, const std::vector<Cells>& inputs)
        : model_(model), decision_(decision), inputs_(inputs), row_(inputs) {}

    void by_blocks(const BatchProgram& program, std::size_t from, std::size_t to, Cells& out) {
        feel::Block block = program.steps.make_block();
        for (std::size_t at = from; at < to; at += feel::Block::rows) {
            std::size_t count = std::min(feel::Block::rows, to - at);
            load(program, at, count, block);
            program.steps.run(block);
            const auto& result = block.registers[static_cast<std::size_t>(program.result)];
            std::copy_n(result.begin(), count, out.cells.begin() + static_cast<std::ptrdiff_t>(at));
            for (std::size_t i = 0; i < count; ++i)
                if (block.odd[i] != 0) settle(at + i, out);
        }
    }

    void by_rows(std::size_t from, std::size_t to, Cells& out) {
        for (std::size_t row = from; row < to; ++row) out.values[row] = evaluate(row);
    }

    std::vector<RowFault> faults;
    std::vector<std::pair<std::size_t, Value>> unfit; // values that are no cells of the column
    std::vector<int> needs;                           // inputs without column

private:
    void load(const BatchProgram& program, std::size_t at, std::size_t count, feel::Block& block) {
        block.odd.fill(0);
        for (const auto& [input, reg] : program.inputs) {
            const std::int64_t* cells = inputs_[static_cast<std::size_t>(input)].cells.data() + at;
            auto& to = block.registers[static_cast<std::size_t>(reg)];
            for (std::size_t i = 0; i < count; ++i) {
                bool absent = cells[i] == Cells::absent;
                to[i] = absent ? 0 : cells[i];
                block.odd[i] = static_cast<std::uint8_t>(block.odd[i] | absent);
            }
        }
    }

    Value evaluate(std::size_t row) {
        row_.go(row);
        feel::Outcome outcome = model_.evaluate(decision_, row_);
        if (outcome.kind == feel::Outcome::Kind::fault) faults.push_back({row, outcome.fault});
        for (int input : outcome.needs) needs.push_back(input);
        return outcome.known() ? std::move(outcome.value) : Value();
    }

    void settle(std::size_t row, Cells& out) {
        Value value = evaluate(row);
        auto cell = cell_of(value, out);
        out.cells[row] = cell.value_or(Cells::absent);
        if (!cell) unfit.emplace_back(row, std::move(value));
    }

    const Model& model_;
    int decision_;
    const std::vector<Cells>& inputs_;
    RowInputs row_;
};

/// Values that are no cells turn the whole column into values.
void spread(Cells& column, const Share& share) {
    if (share.unfit.empty()) return;
    if (column.kind != Cells::Kind::value) {
        Cells values;
        for (std::int64_t cell : column.cells) values.values.push_back(column.of_cell(cell));
        column = std::move(values);
    }
    for (const auto& [row, value] : share.unfit) column.values[row] = value;
}

Error lacks(const Model& model, int input) {
    const std::string& name = model.inputs()[static_cast<std::size_t>(input)].name;
    return Error::invalid(
        {"缺少输入列“" + name + "”", "the input column \"" + name + "\" is missing"});
}

} // namespace

Result<BatchResult> evaluate_batch(const Model& model, int decision,
                                   const std::vector<Cells>& inputs, std::size_t rows,
                                   unsigned threads) {
    std::size_t parts = std::max<std::size_t>(1, threads);
    auto program = BatchCompiler(model, inputs, parts).compile(decision);
    BatchResult result;
    result.by_blocks = program.has_value();
    if (program) {
        result.column = program->shape;
        result.column.cells.resize(rows);
    } else {
        result.column.values.resize(rows);
    }
    std::vector<Share> shares(parts, Share(model, decision, inputs));
    in_parts(rows, parts, [&](std::size_t part, std::size_t from, std::size_t to) {
        if (program) {
            shares[part].by_blocks(*program, from, to, result.column);
        } else {
            shares[part].by_rows(from, to, result.column);
        }
    });
    for (Share& share : shares) {
        if (!share.needs.empty()) return fail(lacks(model, share.needs[0]));
        spread(result.column, share);
        std::ranges::move(share.faults, std::back_inserter(result.faults));
    }
    return result;
}

namespace {

Value sum_of_cells(const Cells& column) {
    __int128 total = 0;
    for (std::int64_t cell : column.cells)
        if (cell != Cells::absent) total += cell;
    bool minus = total < 0;
    auto exact = feel::Decimal::make(
        minus, static_cast<feel::Decimal::Coefficient>(minus ? -total : total), -column.scale);
    return exact ? Value::of(*exact) : Value();
}

} // namespace

Value sum(const Cells& column) {
    if (column.kind == Cells::Kind::number) return sum_of_cells(column);
    if (column.kind != Cells::Kind::value) return {};
    feel::Decimal total;
    for (const Value& value : column.values) {
        if (value.is_null()) continue;
        auto next = value.is(feel::Kind::number) ? feel::add(total, value.number()) : std::nullopt;
        if (!next) return {};
        total = *next;
    }
    return Value::of(total);
}

} // namespace banxing::dmn
