#pragma once
#include "model_data.h"

#include <dmn/model.h>

#include <columns/block.h>
#include <map>

namespace banxing::dmn {

struct BatchProgram {
    feel::BlockProgram steps;
    std::vector<std::pair<int, int>> inputs; // input, register
    int result = 0;                          // register
    feel::Cells shape;                       // of the result, without cells
};

/// The cell a value is in a column of that shape; nothing when it is none.
std::optional<std::int64_t> cell_of(const feel::Value& value, const feel::Cells& shape);

/// Turns a decision and what it requires into steps over blocks of rows, where literal expressions
/// and indexed FIRST or UNIQUE tables of constants are all there is.
class BatchCompiler {
public:
    /// `parts`: threads that look through the columns.
    BatchCompiler(const Model& model, const std::vector<feel::Cells>& inputs, std::size_t parts)
        : model_(model.data()), inputs_(inputs), parts_(parts), input_regs_(model_.inputs.size()),
          decision_regs_(model_.decisions.size()) {}
    std::optional<BatchProgram> compile(int decision);

private:
    using Reg = std::optional<int>;
    Reg input(int index);
    Reg decision(int index);
    Reg table(const Table& table, const Logic& logic);
    Reg resolve(const Logic& logic, int slot);

    const ModelData& model_;
    const std::vector<feel::Cells>& inputs_;
    std::size_t parts_;
    std::vector<Reg> input_regs_, decision_regs_;
    BatchProgram program_;
    std::map<int, std::shared_ptr<const std::vector<std::string>>> texts_; // of table results
};

} // namespace banxing::dmn
