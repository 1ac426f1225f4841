#include "dmn_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace banxing::cli {

using Kind = feel::Outcome::Kind;

static std::string json_string(std::string_view text) {
    return feel::json_text(feel::Value::of(text));
}

static std::string names_of(const dmn::Model& model, const std::vector<int>& inputs) {
    std::vector<std::string> names;
    for (int input : inputs) names.push_back(json_string(model.inputs()[std::size_t(input)].name));
    return fmt::format("{}", fmt::join(names, ", "));
}

static std::string value_json(const dmn::Model& model, const feel::Outcome& outcome) {
    if (outcome.kind == Kind::unknown)
        return fmt::format("{{\"needs\": [{}]}}", names_of(model, outcome.needs));
    if (outcome.kind == Kind::fault)
        return fmt::format("{{\"fault\": {{\"zh\": {}, \"en\": {}}}}}",
                           json_string(outcome.fault.zh), json_string(outcome.fault.en));
    return feel::json_text(outcome.value);
}

static std::string texts(std::span<const std::string> list) {
    std::vector<std::string> out;
    for (const auto& text : list) out.push_back(json_string(text));
    return fmt::format("[{}]", fmt::join(out, ", "));
}

static std::string decision_json(const dmn::Model& model, const dmn::DecisionTrace& trace) {
    std::vector<std::string> matched, near, rounded;
    for (const auto& row : trace.matched)
        matched.push_back(fmt::format("{{\"row\": {}, \"id\": {}, \"annotations\": {}}}", row.row,
                                      json_string(row.rule_id.get()), texts(row.annotations)));
    for (const auto& row : trace.near) {
        auto words = row.cell.words();
        near.push_back(fmt::format(
            "{{\"row\": {}, \"id\": {}, \"column\": {}, \"cell\": {}, \"zh\": {}, \"en\": {}}}",
            row.row, json_string(row.rule_id.get()), row.cell.column,
            json_string(row.cell.cell_id()), json_string(words.zh), json_string(words.en)));
    }
    for (const auto& one : trace.rounded)
        rounded.push_back(fmt::format("{{\"function\": {}, \"before\": {}, \"after\": {}}}",
                                      json_string(one.function), feel::json_text(one.before),
                                      feel::json_text(one.after)));
    return fmt::format(
        "{{\"decision\": {}, \"value\": {}, \"matched\": [{}], \"near\": [{}], \"rounded\": [{}]}}",
        json_string(model.decisions()[std::size_t(trace.decision)].name),
        value_json(model, trace.outcome), fmt::join(matched, ", "), fmt::join(near, ", "),
        fmt::join(rounded, ", "));
}

std::string answer_json(const dmn::Model& model, int decision, const feel::Outcome& outcome,
                        const dmn::Trace* trace) {
    auto name = json_string(model.decisions()[std::size_t(decision)].name);
    if (!trace) return fmt::format("{}: {}", name, value_json(model, outcome));
    std::vector<std::string> inputs, steps;
    for (const auto& use : trace->inputs)
        inputs.push_back(fmt::format(
            "{}: {}", json_string(model.inputs()[std::size_t(use.input)].name),
            use.value.is_unknown() ? "{\"unknown\": true}" : feel::json_text(use.value)));
    for (const auto& step : trace->decisions) steps.push_back(decision_json(model, step));
    return fmt::format(
        "{}: {{\n    \"value\": {},\n    \"inputs\": {{{}}},\n    \"decisions\": [\n      {}]}}",
        name, value_json(model, outcome), fmt::join(inputs, ", "), fmt::join(steps, ",\n      "));
}

static std::string said(const dmn::Model& model, const feel::Outcome& outcome) {
    if (outcome.kind == Kind::fault) return "无法计算：" + outcome.fault.zh;
    if (outcome.kind == Kind::unknown) return "尚不能确定，还缺 " + names_of(model, outcome.needs);
    return outcome.value.is_null() ? "没有结果" : feel::display(outcome.value);
}

static void tell(const dmn::Model& model, const dmn::DecisionTrace& trace, std::string& out) {
    out += fmt::format("决策“{}”：{}\n", model.decisions()[std::size_t(trace.decision)].name,
                       said(model, trace.outcome));
    for (const auto& row : trace.matched)
        out += fmt::format("  适用第 {} 行{}{}\n", row.row, row.annotations.empty() ? "" : "：",
                           fmt::join(row.annotations, "；"));
    for (const auto& one : trace.rounded)
        out += fmt::format("  取整：{} → {}（{}）\n", feel::display(one.before),
                           feel::display(one.after), one.function);
    for (const auto& row : trace.near)
        out += fmt::format("  第 {} 行只差一项：{}\n", row.row, row.cell.words().zh);
}

std::string in_chinese(const dmn::Model& model, const dmn::Trace& trace) {
    std::string out = "用到的输入：\n";
    for (const auto& use : trace.inputs) {
        auto shown = use.value.is_unknown() ? "未知"
                     : use.value.is_null()  ? "无"
                                            : feel::display(use.value);
        out += fmt::format("  {} = {}\n", model.inputs()[std::size_t(use.input)].name, shown);
    }
    for (const auto& step : trace.decisions) tell(model, step, out);
    return out;
}

} // namespace banxing::cli
