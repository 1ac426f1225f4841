#include "compiler.h"

#include <core/text.h>

namespace banxing::feel {

bool Compiler::type_field(bool named, std::vector<Type::Field>& fields) {
    std::string name = named ? loose_name() : std::string();
    if (named && (name.empty() || !cursor_.take(":"))) return false;
    auto type = type_expression();
    if (type) fields.push_back({std::move(name), *type});
    return type.has_value();
}

std::optional<Type> Compiler::composite_type(TypeKind kind) {
    cursor_.take("<");
    std::vector<Type::Field> fields;
    while (!cursor_.sees(">")) {
        if (!type_field(kind == TypeKind::context, fields)) return std::nullopt;
        if (!cursor_.take(",")) break;
    }
    if (!cursor_.take(">")) return std::nullopt;
    if (kind == TypeKind::context) return Type::context(std::move(fields));
    if (kind != TypeKind::function) {
        if (fields.size() != 1) return std::nullopt;
        return kind == TypeKind::list ? Type::list(fields[0].type) : Type::range(fields[0].type);
    }
    if (!cursor_.take("->")) return std::nullopt;
    auto result = type_expression();
    if (!result) return std::nullopt;
    std::vector<Type> parameters;
    for (const auto& field : fields) parameters.push_back(field.type);
    return Type::function(std::move(parameters), *result);
}

std::optional<Type> Compiler::type_expression() {
    static constexpr std::string_view compound[] = {"days and time duration",
                                                    "years and months duration", "date and time"};
    std::size_t at = (cursor_.skip_space(), cursor_.at());
    struct Level {
        int& depth;
        ~Level() { --depth; }
    } level{++depth_};
    if (depth_ > options_.max_depth)
        return refuse(at, "嵌套过深", "nested too deeply"), std::nullopt;
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
