#include "reader.h"

namespace banxing::dmn {

std::string_view local(const pugi::xml_node& node) {
    std::string_view name = node.name();
    auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (pugi::xml_node c : node.children())
        if (local(c) == name) return c;
    return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
    std::vector<pugi::xml_node> found;
    for (pugi::xml_node c : node.children())
        if (local(c) == name) found.push_back(c);
    return found;
}

std::string namespace_of(std::string_view xml) {
    pugi::xml_document document;
    document.load_buffer(xml.data(), xml.size());
    return attribute(document.document_element(), "namespace");
}

std::string attribute(const pugi::xml_node& node, const char* name) {
    return node.attribute(name).value();
}

std::string text_of(const pugi::xml_node& node) {
    pugi::xml_node text = child(node, "text");
    std::string all;
    for (pugi::xml_node c : (text ? text : node).children())
        all += c.value(); // text and CDATA pieces
    return all;
}

bool is_boxed(const pugi::xml_node& node) {
    static const std::set<std::string_view> names = {
        "literalExpression",  "decisionTable", "context", "invocation", "list", "relation",
        "functionDefinition", "conditional",   "filter",  "for",        "some", "every"};
    return names.contains(local(node));
}

} // namespace banxing::dmn
