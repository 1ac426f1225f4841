#include "boxed_reader.h"
#include "reader.h"

#include <feel/program.h>

#include <algorithm>

namespace banxing::dmn {
namespace {

std::string where(const std::string& name) {
    return "决策“" + name + "”";
}

void add_sorted(std::vector<int>& list, int n) {
    auto at = std::ranges::lower_bound(list, n);
    if (at == list.end() || *at != n) list.insert(at, n);
}

} // namespace

feel::Type Reader::knowledge_type(const Document& document, const pugi::xml_node& element) {
    std::vector<feel::Type> parameters;
    for (pugi::xml_node p : children(child(element, "encapsulatedLogic"), "formalParameter")) {
        ItemTypeRef found = type(document, attribute(p, "typeRef"));
        parameters.push_back(found ? found->type : feel::Type());
    }
    ItemTypeRef declared = variable_type(document, element);
    if (declared && declared->type.is(feel::TypeKind::function)) return declared->type;
    return feel::Type::function(std::move(parameters), declared ? declared->type : feel::Type());
}

feel::Type Reader::type_of(const Reference& reference) const {
    auto index = static_cast<std::size_t>(reference.index);
    switch (reference.what) {
    case Reference::What::input:
        return model_.inputs[index].type;
    case Reference::What::decision:
        return model_.decisions[index].type;
    case Reference::What::knowledge:
        return model_.knowledge[index].type;
    default:
        return model_.services[index].type;
    }
}

namespace {

/// As far as the texts show it.
bool shows_null(const Boxed* boxed) {
    if (!boxed) return false;
    auto literal = [](const feel::Expression& e) { return e.program().may_be_null; };
    if (boxed->literal) return literal(*boxed->literal);
    if (boxed->kind == BoxedKind::conditional)
        return shows_null(boxed->parts[1].get()) || shows_null(boxed->parts[2].get());
    if (!boxed->table) return false;
    return std::ranges::any_of(boxed->table->rules, [&](const Rule& rule) {
        return std::ranges::any_of(rule.outputs, literal);
    });
}

} // namespace

bool Reader::may_be_null(const Reference& reference) const {
    return reference.what == Reference::What::decision &&
           shows_null(model_.logic[static_cast<std::size_t>(reference.index)].body.get());
}

bool Reader::may_have_gaps(const Reference& reference) const {
    if (reference.what != Reference::What::decision) return false;
    const BoxedRef& body = model_.logic[static_cast<std::size_t>(reference.index)].body;
    if (!body || !body->table || body->table->policy > HitPolicy::first) return false;
    return std::ranges::none_of(body->table->outputs,
                                [](const Output& o) { return o.otherwise.has_value(); });
}

/// Reads the logic again, as if the table could give null: what is refused then calculates with it.
void Reader::note_calculations(const Element& element, const feel::Scope& scope, Logic& logic) {
    if (!options_.feel.strict || options_.tolerate_faults || !issues_.empty()) return;
    auto notes = static_cast<std::ptrdiff_t>(model_.notes.size());
    for (std::size_t slot = 0; slot < logic.references.size(); ++slot) {
        if (!may_have_gaps(logic.references[slot])) continue;
        feel::Scope with_null = scope;
        with_null.mark_null(static_cast<int>(slot));
        BoxedReader again(*this, *element.document, element.name);
        for (pugi::xml_node node : element.node.children())
            if (is_boxed(node)) again.read(node, with_null, logic.type);
        if (!issues_.empty()) logic.calculates_with.push_back(logic.references[slot].index);
        issues_.clear();
        model_.notes.erase(model_.notes.begin() + notes, model_.notes.end());
    }
}

std::string Reader::seen_as(const Element& from, const Element& to) const {
    if (from.document == to.document) return to.name;
    for (const auto& [name, uri] : from.document->imports)
        if (uri == to.document->uri) return name.empty() ? to.name : name + "." + to.name;
    return to.name;
}

/// The variable's name, where it is not that of the element.
void Reader::add_variable(const Element& element, const Element& to, int slot, feel::Scope& scope) {
    std::string variable = attribute(child(to.node, "variable"), "name");
    if (!variable.empty() && variable != to.name && element.document == to.document)
        scope.alias(slot, variable);
}

std::vector<Reference> Reader::require(const Element& element, feel::Scope& scope) {
    std::vector<Reference> references;
    std::pair own{element.reference.what, element.reference.index};
    auto add = [&](const pugi::xml_node& link) {
        std::string href = attribute(link, "href");
        const Element* to = find(*element.document, href);
        if (!to) {
            fault(where(element.name),
                  {"找不到所需的“" + href + "”", "required element \"" + href + "\" not found"});
            return;
        }
        compile(*to);
        int slot = scope.add(seen_as(element, *to), type_of(to->reference));
        if (may_be_null(to->reference)) scope.mark_null(slot);
        add_variable(element, *to, slot, scope);
        references.push_back(to->reference);
        levels_[own] =
            std::max(levels_[own], levels_[{to->reference.what, to->reference.index}] + 1);
    };
    for (pugi::xml_node requirement : element.node.children()) {
        std::string_view kind = local(requirement);
        if (kind != "informationRequirement" && kind != "knowledgeRequirement") continue;
        for (pugi::xml_node link : requirement.children())
            if (link.attribute("href")) add(link);
    }
    return references;
}

/// Each level takes its share of the stack, here and in each run.
bool Reader::too_long(const Element& element, int chain) {
    constexpr int deepest = 1200;
    if (chain <= deepest) return false;
    if (chain == deepest + 1)
        fault(where(element.name), {"决策依赖的层次过多", "the chain of requirements is too long"});
    return true;
}

void Reader::compile(const Element& element) {
    std::pair key{element.reference.what, element.reference.index};
    if (too_long(element, chain_)) { // stays without logic, where faults are tolerated
        if (entered_.insert(key).second) done_.insert(key);
        return;
    }
    ++chain_;
    if (element.reference.what == Reference::What::decision)
        compile_decision(element.reference.index);
    if (element.reference.what == Reference::What::knowledge)
        compile_knowledge(element.reference.index);
    --chain_;
}

void Reader::check_result(const Element& element, const Boxed& body, const ItemTypeRef& declared) {
    if (!declared || body.result.fits(declared->type)) return;
    if (!options_.feel.strict) return;
    std::string is = body.result.text(), wanted = declared->type.text();
    fault(where(element.name), {"结果是“" + is + "”，声明的是“" + wanted + "”",
                                "the result is " + is + ", declared is " + wanted});
}

void Reader::compile_decision(int index) {
    const Element element = decisions_[static_cast<std::size_t>(index)];
    std::pair key{Reference::What::decision, index};
    if (done_.contains(key)) return;
    if (!entered_.insert(key).second) {
        fault(where(element.name), {"决策之间成环", "decisions require each other in a circle"});
        return;
    }
    feel::Scope scope;
    auto references = require(element, scope);
    done_.insert(key);
    if (too_long(element, levels_[key])) return;
    Logic& logic = model_.logic[static_cast<std::size_t>(index)];
    logic.references = std::move(references);
    BoxedReader boxed(*this, *element.document, element.name);
    for (pugi::xml_node node : element.node.children())
        if (is_boxed(node)) logic.body = boxed.read(node, scope, logic.type);
    logic.frame = std::max(boxed.frame(), static_cast<int>(scope.slots().size()));
    if (logic.body) {
        note_calculations(element, scope, logic);
        check_result(element, *logic.body, logic.type);
        if (!logic.type)
            model_.decisions[static_cast<std::size_t>(index)].type = logic.body->result;
    } else if (!options_.tolerate_faults && issues_.empty()) {
        fault(where(element.name), {"没有逻辑", "has no logic"});
    }
}

void Reader::compile_knowledge(int index) {
    std::pair key{Reference::What::knowledge, index};
    if (!entered_.insert(key).second) return; // may call itself
    const Element element = knowledge_[static_cast<std::size_t>(index)];
    feel::Scope scope;
    auto references = require(element, scope);
    auto function = std::make_shared<Function>();
    function->references = std::move(references);
    BoxedReader boxed(*this, *element.document, element.name);
    boxed.read_function(child(element.node, "encapsulatedLogic"), scope, *function);
    ItemTypeRef declared = variable_type(*element.document, element.node);
    if (declared && !declared->type.is(feel::TypeKind::function)) function->result = declared;
    function->frame = std::max(boxed.frame(), static_cast<int>(scope.slots().size()));
    Knowledge& knowledge = model_.knowledge[static_cast<std::size_t>(index)];
    if (knowledge.type.element().is_any() && function->body)
        knowledge.type = feel::Type::function(knowledge.type.parameters(), function->body->result);
    function->type = knowledge.type;
    knowledge.function = std::move(function);
}

void Reader::add_to_service(Service& service, const Element& to, std::string_view role) {
    int index = to.reference.index;
    if (role == "inputData") service.inputs.push_back(index);
    if (role == "inputDecision") service.decisions.push_back(index);
    if (role != "outputDecision") return;
    service.outputs.push_back(index);
    service.output_names.push_back(to.name);
}

void Reader::read_service(int index) {
    const Element element = services_[static_cast<std::size_t>(index)];
    Service& service = model_.services[static_cast<std::size_t>(index)];
    for (pugi::xml_node node : element.node.children()) {
        if (!node.attribute("href")) continue;
        const Element* to = find(*element.document, attribute(node, "href"));
        if (to) add_to_service(service, *to, local(node));
    }
    std::vector<feel::Type> parameters;
    for (int input : service.inputs)
        parameters.push_back(model_.inputs[static_cast<std::size_t>(input)].type);
    for (int decision : service.decisions)
        parameters.push_back(model_.decisions[static_cast<std::size_t>(decision)].type);
    service.result = variable_type(*element.document, element.node);
    if (service.result && service.result->type.is(feel::TypeKind::function)) {
        auto result = std::make_shared<ItemType>();
        result->type = service.result->type.element();
        service.result = std::move(result);
    }
    service.type = feel::Type::function(std::move(parameters),
                                        service.result ? service.result->type : feel::Type());
}

void Reader::close(int decision) {
    Decision& made = model_.decisions[static_cast<std::size_t>(decision)];
    std::vector<int> open{decision}, seen;
    while (!open.empty()) {
        int next = open.back();
        open.pop_back();
        if (std::ranges::find(seen, next) != seen.end()) continue;
        seen.push_back(next);
        for (const Reference& reference : model_.logic[static_cast<std::size_t>(next)].references) {
            if (reference.what == Reference::What::input) add_sorted(made.inputs, reference.index);
            if (reference.what != Reference::What::decision) continue;
            open.push_back(reference.index);
            if (next == decision) add_sorted(made.decisions, reference.index);
        }
    }
}

} // namespace banxing::dmn
