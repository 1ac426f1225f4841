#include "native.h"

namespace banxing::db {

void assign_text(Value& value, const char* data, std::size_t size) {
    if (auto* text = std::get_if<std::string>(&value))
        text->assign(data, size);
    else
        value.emplace<std::string>(data, size);
}

Result<void> check_inputs(const Statement& statement, std::span<const Value> inputs) {
    if (inputs.size() != statement.inputs.size())
        return fail(Error::internal(std::string(statement.name) + ": wrong number of inputs"));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        auto& column = statement.inputs[i];
        bool fits = inputs[i].index() == 0
                        ? column.nullable
                        : inputs[i].index() == (column.type == Type::integer ? 1U : 2U);
        if (!fits)
            return fail(
                Error::internal(std::string(statement.name) + ": wrong input " + column.name));
    }
    return {};
}

Result<void> check_output_names(const Statement& statement, const std::vector<std::string>& names) {
    std::string name = statement.name;
    if (names.size() != statement.outputs.size())
        return fail(Error::internal(name + ": returns " + std::to_string(names.size()) +
                                    " columns, -- out: lists " +
                                    std::to_string(statement.outputs.size())));
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] != statement.outputs[i].name)
            return fail(Error::internal(name + ": column " + std::to_string(i + 1) + " is called " +
                                        names[i] + "; write `as " + statement.outputs[i].name +
                                        "`"));
    return {};
}

Result<void> check_null(const Statement& statement, std::size_t column) {
    if (statement.outputs[column].nullable) return {};
    return fail(Error::internal(std::string(statement.name) + ": null in " +
                                statement.outputs[column].name));
}

} // namespace banxing::db
