#include "boxed_reader.h"
#include "table_index.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::dmn {
namespace {

std::string row_part(std::size_t row) {
    return "第 " + std::to_string(row) + " 行";
}
std::string column_part(std::size_t column) {
    return "第 " + std::to_string(column) + " 列";
}

} // namespace

bool BoxedReader::policy(const pugi::xml_node& node, Table& table) {
    std::string name = attribute(node, "hitPolicy"), sum = attribute(node, "aggregation");
    static const std::pair<std::string_view, HitPolicy> policies[] = {
        {"", HitPolicy::unique},
        {"UNIQUE", HitPolicy::unique},
        {"ANY", HitPolicy::any},
        {"PRIORITY", HitPolicy::priority},
        {"FIRST", HitPolicy::first},
        {"RULE ORDER", HitPolicy::rule_order},
        {"OUTPUT ORDER", HitPolicy::output_order},
        {"COLLECT", HitPolicy::collect}};
    static const std::pair<std::string_view, HitPolicy> sums[] = {{"SUM", HitPolicy::sum},
                                                                  {"MIN", HitPolicy::least},
                                                                  {"MAX", HitPolicy::greatest},
                                                                  {"COUNT", HitPolicy::count}};
    for (auto [text, policy] : policies) {
        if (text != name) continue;
        table.policy = policy;
        for (auto [text_of_sum, with] : sums)
            if (policy == HitPolicy::collect && text_of_sum == sum) table.policy = with;
        return true;
    }
    fault(node, "", {"没有命中策略“" + name + "”", "no hit policy \"" + name + "\""});
    return false;
}

BoxedReader::Made BoxedReader::table(const pugi::xml_node& node, feel::Scope scope,
                                     const ItemTypeRef& declared) {
    auto table = std::make_unique<Table>();
    bool good = policy(node, *table);
    feel::Scope inner = scope;
    int number = 0;
    for (pugi::xml_node input : children(node, "input"))
        good = column(input, inner, *table, ++number) && good;
    auto outputs = children(node, "output");
    bool listed = table->policy >= HitPolicy::rule_order && table->policy <= HitPolicy::collect;
    bool whole = outputs.size() == 1 && !listed &&
                 table->policy != HitPolicy::count; // the output is the result
    for (pugi::xml_node out : outputs)
        good = output(out, scope, *table, whole ? declared : nullptr) && good;
    if (number > 256) fault(node, "", {"列数超过 256", "more than 256 columns"});
    if (number > 256 || table->columns.size() != static_cast<std::size_t>(number)) return nullptr;
    for (pugi::xml_node r : children(node, "rule")) good = rule(r, inner, *table) && good;
    if (!good) return nullptr;
    table->index = TableIndex::make(*table);
    auto made = std::make_unique<Boxed>();
    made->kind = BoxedKind::table;
    made->result = table_type(*table);
    made->table = std::move(table);
    return made;
}

bool BoxedReader::column(const pugi::xml_node& node, feel::Scope& scope, Table& table, int number) {
    Column made;
    pugi::xml_node input = child(node, "inputExpression");
    std::string part = "输入" + column_part(static_cast<std::size_t>(number));
    made.id = attribute(node, "id");
    made.label = squeeze(attribute(node, "label"));
    if (made.label.empty()) made.label = squeeze(text_of(input));
    made.type = reader_.type(document_, attribute(input, "typeRef"));
    made.input = expression(input, scope, part);
    if (!made.input) return false;
    feel::Type type = made.type ? made.type->type : made.input->type();
    if (options_.strict && made.type && !made.input->type().fits(type)) {
        std::string is = made.input->type().text(), wanted = type.text();
        fault(input, part,
              {"是“" + is + "”，声明的是“" + wanted + "”", "is " + is + ", declared is " + wanted});
        return false;
    }
    made.read = made.input->lone_slot();
    made.slot = local(scope, "", type);
    pugi::xml_node values = child(node, "inputValues");
    if (values && !squeeze(text_of(values)).empty()) {
        made.allowed = expression(values, scope, part, made.slot);
        if (!made.allowed) return false;
        made.limits = feel::shape_of(*made.allowed);
        made.enforced = options_.strict;
    }
    table.columns.push_back(std::move(made));
    return true;
}

/// The values of an output in their order: its own list, else that of its type. Nothing when it was
/// refused.
std::optional<std::vector<feel::Value>> BoxedReader::output_order(const pugi::xml_node& node,
                                                                  Output& output) {
    std::optional<feel::Expression> allowed;
    if (output.type) allowed = output.type->allowed;
    pugi::xml_node values = child(node, "outputValues");
    if (values && !squeeze(text_of(values)).empty()) {
        feel::Scope tested;
        tested.add("", output.type ? output.type->type : feel::Type());
        allowed = expression(values, tested, "输出", 0);
        if (!allowed) return std::nullopt;
    }
    std::vector<feel::Value> order;
    if (allowed) output.limits = feel::shape_of(*allowed);
    if (output.limits)
        for (const feel::Range& range : output.limits->ranges) order.push_back(range.low);
    return order;
}

bool BoxedReader::output(const pugi::xml_node& node, const feel::Scope& scope, Table& table,
                         const ItemTypeRef& declared) {
    Output made;
    made.name = squeeze(attribute(node, "name"));
    made.type = reader_.type(document_, attribute(node, "typeRef"));
    if (!made.type) made.type = declared;
    auto order = output_order(node, made);
    if (!order) return false;
    made.order = std::move(*order);
    if (pugi::xml_node otherwise = child(node, "defaultOutputEntry")) {
        made.otherwise = expression(otherwise, scope, "默认输出");
        if (!made.otherwise) return false;
    }
    table.outputs.push_back(std::move(made));
    return true;
}

bool BoxedReader::cell(const pugi::xml_node& node, const feel::Scope& scope, const Table& table,
                       Rule& rule) {
    std::size_t column = rule.cells.size();
    std::string part = row_part(table.rules.size() + 1) + column_part(column + 1);
    if (column >= table.columns.size()) {
        fault(node, part, {"单元格多于列", "more cells than columns"});
        return false;
    }
    Cell made;
    made.id = attribute(node, "id");
    made.text = squeeze(text_of(node));
    if (made.text.empty()) made.text = "-";
    bool any = made.text == "-";
    if (!any) {
        made.tests = expression(node, scope, part, table.columns[column].slot);
        if (!made.tests) return false;
        made.shape = feel::shape_of(*made.tests);
    } else {
        made.shape = feel::CellShape{true, false, {}};
    }
    rule.cells.push_back(std::move(made));
    return true;
}

bool BoxedReader::conclusion(const pugi::xml_node& node, const feel::Scope& scope,
                             const Table& table, Rule& rule) {
    std::size_t index = rule.outputs.size();
    std::string part = row_part(table.rules.size() + 1) + "结论" + column_part(index + 1);
    if (index >= table.outputs.size()) {
        fault(node, part, {"结论多于输出列", "more conclusions than outputs"});
        return false;
    }
    auto made = expression(node, scope, part);
    if (!made) return false;
    const ItemTypeRef& declared = table.outputs[index].type;
    if (options_.strict && declared && !made->type().fits(declared->type)) {
        std::string is = made->type().text(), wanted = declared->type.text();
        fault(node, part,
              {"是“" + is + "”，声明的是“" + wanted + "”", "is " + is + ", declared is " + wanted},
              "1:1");
        return false;
    }
    auto constant = made->constant();
    bool given = constant && !constant->is_null();
    feel::Budget budget;
    if (constant && declared) constant = declared->conform(*constant, budget);
    const auto& limits = table.outputs[index].limits;
    bool allowed =
        !given || (!constant->is_null() && !(limits && limits->test(*constant).is_false()));
    if (options_.strict && !allowed) {
        fault(node, part, {"不在允许的值之内", "is not one of the values allowed"}, "1:1");
        return false;
    }
    rule.constants.push_back(std::move(constant));
    rule.outputs.push_back(std::move(*made));
    rule.output_ids.push_back(attribute(node, "id"));
    return true;
}

bool BoxedReader::rule(const pugi::xml_node& node, const feel::Scope& scope, Table& table) {
    Rule made;
    made.id = attribute(node, "id");
    bool good = true;
    for (pugi::xml_node entry : children(node, "inputEntry"))
        good = cell(entry, scope, table, made) && good;
    for (pugi::xml_node entry : children(node, "outputEntry"))
        good = conclusion(entry, scope, table, made) && good;
    for (pugi::xml_node entry : children(node, "annotationEntry")) {
        std::string text = squeeze(text_of(entry));
        if (!text.empty()) made.annotations.push_back(std::move(text));
    }
    if (pugi::xml_node description = child(node, "description"))
        if (made.annotations.empty()) made.annotations.push_back(squeeze(text_of(description)));
    if (good && (made.cells.size() != table.columns.size() ||
                 made.outputs.size() != table.outputs.size())) {
        fault(node, row_part(table.rules.size() + 1),
              {"单元格数与列数不符", "as many cells as columns are needed"});
        good = false;
    }
    table.rules.push_back(std::move(made));
    return good;
}

feel::Type BoxedReader::table_type(const Table& table) const {
    auto type = [](const Output& output) { return output.type ? output.type->type : feel::Type(); };
    if (table.outputs.empty()) return {};
    feel::Type row = type(table.outputs[0]);
    if (table.outputs.size() > 1) {
        std::vector<feel::Type::Field> fields;
        for (const Output& output : table.outputs) fields.push_back({output.name, type(output)});
        row = feel::Type::context(std::move(fields));
    }
    switch (table.policy) {
    case HitPolicy::rule_order:
    case HitPolicy::output_order:
    case HitPolicy::collect:
        return feel::Type::list(row);
    case HitPolicy::count:
        return feel::TypeKind::number;
    default:
        return row;
    }
}

} // namespace banxing::dmn
