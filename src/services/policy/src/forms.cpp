#include <policy/forms.h>

namespace banxing::policy {

using namespace derive;

static Json words_json(const Words& words) {
    return {{"zh", words.zh}, {"en", words.en}};
}

static const char* type_name(FieldType type) {
    static constexpr const char* names[] = {
        "text",  "integer", "money", "boolean",         "date",  "month",  "code",
        "codes", "region",  "name",  "identity_number", "phone", "address"};
    return names[std::size_t(type)];
}

static Json field_json(const Field& field) {
    Json out = {{"id", field.id},
                {"label", words_json(field.label)},
                {"type", type_name(field.type)},
                {"required", field.required}};
    if (!field.codes.empty()) {
        Json codes = Json::array();
        for (auto& code : field.codes) {
            Json one = {{"code", code.code}, {"label", words_json(code.label)}};
            if (!code.group.empty()) one["group"] = code.group;
            codes.push_back(std::move(one));
        }
        out["codes"] = std::move(codes);
    }
    if (!field.options_of.empty()) out["options_of"] = field.options_of;
    if (field.min) out["min"] = *field.min;
    if (field.max) out["max"] = *field.max;
    if (!field.help.zh.empty()) out["help"] = words_json(field.help);
    return out;
}

Json form_json(const Form& form, const Words& system_label) {
    Json fields = Json::array();
    for (auto& field : form.fields) fields.push_back(field_json(field));
    Json basis = Json::array();
    for (auto& one : form.basis)
        basis.push_back({{"document", one.document}, {"clause", one.clause}});
    return {{"id", form.full_id()},
            {"system", form.system},
            {"system_words", words_json(system_label)},
            {"label", words_json(form.label)},
            {"kind", form.kind == FormKind::event ? "event" : "state"},
            {"day_label", words_json(form.day_label)},
            {"fields", std::move(fields)},
            {"basis", std::move(basis)}};
}

} // namespace banxing::policy
