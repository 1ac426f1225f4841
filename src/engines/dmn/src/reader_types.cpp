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

bool ItemType::allows(const feel::Value& value, feel::Budget& budget) const {
    if (!allowed) return true;
    struct Subject : feel::Inputs {
        const feel::Value& value;
        explicit Subject(const feel::Value& v) : value(v) {}
        feel::Value get(int) override { return value; }
    } subject(value);
    return allowed->run(subject, budget).is_true();
}

bool ItemType::items_conform(const feel::List& items, feel::Budget& budget) const {
    return std::ranges::all_of(items, [&](const feel::Value& item) {
        if (each && !allows(item, budget)) return false;
        if (!element) return true;
        if (item.is_null()) return element->components.empty();
        return !element->conform(item, budget).is_null();
    });
}

bool ItemType::entries_conform(const feel::Value& context, feel::Budget& budget) const {
    return std::ranges::all_of(components, [&](const auto& component) {
        const feel::Value* entry = context.find(component.first);
        return !entry || entry->is_null() || !component.second->conform(*entry, budget).is_null();
    });
}

feel::Value ItemType::conform_any(feel::Value value, feel::Budget& budget) const {
    if (value.is_null() || value.is_unknown()) return value;
    feel::Value result = type.coerce(value);
    if (base && !result.is_null()) result = base->conform(result, budget);
    if (result.is_null()) return {};
    bool listed = collection && result.is(feel::Kind::list);
    if (listed && !items_conform(result.list(), budget)) return {};
    if (result.is(feel::Kind::context) && !entries_conform(result, budget)) return {};
    return (listed && each) || allows(result, budget) ? result : feel::Value();
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
    if (attribute(item, "isCollection") == "true") {
        auto list = std::make_shared<ItemType>();
        list->type = feel::Type::list(made->type);
        list->collection = true;
        list->element = std::exchange(made, list);
    }
    allow(item, *made);
    return made;
}

const Document* Reader::imported(const std::string& uri) const {
    auto found = std::ranges::find_if(documents_, [&](const auto& d) { return d->uri == uri; });
    return found == documents_.end() ? nullptr : found->get();
}

/// Of that document, else of one it imports without a name; that is then the document.
pugi::xml_node Reader::item_definition(const Document*& document, const std::string& name) const {
    auto in = [&](const Document& one) {
        for (pugi::xml_node item : children(one.root, "itemDefinition"))
            if (attribute(item, "name") == name) return item;
        return pugi::xml_node();
    };
    if (pugi::xml_node own = in(*document)) return own;
    auto [from, to] = document->imports.equal_range("");
    for (auto import = from; import != to; ++import) {
        const Document* other = imported(import->second);
        pugi::xml_node item = other ? in(*other) : pugi::xml_node();
        if (item) return document = other, item;
    }
    return {};
}

ItemTypeRef Reader::defined(const Document& document, const std::string& name,
                            const std::string& key) {
    const Document* owner = &document;
    pugi::xml_node item = item_definition(owner, name);
    if (!item) {
        fault("typeRef " + name, {"没有类型“" + name + "”", "no type \"" + name + "\""});
        return nullptr;
    }
    constexpr std::size_t deepest = 500;
    if (defining_.size() > deepest || !defining_.insert(key).second) { // a type within itself
        fault("itemDefinition " + name, {"类型定义成环", "the type contains itself"});
        return nullptr;
    }
    ItemTypeRef made = define(*owner, item);
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
    auto import = document.imports.find(name.substr(0, dot));
    bool qualified = dot != name.npos && import != document.imports.end();
    const Document* other = qualified ? imported(import->second) : nullptr;
    ItemTypeRef made = other ? type(*other, name.substr(dot + 1)) : defined(document, name, key);
    return types_[key] = std::move(made);
}

ItemTypeRef Reader::variable_type(const Document& document, const pugi::xml_node& element) {
    return type(document, attribute(child(element, "variable"), "typeRef"));
}

} // namespace banxing::dmn
