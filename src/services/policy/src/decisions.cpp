#include <policy/decisions.h>

#include <cstring>
#include <pugixml.hpp>

namespace banxing::policy {
namespace {

/// Without the prefix of its namespace.
const char* local_name(const pugi::xml_node& node) {
    const char* colon = std::strchr(node.name(), ':');
    return colon ? colon + 1 : node.name();
}

template <typename F>
void each_child(const pugi::xml_node& node, const char* name, F&& f) {
    for (auto child : node.children())
        if (std::strcmp(local_name(child), name) == 0) f(child);
}

std::string text_of(const pugi::xml_node& node) {
    std::string out;
    each_child(node, "text", [&](const pugi::xml_node& text) { out = text.text().get(); });
    return out;
}

std::vector<std::string> texts_of(const pugi::xml_node& rule, const char* name) {
    std::vector<std::string> out;
    each_child(rule, name, [&](const pugi::xml_node& entry) { out.push_back(text_of(entry)); });
    return out;
}

std::string type_in(const pugi::xml_node& data) {
    std::string out;
    each_child(data, "variable",
               [&](const pugi::xml_node& one) { out = one.attribute("typeRef").value(); });
    return out;
}

std::string heading(const pugi::xml_node& input) {
    std::string out = input.attribute("label").value();
    each_child(input, "inputExpression", [&](const pugi::xml_node& expression) {
        if (out.empty()) out = text_of(expression);
    });
    return out;
}

void read_table(const pugi::xml_node& table, DecisionWritten& out) {
    out.hit_policy = table.attribute("hitPolicy").as_string("UNIQUE");
    each_child(table, "input",
               [&](const pugi::xml_node& one) { out.inputs.push_back(heading(one)); });
    each_child(table, "output", [&](const pugi::xml_node& one) {
        std::string name = one.attribute("name").value();
        out.outputs.push_back(name.empty() ? out.name : name);
    });
    each_child(table, "annotation", [&](const pugi::xml_node& one) {
        out.notes.emplace_back(one.attribute("name").value());
    });
    each_child(table, "rule", [&](const pugi::xml_node& rule) {
        out.rows.push_back({rule.attribute("id").value(), texts_of(rule, "inputEntry"),
                            texts_of(rule, "outputEntry"), texts_of(rule, "annotationEntry")});
    });
}

void read_needs(const pugi::xml_node& requirement, DecisionWritten& out) {
    for (auto required : requirement.children()) {
        std::string to = required.attribute("href").value();
        auto hash = to.find('#');
        if (hash != to.npos) out.needs.push_back(to.substr(hash + 1));
    }
}

DecisionWritten read_decision(const pugi::xml_node& node) {
    DecisionWritten out;
    out.id = node.attribute("id").value();
    out.name = node.attribute("name").value();
    each_child(node, "informationRequirement",
               [&](const pugi::xml_node& one) { read_needs(one, out); });
    each_child(node, "decisionTable", [&](const pugi::xml_node& one) { read_table(one, out); });
    each_child(node, "literalExpression",
               [&](const pugi::xml_node& one) { out.formula = text_of(one); });
    return out;
}

ModelWritten read_model(const std::string& file, const std::string& xml) {
    ModelWritten out{file, {}, {}, {}, {}};
    pugi::xml_document document;
    document.load_buffer(xml.data(), xml.size());
    auto root = document.document_element();
    out.name = root.attribute("name").value();
    each_child(root, "description",
               [&](const pugi::xml_node& one) { out.description = one.text().get(); });
    each_child(root, "inputData", [&](const pugi::xml_node& one) {
        out.inputs.push_back(
            {one.attribute("id").value(), one.attribute("name").value(), type_in(one)});
    });
    each_child(root, "decision",
               [&](const pugi::xml_node& one) { out.decisions.push_back(read_decision(one)); });
    return out;
}

} // namespace

std::vector<ModelWritten> models_of(const derive::System& system) {
    std::vector<ModelWritten> out;
    for (const auto& [file, xml] : system.models) out.push_back(read_model(file, xml));
    return out;
}

} // namespace banxing::policy
