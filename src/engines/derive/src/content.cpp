#include "content.h"

#include <simdjson.h>

namespace banxing::derive {

using simdjson::dom::element;

feel::TypeKind feel_type(FieldType type) {
    switch (type) {
    case FieldType::integer:
    case FieldType::money:
        return feel::TypeKind::number;
    case FieldType::boolean:
        return feel::TypeKind::boolean;
    case FieldType::date:
        return feel::TypeKind::date;
    case FieldType::codes:
        return feel::TypeKind::list;
    default:
        return feel::TypeKind::string;
    }
}

static Error misfit(const Form& form, const Field& field) {
    return Error::invalid(
        {"表单“" + form.label.zh + "”中“" + field.label.zh + "”的内容与类型不符",
         "'" + field.label.en + "' of '" + form.label.en + "' does not fit its type"},
        {{field.id, {"类型不符", "wrong type"}}});
}

static Result<feel::Value> list_value(const Form& form, const Field& field, element value) {
    simdjson::dom::array items;
    if (value.get_array().get(items)) return fail(misfit(form, field));
    feel::List list;
    for (element item : items) {
        std::string_view text;
        if (item.get_string().get(text)) return fail(misfit(form, field));
        list.push_back(feel::Value::of(text));
    }
    return feel::Value::of(std::move(list));
}

static Result<feel::Value> text_value(const Form& form, const Field& field, element value) {
    std::string_view text;
    if (value.get_string().get(text)) return fail(misfit(form, field));
    if (field.type != FieldType::date) return feel::Value::of(text);
    auto day = parse_iso_date(text);
    if (!day) return fail(misfit(form, field));
    return feel::Value::of(*day);
}

static Result<feel::Value> field_value(const Form& form, const Field& field, element value) {
    if (value.is_null()) return feel::Value();
    switch (feel_type(field.type)) {
    case feel::TypeKind::number: {
        std::int64_t number = 0;
        if (value.get_int64().get(number)) return fail(misfit(form, field));
        return feel::Value::of(number);
    }
    case feel::TypeKind::boolean: {
        bool yes = false;
        if (value.get_bool().get(yes)) return fail(misfit(form, field));
        return feel::Value::of(yes);
    }
    case feel::TypeKind::list:
        return list_value(form, field, value);
    default:
        return text_value(form, field, value);
    }
}

Result<std::vector<feel::Value>> read_content(const Form& form, std::string_view content) {
    thread_local simdjson::dom::parser parser; // keeps its buffers; holds nothing between calls
    simdjson::dom::object object;
    if (parser.parse(content.data(), content.size()).get_object().get(object))
        return fail(Error::invalid({"表单“" + form.label.zh + "”的记录内容无法读取",
                                    "A record of '" + form.label.en + "' cannot be read"}));
    std::vector<feel::Value> values(form.fields.size());
    for (auto entry : object) {
        for (std::size_t i = 0; i < form.fields.size(); ++i)
            if (form.fields[i].id == entry.key)
                values[i] = TRY(field_value(form, form.fields[i], entry.value));
    }
    return values;
}

} // namespace banxing::derive
