#include "compiler.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::feel {
namespace {

/// Whether a static type can never be what the letter of a parameter asks for.
bool impossible(char kind, const Type& type) {
    using enum TypeKind;
    if (type.is_any() || type.is(null) || type.is(list)) return false;
    switch (kind) {
    case 'n':
        return !type.is(number);
    case 's':
        return !type.is(string);
    case 'b':
        return !type.is(boolean);
    case 'c':
        return !type.is(context);
    case 'f':
        return !type.is(function);
    case 'e':
        return !type.is(date) && !type.is(date_time);
    default:
        return false;
    }
}

/// Arguments in the order of the parameters, −1 for one left out; nothing when the names do not
/// fit.
std::optional<std::vector<int>> placed_by_name(const Builtin& builtin,
                                               const std::vector<int>& nodes,
                                               const std::vector<std::string>& names) {
    std::vector<int> placed(builtin.parameters.size(), -1);
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto found = std::ranges::find(builtin.parameters, names[i], &Parameter::name);
        auto index = static_cast<std::size_t>(found - builtin.parameters.begin());
        if (index == placed.size() || placed[index] >= 0) return std::nullopt;
        placed[index] = nodes[i];
    }
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (placed[i] < 0 && !builtin.parameters[i].optional) return std::nullopt;
    while (placed.size() > builtin.least && placed.back() < 0) placed.pop_back();
    return placed;
}

} // namespace

std::string Compiler::argument_name() {
    Mark before = mark();
    if (cursor_.sees_name_start()) {
        std::size_t from = cursor_.at();
        auto colon = cursor_.text().find_first_of(":,()[]{}\"", from);
        if (colon != std::string_view::npos && cursor_.text()[colon] == ':') {
            cursor_.go(colon + 1);
            return squeeze(cursor_.text().substr(from, colon - from));
        }
    }
    back(before);
    return {};
}

bool Compiler::arguments(std::vector<int>& nodes, std::vector<std::string>& names) {
    cursor_.take("(");
    while (!cursor_.sees(")")) {
        std::size_t at = cursor_.at();
        std::string name = argument_name();
        if (!nodes.empty() && name.empty() != names.empty())
            return refuse(at, "参数要么都写名字，要么都不写", "name all arguments or none") >= 0;
        if (!name.empty()) names.push_back(std::move(name));
        int node = expression();
        if (node < 0) return false;
        nodes.push_back(node);
        if (!cursor_.take(",")) break;
    }
    return cursor_.take(")") || refuse(cursor_.at(), "缺少右括号", "missing ')'") >= 0;
}

int Compiler::call(int function) {
    std::vector<int> kids{function};
    std::vector<int> nodes;
    std::vector<std::string> names;
    std::size_t at = cursor_.at();
    if (!arguments(nodes, names)) return -1;
    const Type type = type_of(function);
    if (!type.is_any() && !type.is(TypeKind::function) &&
        clash(at, "这不是函数", "this is not a function") < 0)
        return -1;
    kids.insert(kids.end(), nodes.begin(), nodes.end());
    Type result = type.is(TypeKind::function) ? type.element() : Type();
    if (names.empty()) return emit(Op::call, std::move(result), std::move(kids));
    auto first = static_cast<std::uint32_t>(program_.names.size());
    for (auto& name : names) program_.names.push_back(std::move(name));
    int node = emit(Op::call_named, std::move(result), std::move(kids));
    program_.steps[static_cast<std::size_t>(node)].names = first;
    return node;
}

bool Compiler::allowed(std::string_view name, std::size_t at) {
    std::string text(name);
    if (!options_.clock && (name == "now" || name == "today"))
        return refuse(at, "此处不得使用 " + text + "()：日期须作为输入",
                      text + "() is not allowed here: the day is an input") >= 0;
    if (!options_.months_durations && name == "years and months duration")
        return refuse(at, "政策中不得使用年月时长：年龄须作为输入",
                      "years and months durations are not allowed here: ages are inputs") >= 0;
    return true;
}

/// duration("P1Y") where years and months are not to be had.
int Compiler::without_months(int call, std::size_t at) {
    if (options_.months_durations || call < 0 || builtin_name(program_.at(call)) != "duration")
        return call;
    const Step& text = program_.at(program_.kid(program_.at(call), 0));
    if (text.op != Op::constant) return call;
    const Value& value = program_.constants[static_cast<std::size_t>(text.a)];
    if (!value.is(Kind::string) || !parse_months_duration(value.string())) return call;
    return refuse(at, "政策中不得使用年月时长", "years and months durations are not allowed here");
}

int Compiler::place_named(std::pair<int, int> rows, const std::vector<int>& nodes,
                          const std::vector<std::string>& names) {
    // A point and a range, or a range and a point: as they are written.
    for (bool as_written : {true, false})
        for (int row = rows.first; row < rows.second; ++row)
            if (int node = place_in(row, as_written, nodes, names); node >= 0) return node;
    return -1;
}

int Compiler::place_in(int row, bool as_written, const std::vector<int>& nodes,
                       const std::vector<std::string>& names) {
    const Builtin& builtin = builtins()[static_cast<std::size_t>(row)];
    if (as_written && !std::ranges::equal(names, builtin.parameters, {}, {}, &Parameter::name))
        return -1;
    auto placed = placed_by_name(builtin, nodes, names);
    if (!placed) return -1;
    for (int& node : *placed)
        if (node < 0) node = emit_constant({});
    return emit(Op::call_builtin, builtin.result, std::move(*placed), row);
}

bool Compiler::check_arguments(const Builtin& row, const std::vector<int>& nodes, std::size_t at) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Parameter& parameter = row.parameters[std::min(i, row.parameters.size() - 1)];
        const Type& type = type_of(nodes[i]);
        if (!impossible(parameter.kind, type)) continue;
        std::string number = std::to_string(i + 1);
        if (clash(at, row.name + " 的第 " + number + " 个参数不能是“" + type.text() + "”",
                  "argument " + number + " of " + row.name + " cannot be " + type.text()) < 0)
            return false;
    }
    return true;
}

int Compiler::builtin_call(std::string_view name, std::size_t at) {
    if (!allowed(name, at)) return -1;
    auto rows = builtin_rows(name);
    if (!cursor_.sees("(")) return emit_constant(builtin(name));
    std::vector<int> nodes;
    std::vector<std::string> names;
    if (!arguments(nodes, names)) return -1;
    if (!names.empty()) {
        int node = place_named(rows, nodes, names);
        if (node >= 0 || error_) return without_months(node, at);
    } else if (int row = builtin_for(rows, nodes.size()); row >= 0) {
        const Builtin& found = builtins()[static_cast<std::size_t>(row)];
        if (!check_arguments(found, nodes, at)) return -1;
        return without_months(emit(Op::call_builtin, found.result, std::move(nodes), row), at);
    }
    std::string text(name);
    return clash(at, text + " 的参数不对", "wrong arguments for " + text) < 0 ? -1
                                                                              : emit_constant({});
}

} // namespace banxing::feel
