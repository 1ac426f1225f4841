#include "reader.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::dmn {
namespace {

constexpr std::string_view namespaces[] = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
};

Error bad(const char* zh, const char* en) {
    return Error::invalid({zh, en});
}

std::string own_namespace(const pugi::xml_node& root) {
    std::string_view name = root.name();
    auto colon = name.find(':');
    std::string key =
        colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
    return root.attribute(key.c_str()).value();
}

bool deeper_than(const pugi::xml_node& root, int most) {
    int depth = 0;
    for (pugi::xml_node node = root; node;) { // without recursion: that is the point
        if (depth > most) return true;
        if (node.first_child()) {
            node = node.first_child(), ++depth;
            continue;
        }
        while (node && node != root && !node.next_sibling()) node = node.parent(), --depth;
        node = node == root ? pugi::xml_node() : node.next_sibling();
    }
    return false;
}

} // namespace

Result<Document*> Reader::parse(std::string_view xml, int depth) {
    if (xml.size() > options_.max_bytes) return fail(bad("模型文件过大", "the model is too large"));
    if (xml.find("<!DOCTYPE") != xml.npos || xml.find("<!ENTITY") != xml.npos)
        return fail(bad("模型不得含有 DOCTYPE", "a model must not have a DOCTYPE"));
    if (depth > 20 || documents_.size() > 100) return fail(bad("导入层次过多", "too many imports"));
    auto document = std::make_unique<Document>();
    document->source = xml;
    auto parsed = document->xml.load_buffer(xml.data(), xml.size(),
                                            pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!parsed) return fail(bad("不是完整的 XML", "this is not well-formed XML"));
    document->root = document->xml.document_element();
    if (deeper_than(document->root, options_.max_depth))
        return fail(bad("XML 嵌套过深", "the XML is nested too deeply"));
    if (local(document->root) != "definitions" ||
        std::ranges::find(namespaces, own_namespace(document->root)) == std::end(namespaces))
        return fail(bad("不是 DMN 1.1–1.5 模型", "this is not a DMN 1.1 to 1.5 model"));
    document->uri = attribute(document->root, "namespace");
    Document* made = document.get();
    documents_.push_back(std::move(document));
    for (pugi::xml_node import : children(made->root, "import")) {
        std::string uri = attribute(import, "namespace");
        made->imports.emplace(attribute(import, "name"), uri);
        bool known = std::ranges::any_of(documents_, [&](const auto& d) { return d->uri == uri; });
        auto source = options_.imports.find(uri);
        if (known || source == options_.imports.end()) continue;
        TRY(parse(source->second, depth + 1));
    }
    return made;
}

void Reader::add_element(const Document& document, const pugi::xml_node& node) {
    std::string_view kind = local(node);
    std::string id = attribute(node, "id"), name = squeeze(attribute(node, "name"));
    auto add = [&](std::vector<Element>& list, Reference::What what) {
        Element element{{what, static_cast<int>(list.size())}, name, &document, node};
        by_id_[document.uri + "#" + id] = element;
        list.push_back(std::move(element));
    };
    if (kind == "inputData") {
        add(inputs_, Reference::What::input);
        ItemTypeRef declared = variable_type(document, node);
        model_.inputs.push_back({id, name, declared ? declared->type : feel::Type()});
        model_.input_types.push_back(std::move(declared));
        model_.input_uris.push_back(document.uri);
    } else if (kind == "decision") {
        add(decisions_, Reference::What::decision);
        ItemTypeRef declared = variable_type(document, node);
        model_.decisions.push_back({id,
                                    name,
                                    declared ? declared->type : feel::Type(),
                                    {},
                                    {},
                                    bool(child(node, "decisionTable"))});
        model_.logic.push_back({{}, 0, nullptr, std::move(declared)});
    } else if (kind == "businessKnowledgeModel") {
        add(knowledge_, Reference::What::knowledge);
        model_.knowledge.push_back({id, name, knowledge_type(document, node), nullptr});
    } else if (kind == "decisionService") {
        add(services_, Reference::What::service);
        Service service;
        service.id = id, service.name = name;
        model_.services.push_back(std::move(service));
    }
}

void Reader::collect(const Document& document) {
    for (pugi::xml_node node : document.root.children()) add_element(document, node);
}

const Reader::Element* Reader::find(const Document& document, const std::string& href) const {
    auto hash = href.find('#');
    std::string key = hash == 0 || hash == href.npos
                          ? document.uri + "#" + href.substr(hash == href.npos ? 0 : 1)
                          : href;
    auto found = by_id_.find(key);
    return found == by_id_.end() ? nullptr : &found->second;
}

void Reader::fault(const std::string& where, const Words& words, const std::string& at) {
    Words full{where + "：" + words.zh, where + ": " + words.en};
    if (options_.tolerate_faults) {
        model_.faults.push_back(full.en);
        return;
    }
    issues_.push_back({at.empty() ? where : at, std::move(full)});
}

Result<void> Reader::verdict() {
    if (issues_.empty()) return {};
    Words first = issues_[0].message;
    if (issues_.size() > 1) {
        std::string more = std::to_string(issues_.size() - 1);
        first.zh += "（另有 " + more + " 处）", first.en += " (and " + more + " more)";
    }
    return fail(Error::invalid(std::move(first), std::move(issues_)));
}

Result<void> Reader::read(std::string_view xml) {
    Document* own = TRY(parse(xml, 0));
    model_.name = attribute(own->root, "name");
    model_.uri = own->uri;
    for (const auto& document : documents_) collect(*document);
    for (std::size_t i = 0; i < services_.size(); ++i) read_service(static_cast<int>(i));
    for (std::size_t i = 0; i < knowledge_.size(); ++i) compile_knowledge(static_cast<int>(i));
    for (std::size_t i = 0; i < decisions_.size(); ++i) compile_decision(static_cast<int>(i));
    for (std::size_t i = 0; i < decisions_.size(); ++i) close(static_cast<int>(i));
    return verdict();
}

} // namespace banxing::dmn
