#pragma once
// From XML to ModelData: documents, elements, types, logic.
#include "model_data.h"

#include <map>
#include <pugixml.hpp>
#include <set>

namespace banxing::dmn {

/// Name without its prefix.
std::string_view local(const pugi::xml_node& node);
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name);
std::string attribute(const pugi::xml_node& node, const char* name);
/// The content of its <text>, or of itself.
std::string text_of(const pugi::xml_node& node);
bool is_boxed(const pugi::xml_node& node);

struct Document {
    pugi::xml_document xml;
    std::string source;
    std::string uri;
    pugi::xml_node root;
    std::multimap<std::string, std::string> imports; // name → namespace
};

class Reader {
public:
    Reader(const Options& options, std::shared_ptr<ModelData> model)
        : options_(options), model_(*model) {}
    Result<void> read(std::string_view xml);

private:
    friend class BoxedReader;
    struct Element {
        Reference reference;
        std::string name;
        const Document* document = nullptr;
        pugi::xml_node node;
    };

    Result<Document*> parse(std::string_view xml, int depth);
    void collect(const Document& document);
    void add_element(const Document& document, const pugi::xml_node& node);
    const Element* find(const Document& document, const std::string& href) const;

    // types (reader_types.cpp)
    ItemTypeRef type(const Document& document, const std::string& reference);
    ItemTypeRef defined(const Document& document, const std::string& name, const std::string& key);
    const Document* imported(const std::string& uri) const;
    pugi::xml_node item_definition(const Document*& document, const std::string& name) const;
    ItemTypeRef define(const Document& document, const pugi::xml_node& item);
    ItemTypeRef function_type(const Document& document, const pugi::xml_node& item);
    void allow(const pugi::xml_node& item, ItemType& made);
    ItemTypeRef variable_type(const Document& document, const pugi::xml_node& element);
    feel::Type knowledge_type(const Document& document, const pugi::xml_node& element);
    feel::Options feel_options(const Document& document);

    // logic (reader_logic.cpp)
    void compile_decision(int index);
    void compile_knowledge(int index);
    void read_service(int index);
    static void add_to_service(Service& service, const Element& to, std::string_view role);
    void compile(const Element& element);
    bool too_long(const Element& element, int chain);
    /// Names and slots of what the element requires; compiles it first.
    std::vector<Reference> require(const Element& element, feel::Scope& scope);
    static void add_variable(const Element& element, const Element& to, int slot,
                             feel::Scope& scope);
    std::string seen_as(const Element& from, const Element& to) const;
    feel::Type type_of(const Reference& reference) const;
    bool may_be_null(const Reference& reference) const;
    bool may_have_gaps(const Reference& reference) const;
    /// Which required tables must have an answer.
    void note_calculations(const Element& element, const feel::Scope& scope, Logic& logic);
    void check_result(const Element& element, const Boxed& body, const ItemTypeRef& declared);
    void close(int decision);
    Result<void> verdict();

    void fault(const std::string& where, const Words& words, const std::string& at = {});

    const Options& options_;
    ModelData& model_;
    std::vector<std::unique_ptr<Document>> documents_;
    std::vector<Element> inputs_, decisions_, knowledge_, services_;
    std::map<std::string, Element> by_id_; // namespace#id
    std::map<std::string, ItemTypeRef> types_;
    std::set<std::string> defining_;
    std::set<std::pair<Reference::What, int>> entered_, done_;
    std::map<std::pair<Reference::What, int>, int> levels_; // of requirements of requirements
    std::vector<FieldIssue> issues_;
    int chain_ = 0; // of compile() within compile()
};

} // namespace banxing::dmn
