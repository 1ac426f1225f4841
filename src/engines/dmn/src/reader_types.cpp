#include "reader.h"

#include <algorithm>

namespace banxing::dmn {
namespace {

ItemTypeRef plain(feel::Type type) {
    auto made = std::make_shared<ItemType>();
    static constexpr std::pair<feel::TypeKind, feel::Kind> scalars[] = {
        {feel::TypeKind::boolean, feel::Kind::boolean},
        {feel::TypeKind::number, feel::Kind::number},
        {feel::TypeKind::string, feel::Kind::string},
        {feel::TypeKind::date, feel::Kind::date}};
    for (auto [of_type, of_value] : scalars)
        if (type.is(of_type)) made->plain = of_value;
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

bool ItemType::items_conform(const feel::List& items) const {
    return std::ranges::all_of(items, [this](const feel::Value& item) {
        return (!each || allows(item)) && (components.empty() || !item.is_null());
    });
}

bool ItemType::entries_conform(const feel::Value& context) const {
    return std::ranges::all_of(components, [&](const auto& component) {
        const feel::Value* entry = context.find(component.first);
        return !entry || entry->is_null() || !component.second->conform(*entry).is_null();
    });
}

feel::Value ItemType::conform_any(feel::Value value) const {
    if (value.is_null() || value.is_unknown()) return value;
    feel::Value result = type.coerce(value);
    if (base && !result.is_null()) result = base->conform(result);
    if (result.is_null()) return {};
    bool listed = collection && result.is(feel::Kind::list);
    if (listed && !items_conform(result.list())) return {};
    if (result.is(feel::Kind::context) && !entries_conform(result)) return {};
    return (listed && each) || allows(result) ? result : feel::Value();
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

const Document* Reader::imported(const Document& document, const std::string& name) const {
    auto import = document.imports.find(name);
    if (import == document.imports.end()) return nullptr;
    auto found =
        std::ranges::find_if(documents_, [&](const auto& d) { return d->uri == import->second; });
    return found == documents_.end() ? nullptr : found->get();
}

ItemTypeRef Reader::defined(const Document& document, const std::string& name,
                            const std::string& key) {
    auto items = children(document.root, "itemDefinition");
    auto item = std::ranges::find_if(
        items, [&](const auto& node) { return attribute(node, "name") == name; });
    if (item == items.end()) {
        fault("typeRef " + name, {"没有类型“" + name + "”", "no type \"" + name + "\""});
        return nullptr;
    }
    constexpr std::size_t deepest = 500;
    if (defining_.size() > deepest || !defining_.insert(key).second) { // a type within itself
        fault("itemDefinition " + name, {"类型定义成环", "the type contains itself"});
        return nullptr;
    }
    ItemTypeRef made = define(document, *item);
    defining_.erase(key);
    return made;
}

ItemTypeRef Reader::type(const Document& document, const std::string& reference) {
    if (reference.empty()) return nullptr;
    auto colon = reference.find(':'); // 1.1: feel:string
    std::string name = colon == reference.npos ? reference : reference.substr(colon + 1);
    if (auto builtin = feel::Type::named(name))
        return builtin->is_any() ? nullptr : plain(*builtin);
    std::string key = document.uri + "#" + name;
    if (auto known = types_.find(key); known != types_.end()) return known->second;
    auto dot = name.find('.');
    const Document* other = dot == name.npos ? nullptr : imported(document, name.substr(0, dot));
    ItemTypeRef made = other ? type(*other, name.substr(dot + 1)) : defined(document, name, key);
    return types_[key] = std::move(made);
}

ItemTypeRef Reader::variable_type(const Document& document, const pugi::xml_node& element) {
    return type(document, attribute(child(element, "variable"), "typeRef"));
}

} // namespace banxing::dmn
