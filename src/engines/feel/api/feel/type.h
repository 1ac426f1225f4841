#pragma once
// Static types of FEEL: for declared inputs, compile-time checks, `instance of` and coercion to a
// typeRef.
#include <feel/value.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::feel {

enum class TypeKind : std::uint8_t {
    any,
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_duration,
    months_duration,
    list,
    context,
    range,
    function,
};

class Type {
public:
    struct Field;
    struct Shape; // element, fields, parameters, constraint

    Type(TypeKind kind = TypeKind::any) : kind_(kind) {}
    static Type list(Type element);
    static Type range(Type element);
    static Type context(std::vector<Field> fields);
    static Type function(std::vector<Type> parameters, Type result);
    /// FEEL's names: "number", "date and time", "Any" …; nothing for others.
    static std::optional<Type> named(std::string_view name);

    TypeKind kind() const { return kind_; }
    bool is(TypeKind kind) const { return kind_ == kind; }
    bool is_any() const { return kind_ == TypeKind::any; }
    /// Of lists, ranges; a function's result. Any when nothing is said.
    Type element() const;
    /// Of contexts.
    const std::vector<Field>& fields() const;
    const Type* field(std::string_view name) const;
    const std::vector<Type>& parameters() const;

    /// Whether a value of this type may stand where `other` is asked for (Any on either side: yes).
    bool fits(const Type& other) const;
    /// `instance of`
    bool holds(const Value& value) const;
    /// The value as this type by the standard's conversions (singleton list, date to date and time
    /// …); null when it does not conform.
    Value coerce(const Value& value) const;
    std::string text() const;

private:
    Value coerce_list(const Value& value) const;

    TypeKind kind_;
    std::shared_ptr<const Shape> shape_; // types are values that share their immutable shape
};

struct Type::Field {
    std::string name;
    Type type;
};

struct Type::Shape {
    Type element;
    std::vector<Field> fields;
    std::vector<Type> parameters;
};

} // namespace banxing::feel
