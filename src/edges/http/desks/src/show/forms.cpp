#include <algorithm>
#include <desks/forms.h>

namespace banxing::http {
namespace {

using derive::FieldType;

Words same(const std::string& text) {
    return {text, text};
}

Words code_words(const derive::Field& field, const std::string& code) {
    auto found = std::ranges::find(field.codes, code, &derive::Code::code);
    return found == field.codes.end() ? same(code) : found->label;
}

Words codes_words(const derive::Field& field, const Json& codes) {
    Words out;
    for (const auto& code : codes) {
        auto one = code_words(field, code.is_string() ? code.get<std::string>() : code.dump());
        out.zh += (out.zh.empty() ? "" : "、") + one.zh;
        out.en += (out.en.empty() ? "" : ", ") + one.en;
    }
    return codes.empty() ? Words{"无", "none"} : out;
}

Words truth_words(bool truth) {
    return truth ? Words{"是", "yes"} : Words{"否", "no"};
}

Words value_words(const Context& context, const derive::Field& field, const Json& value) {
    if (value.is_boolean()) return truth_words(value.get<bool>());
    if (value.is_array()) return codes_words(field, value);
    if (value.is_number_integer() && field.type == FieldType::money)
        return money_words({value.get<std::int64_t>()});
    if (!value.is_string()) return same(value.dump());
    auto text = value.get<std::string>();
    if (field.type == FieldType::code) return code_words(field, text);
    if (field.type == FieldType::identity_number) return same(masked(text));
    auto region = field.type == FieldType::region ? access::region_of(text) : std::nullopt;
    return region ? place_words(context.services.regions, *region) : same(text);
}

Json shown_field(const derive::Field& field, const Words& value, bool score) {
    Json out{{"id", field.id}, {"label", shown(field.label)}, {"value", shown(value)}};
    if (score) out["score"] = true;
    return out;
}

// A score that cannot be computed is left out: the record itself is still shown.
Json scores_of(const Context& context, const derive::Form& form, const Json& content) {
    if (form.scores.empty()) return Json::object();
    auto text = context.office().program->scores(form.full_id(), content.dump());
    if (!text) return Json::object();
    auto scores = parse_json(*text);
    return scores && scores->is_object() ? *scores : Json::object();
}

} // namespace

bool may_write(const derive::Form& form, const access::Principal& who) {
    return std::ranges::find(form.write_roles, who.role) != form.write_roles.end();
}

Json shown_fields(const Context& context, const derive::Form& form, const Json& content) {
    Json out = Json::array();
    for (const auto& field : form.fields)
        if (auto found = content.find(field.id); found != content.end() && !found->is_null())
            out.push_back(shown_field(field, value_words(context, field, *found), false));
    auto scores = scores_of(context, form, content);
    for (const auto& score : form.scores) {
        auto found = scores.find(score.id);
        if (found == scores.end()) found = scores.find(score.label.zh);
        if (found != scores.end() && !found->is_null())
            out.push_back(shown_field(score, value_words(context, score, *found), true));
    }
    return out;
}

Words summary_of(const Context& context, const derive::Form& form, const Json& content) {
    Words out;
    int taken = 0;
    for (const auto& field : form.fields) {
        auto found = content.find(field.id);
        if (found == content.end() || found->is_null() || taken == 2) continue;
        auto value = value_words(context, field, *found);
        out.zh += (taken ? "；" : "") + field.label.zh + "：" + value.zh;
        out.en += (taken ? "; " : "") + field.label.en + ": " + value.en;
        ++taken;
    }
    return out;
}

} // namespace banxing::http
