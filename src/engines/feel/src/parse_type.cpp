#include "compiler.h"

#include <core/text.h>

namespace banxing::feel {

std::optional<Type> Compiler::composite_type(TypeKind kind) {
    cursor_.take("<");
    if (kind == TypeKind::list || kind == TypeKind::range) {
        auto element = type_expression();
        if (!element || !cursor_.take(">")) return std::nullopt;
        return kind == TypeKind::list ? Type::list(*element) : Type::range(*element);
    }
    std::vector<Type::Field> fields;
    std::vector<Type> parameters;
    while (!cursor_.sees(">")) {
        std::string name;
        if (kind == TypeKind::context) {
            name = loose_name();
            if (name.empty() || !cursor_.take(":")) return std::nullopt;
        }
        auto type = type_expression();
        if (!type) return std::nullopt;
        fields.push_back({std::move(name), *type});
        parameters.push_back(*type);
        if (!cursor_.take(",")) break;
    }
    if (!cursor_.take(">")) return std::nullopt;
    if (kind == TypeKind::context) return Type::context(std::move(fields));
    if (!cursor_.take("->")) return std::nullopt;
    auto result = type_expression();
    return result ? std::optional(Type::function(std::move(parameters), *result)) : std::nullopt;
}

std::optional<Type> Compiler::type_expression() {
    static constexpr std::string_view compound[] = {"days and time duration",
                                                    "years and months duration", "date and time"};
    std::size_t at = (cursor_.skip_space(), cursor_.at());
    for (std::string_view name : compound) {
        if (std::size_t end = cursor_.match(name_tokens(name))) {
            cursor_.go(end);
            return Type::named(name);
        }
    }
    std::string name(cursor_.word());
    auto type = Type::named(name);
    if (type && cursor_.sees("<")) {
        if (auto composite = composite_type(type->kind())) return composite;
        refuse(cursor_.at(), "类型写法有误", "malformed type");
        return std::nullopt;
    }
    while (!type && !name.empty() && cursor_.take(".")) name += "." + std::string(cursor_.word());
    if (!type && options_.named_type) type = options_.named_type(name);
    if (!type) refuse(at, "没有类型“" + name + "”", "no type \"" + name + "\"");
    return type;
}

} // namespace banxing::feel
