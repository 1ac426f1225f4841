#include <feel/function.h>
#include <feel/type.h>

#include <algorithm>

namespace banxing::feel {
namespace {

struct NamedKind {
    std::string_view name;
    TypeKind kind;
};

constexpr NamedKind kinds[] = {
    {"Any", TypeKind::any},
    {"Null", TypeKind::null},
    {"boolean", TypeKind::boolean},
    {"number", TypeKind::number},
    {"string", TypeKind::string},
    {"date", TypeKind::date},
    {"time", TypeKind::time},
    {"date and time", TypeKind::date_time},
    {"days and time duration", TypeKind::days_duration},
    {"years and months duration", TypeKind::months_duration},
    {"list", TypeKind::list},
    {"context", TypeKind::context},
    {"range", TypeKind::range},
    {"function", TypeKind::function},
    {"dateTime", TypeKind::date_time},
    {"dayTimeDuration", TypeKind::days_duration},
    {"yearMonthDuration", TypeKind::months_duration},
};

TypeKind type_kind(Kind kind) {
    constexpr TypeKind of[] = {
        TypeKind::null,     TypeKind::boolean,   TypeKind::number,        TypeKind::date,
        TypeKind::time,     TypeKind::date_time, TypeKind::days_duration, TypeKind::months_duration,
        TypeKind::string,   TypeKind::list,      TypeKind::context,       TypeKind::range,
        TypeKind::function, TypeKind::any};
    return of[static_cast<std::size_t>(kind)];
}

bool holds_range(const Range& range, const Type& element) {
    return (range.low.is_null() || element.holds(range.low)) &&
           (range.high.is_null() || element.holds(range.high));
}

} // namespace

Type Type::list(Type element) {
    Type type(TypeKind::list);
    type.shape_ = std::make_shared<Shape>(Shape{std::move(element), {}, {}});
    return type;
}

Type Type::range(Type element) {
    Type type = list(std::move(element));
    type.kind_ = TypeKind::range;
    return type;
}

Type Type::context(std::vector<Field> fields) {
    Type type(TypeKind::context);
    type.shape_ = std::make_shared<Shape>(Shape{{}, std::move(fields), {}});
    return type;
}

Type Type::function(std::vector<Type> parameters, Type result) {
    Type type(TypeKind::function);
    type.shape_ = std::make_shared<Shape>(Shape{std::move(result), {}, std::move(parameters)});
    return type;
}

std::optional<Type> Type::named(std::string_view name) {
    for (const NamedKind& kind : kinds)
        if (kind.name == name) return Type(kind.kind);
    return std::nullopt;
}

Type Type::element() const {
    return shape_ ? shape_->element : Type();
}

const std::vector<Type::Field>& Type::fields() const {
    static const std::vector<Field> none;
    return shape_ ? shape_->fields : none;
}

const std::vector<Type>& Type::parameters() const {
    static const std::vector<Type> none;
    return shape_ ? shape_->parameters : none;
}

const Type* Type::field(std::string_view name) const {
    for (const Field& field : fields())
        if (field.name == name) return &field.type;
    return nullptr;
}

bool Type::fits(const Type& other) const {
    if (is_any() || other.is_any() || is(TypeKind::null)) return true;
    if (kind_ != other.kind_) return false;
    if (!other.shape_ || !shape_) return true;
    switch (kind_) {
    case TypeKind::list:
    case TypeKind::range:
        return element().fits(other.element());
    case TypeKind::context:
        return std::ranges::all_of(other.fields(), [&](const Field& wanted) {
            const Type* mine = field(wanted.name);
            return mine && mine->fits(wanted.type);
        });
    case TypeKind::function:
        if (parameters().size() != other.parameters().size()) return false;
        for (std::size_t i = 0; i < parameters().size(); ++i)
            if (!other.parameters()[i].fits(parameters()[i])) return false;
        return element().fits(other.element());
    default:
        return true;
    }
}

bool Type::holds(const Value& value) const {
    if (value.is_unknown()) return true;
    if (is_any()) return !value.is_null();
    if (type_kind(value.kind()) != kind_) return false;
    if (!shape_) return true;
    switch (kind_) {
    case TypeKind::list:
        return std::ranges::all_of(value.list(), [&](const Value& v) {
            return shape_->element.is_any() || shape_->element.holds(v);
        });
    case TypeKind::range:
        return shape_->element.is_any() || holds_range(value.range(), shape_->element);
    case TypeKind::context:
        return std::ranges::all_of(fields(), [&](const Field& wanted) {
            const Value* entry = value.find(wanted.name);
            return entry && (entry->is_null() || wanted.type.holds(*entry));
        });
    case TypeKind::function:
        return value.callable().fits(*this);
    default:
        return true;
    }
}

Value Type::coerce_list(const Value& value) const {
    if (!value.is(Kind::list)) {
        Value item = element().coerce(value);
        return item.is_null() ? item : Value::of(List{item});
    }
    if (!shape_ || element().is_any()) return value;
    List items;
    for (const Value& item : value.list()) {
        items.push_back(element().coerce(item));
        if (items.back().is_null() && !item.is_null()) return {};
    }
    return Value::of(std::move(items));
}

Value Type::coerce(const Value& value) const {
    if (is_any() || value.is_null() || value.is_unknown()) return value;
    if (kind_ == TypeKind::list) return coerce_list(value);
    if (value.is(Kind::list) && value.list().size() == 1)
        return value.list()[0].is(Kind::list) ? Value() : coerce(value.list()[0]);
    if (kind_ == TypeKind::date_time && value.is(Kind::date))
        return Value::of(DateTime{value.day(), {0, 0, Zone::offset(0)}});
    return holds(value) ? value : Value();
}

std::string Type::text() const {
    std::string name;
    for (const NamedKind& kind : kinds)
        if (name.empty() && kind.kind == kind_) name = kind.name;
    if (!shape_) return name;
    auto join = [](std::string sum, const std::string& next) {
        return sum.empty() ? next : sum + ", " + next;
    };
    std::string inside;
    if (kind_ == TypeKind::list || kind_ == TypeKind::range)
        return name + "<" + element().text() + ">";
    for (const Field& field : fields())
        inside = join(inside, field.name + ": " + field.type.text());
    for (const Type& parameter : parameters()) inside = join(inside, parameter.text());
    name += "<" + inside + ">";
    return kind_ == TypeKind::function ? name + " -> " + element().text() : name;
}

} // namespace banxing::feel
