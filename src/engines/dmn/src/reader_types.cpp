#include "reader.h"

#include <algorithm>

namespace banxing::dmn {
namespace {

ItemTypeRef plain(feel::Type type) {
    auto made = std::make_shared<ItemType>();
    made->type = std::move(type);
    return made;
}

} // namespace

bool ItemType::allows(const feel::Value& value) const {
    if (!allowed) return true;
    struct Subject : feel::Inputs {
        const feel::Value& value;
        explicit Subject(const feel::Value& v) : value(v) {}
        feel::Value get(int) override { return value; }
    } subject(value);
    feel::Budget budget;
    return allowed->run(subject, budget).is_true();
}

feel::Value ItemType::conform(const feel::Value& value) const {
    if (value.is_null() || value.is_unknown()) return value;
    feel::Value result = type.coerce(value);
    if (result.is_null()) return {};
    if (base) result = base->conform(result);
    if (collection && result.is(feel::Kind::list)) {
        for (const feel::Value& item : result.list())
            if ((each && !allows(item)) || (!components.empty() && item.is_null())) return {};
        if (each) return result;
    }
    if (result.is(feel::Kind::context)) {
        for (const auto& [name, component] : components) {
            const feel::Value* entry = result.find(name);
            if (entry && !entry->is_null() && component->conform(*entry).is_null()) return {};
        }
    }
    return result.is_null() || allows(result) ? result : feel::Value();
}

feel::Options Reader::feel_options(const Document& document) {
    feel::Options options = options_.feel;
    options.named_type = [this, &document](const std::string& name) -> std::optional<feel::Type> {
        ItemTypeRef found = type(document, name);
        return found ? std::optional(found->type) : std::nullopt;
    };
    return options;
}

void Reader::allow(const pugi::xml_node& item, ItemType& made) {
    pugi::xml_node values = child(item, "allowedValues"),
                   constraint = child(item, "typeConstraint");
    if (!values && !constraint) return;
    feel::Scope scope;
    scope.add("?", made.collection && !constraint ? made.type.element() : made.type);
    made.each = made.collection && !constraint;
    auto compiled = feel::Expression::compile_tests(text_of(constraint ? constraint : values),
                                                    scope, 0, options_.feel);
    if (compiled) {
        made.allowed = std::move(*compiled);
    } else {
        fault("itemDefinition " + attribute(item, "name"), compiled.error().message);
    }
}

ItemTypeRef Reader::function_type(const Document& document, const pugi::xml_node& item) {
    std::vector<feel::Type> parameters;
    for (pugi::xml_node p : children(item, "parameters")) {
        ItemTypeRef found = type(document, attribute(p, "typeRef"));
        parameters.push_back(found ? found->type : feel::Type());
    }
    ItemTypeRef result = type(document, attribute(item, "outputTypeRef"));
    return plain(feel::Type::function(std::move(parameters), result ? result->type : feel::Type()));
}

ItemTypeRef Reader::define(const Document& document, const pugi::xml_node& item) {
    auto made = std::make_shared<ItemType>();
    std::vector<feel::Type::Field> fields;
    for (pugi::xml_node component : children(item, "itemComponent")) {
        ItemTypeRef inner = define(document, component);
        std::string name = attribute(component, "name");
        fields.push_back({name, inner ? inner->type : feel::Type()});
        if (inner) made->components.emplace_back(name, inner);
    }
    pugi::xml_node reference = child(item, "typeRef");
    if (!fields.empty()) {
        made->type = feel::Type::context(std::move(fields));
    } else if (pugi::xml_node function = child(item, "functionItem")) {
        made->type = function_type(document, function)->type;
    } else if (reference) {
        made->base = type(document, text_of(reference));
        if (made->base) made->type = made->base->type;
    }
    made->collection = attribute(item, "isCollection") == "true";
    if (made->collection) {
        made->type = feel::Type::list(made->type);
        made->base = nullptr;
    }
    allow(item, *made);
    return made;
}

ItemTypeRef Reader::type(const Document& document, const std::string& reference) {
    if (reference.empty()) return nullptr;
    std::string name = reference;
    if (auto colon = name.find(':'); colon != name.npos)
        name = name.substr(colon + 1); // 1.1: feel:string
    if (auto builtin = feel::Type::named(name))
        return builtin->is_any() ? nullptr : plain(*builtin);
    std::string key = document.uri + "#" + name;
    if (auto known = types_.find(key); known != types_.end()) return known->second;
    if (auto dot = name.find('.'); dot != name.npos) {
        auto import = document.imports.find(name.substr(0, dot));
        for (const auto& other : documents_)
            if (import != document.imports.end() && other->uri == import->second)
                return type(*other, name.substr(dot + 1));
    }
    for (pugi::xml_node item : children(document.root, "itemDefinition")) {
        if (attribute(item, "name") != name) continue;
        if (!defining_.insert(key).second) { // a type within itself
            fault("itemDefinition " + name, {"类型定义成环", "the type contains itself"});
            return nullptr;
        }
        ItemTypeRef made = define(document, item);
        defining_.erase(key);
        return types_[key] = made;
    }
    fault("typeRef " + reference, {"没有类型“" + reference + "”", "no type \"" + reference + "\""});
    return types_[key] = nullptr;
}

ItemTypeRef Reader::variable_type(const Document& document, const pugi::xml_node& element) {
    return type(document, attribute(child(element, "variable"), "typeRef"));
}

} // namespace banxing::dmn
