#include "compiler.h"

#include <algorithm>

namespace banxing::feel {
namespace {

struct Property {
    std::string_view name;
    TypeKind of, type;
};

constexpr Property properties[] = {
    {"year", TypeKind::date, TypeKind::number},
    {"month", TypeKind::date, TypeKind::number},
    {"day", TypeKind::date, TypeKind::number},
    {"weekday", TypeKind::date, TypeKind::number},
    {"year", TypeKind::date_time, TypeKind::number},
    {"month", TypeKind::date_time, TypeKind::number},
    {"day", TypeKind::date_time, TypeKind::number},
    {"weekday", TypeKind::date_time, TypeKind::number},
    {"hour", TypeKind::date_time, TypeKind::number},
    {"minute", TypeKind::date_time, TypeKind::number},
    {"second", TypeKind::date_time, TypeKind::number},
    {"time offset", TypeKind::date_time, TypeKind::days_duration},
    {"timezone", TypeKind::date_time, TypeKind::string},
    {"hour", TypeKind::time, TypeKind::number},
    {"minute", TypeKind::time, TypeKind::number},
    {"second", TypeKind::time, TypeKind::number},
    {"time offset", TypeKind::time, TypeKind::days_duration},
    {"timezone", TypeKind::time, TypeKind::string},
    {"days", TypeKind::days_duration, TypeKind::number},
    {"hours", TypeKind::days_duration, TypeKind::number},
    {"minutes", TypeKind::days_duration, TypeKind::number},
    {"seconds", TypeKind::days_duration, TypeKind::number},
    {"years", TypeKind::months_duration, TypeKind::number},
    {"months", TypeKind::months_duration, TypeKind::number},
    {"start", TypeKind::range, TypeKind::any},
    {"end", TypeKind::range, TypeKind::any},
    {"start included", TypeKind::range, TypeKind::boolean},
    {"end included", TypeKind::range, TypeKind::boolean},
};

} // namespace

std::string Compiler::member_name(const Type& of) {
    std::size_t at = (cursor_.skip_space(), cursor_.at()), end = 0;
    std::string name;
    for (const auto& candidate : of.fields()) {
        std::size_t stop = cursor_.match(binding_tokens(candidate.name));
        if (stop > end) end = stop, name = candidate.name;
    }
    if (end != 0) return cursor_.go(end), name;
    name = loose_name();
    // A sign inside a name counts only where the name is declared.
    if (name.find_first_of("+-*/'.") == std::string::npos) return name;
    cursor_.go(at);
    return std::string(cursor_.word());
}

int Compiler::path(int node) {
    std::size_t at = (cursor_.skip_space(), cursor_.at());
    const Type whole = type_of(node);
    bool over_list = whole.is(TypeKind::list);
    const Type of = over_list ? whole.element() : whole;
    std::string name = member_name(of);
    if (name.empty()) return refuse(at, "“.”之后需要名字", "expected a name after '.'");
    Type type;
    auto property = std::ranges::find_if(
        properties, [&](const Property& p) { return p.of == of.kind() && p.name == name; });
    bool open = of.is_any() || (of.is(TypeKind::context) && of.fields().empty());
    if (const Type* field = of.field(name)) {
        type = *field;
    } else if (property != std::end(properties)) {
        type = Type(property->type);
    } else if (!open && clash(at, "“" + of.text() + "”没有“" + name + "”",
                              of.text() + " has no \"" + name + "\"") < 0) {
        return -1;
    }
    if (over_list) type = Type::list(type);
    return emit(Op::path, std::move(type), {node}, 0, intern(std::move(name)));
}

int Compiler::filter(int node) {
    cursor_.take("[");
    const Type list = type_of(node);
    Type item = list.is(TypeKind::list) ? list.element() : list;
    auto known = frame_->bindings.size();
    int outer = frame_->dynamic_item;
    int place = frame_->places;
    bool bind_item = !item.field("item");
    if (bind_item) {
        bind("item", item);
    } else {
        ++frame_->places;
    }
    int field_index = 0;
    for (const auto& field : item.fields()) {
        frame_->bindings.push_back(
            {binding_tokens(field.name), field.name, field.type, place, field_index++});
    }
    bool open = item.is_any() || (item.is(TypeKind::context) && item.fields().empty());
    frame_->dynamic_item = open && !options_.strict ? place : -1;
    std::size_t at = cursor_.at();
    int condition = expression();
    frame_->dynamic_item = outer;
    frame_->bindings.resize(known);
    if (condition < 0) return -1;
    if (!cursor_.take("]")) return refuse(cursor_.at(), "筛选缺少“]”", "filter without ']'");
    const Type by = type_of(condition);
    if (!by.is_any() && !by.is(TypeKind::null) && !by.is(TypeKind::boolean) &&
        !by.is(TypeKind::number) &&
        clash(at, "筛选条件须为真假值或序号", "a filter must be a boolean or a number") < 0)
        return -1;
    Type type = by.is(TypeKind::number)    ? item
                : by.is(TypeKind::boolean) ? Type::list(item)
                                           : Type();
    return emit(Op::filter, std::move(type), {node, condition}, place);
}

} // namespace banxing::feel
