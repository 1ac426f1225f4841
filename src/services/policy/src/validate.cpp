#include <core/identity_number.h>
#include <core/text.h>
#include <policy/forms.h>

#include <algorithm>

namespace banxing::policy {

using namespace derive;

static constexpr std::size_t longest_text = 2000, longest_line = 200,
                             longest_name = 60; // characters

/// One content being checked; `out` takes what is right, `issues` what is wrong.
class Check {
public:
    Check(const Form& form, const Json& content, Date today, const Regions* regions)
        : form_(form), content_(content), today_(today), regions_(regions) {}
    Result<Json> run();

private:
    using Issue = std::optional<Words>;
    Issue field(const Field& field, const Json& value);
    Issue text(const Field& field, const Json& value);
    Issue line(const Field& field, const Json& value, std::size_t longest);
    Issue identity_number(const Field& field, const Json& value);
    Issue phone(const Field& field, const Json& value);
    Issue number(const Field& field, const Json& value);
    Issue boolean(const Field& field, const Json& value);
    Issue date(const Field& field, const Json& value);
    Issue month(const Field& field, const Json& value);
    Issue code(const Field& field, const Json& value);
    Issue codes(const Field& field, const Json& value);
    Issue region(const Field& field, const Json& value);
    const Code* find(const Field& field, const std::string& code);

    const Form& form_;
    const Json& content_;
    Date today_;
    const Regions* regions_;
    Json out_ = Json::object();
    std::vector<FieldIssue> issues_;
};

static Words must_be(const char* zh, const char* en) {
    return {std::string("应为") + zh, std::string("must be ") + en};
}

static bool has_controls(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7f;
    });
}

std::optional<Words> Check::text(const Field& field, const Json& value) {
    std::string found = trim(value.get_ref<const std::string&>());
    if (found.empty()) return std::nullopt;
    if (to_utf32(found).size() > longest_text)
        return Words{"太长，最多2000字", "too long: at most 2000 characters"};
    out_[field.id] = found;
    return std::nullopt;
}

std::optional<Words> Check::line(const Field& field, const Json& value, std::size_t longest) {
    std::string found = squeeze(value.get_ref<const std::string&>());
    if (found.empty()) return std::nullopt;
    std::string n = std::to_string(longest);
    if (to_utf32(found).size() > longest)
        return Words{"太长，最多" + n + "字", "too long: at most " + n + " characters"};
    out_[field.id] = found;
    return std::nullopt;
}

std::optional<Words> Check::identity_number(const Field& field, const Json& value) {
    std::string found = without_space(fold_width(value.get_ref<const std::string&>()));
    if (found.empty()) return std::nullopt;
    auto number = parse_identity_number(found);
    if (!number) return number.error().message;
    if (number->birth > today_)
        return Words{"证号中的出生日期在今天之后", "the birth date in it lies in the future"};
    out_[field.id] = number->text;
    return std::nullopt;
}

std::optional<Words> Check::phone(const Field& field, const Json& value) {
    std::string found = without_space(fold_width(value.get_ref<const std::string&>()));
    if (found.empty()) return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < found.size(); ++i) {
        char c = found[i];
        bool sign = c == '-' || (c == '+' && i == 0);
        if (c >= '0' && c <= '9')
            digits += c;
        else if (!sign)
            return must_be("电话号码", "a telephone number");
    }
    if (digits.size() < 7 || digits.size() > 15)
        return must_be("7至15位电话号码", "a telephone number of 7 to 15 digits");
    out_[field.id] = (found[0] == '+' ? "+" : "") + digits;
    return std::nullopt;
}

std::optional<Words> Check::number(const Field& field, const Json& value) {
    if (!value.is_number_integer() ||
        (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
        return must_be("整数", "a whole number");
    auto n = value.get<std::int64_t>();
    std::string unit = field.type == FieldType::money ? "分" : "";
    if (field.min && n < *field.min)
        return Words{"不能小于" + std::to_string(*field.min) + unit,
                     "must be at least " + std::to_string(*field.min)};
    if (field.max && n > *field.max)
        return Words{"不能大于" + std::to_string(*field.max) + unit,
                     "must be at most " + std::to_string(*field.max)};
    out_[field.id] = n;
    return std::nullopt;
}

std::optional<Words> Check::boolean(const Field& field, const Json& value) {
    if (!value.is_boolean()) return must_be("是或否", "yes or no");
    out_[field.id] = value;
    return std::nullopt;
}

std::optional<Words> Check::date(const Field& field, const Json& value) {
    std::string found = trim(value.get_ref<const std::string&>());
    if (found.empty()) return std::nullopt;
    auto day = parse_iso_date(found);
    if (!day) return must_be("存在的日期，如2026-03-05", "a date that exists, like 2026-03-05");
    if (int(day->year()) < 1900) return Words{"日期太早", "the date is too early"};
    if (!field.may_be_future && *day > today_)
        return Words{"日期不能在今天之后", "the date lies in the future"};
    out_[field.id] = found;
    return std::nullopt;
}

std::optional<Words> Check::month(const Field& field, const Json& value) {
    std::string found = trim(value.get_ref<const std::string&>());
    if (found.empty()) return std::nullopt;
    auto day = parse_iso_date(found + "-01");
    if (!day || int(day->year()) < 1900) return must_be("月份，如2026-03", "a month, like 2026-03");
    if (!field.may_be_future && *day > today_)
        return Words{"月份不能在本月之后", "the month lies in the future"};
    out_[field.id] = found;
    return std::nullopt;
}

const Code* Check::find(const Field& field, const std::string& code) {
    auto at = std::find_if(field.codes.begin(), field.codes.end(),
                           [&](auto& c) { return c.code == code; });
    if (at == field.codes.end()) return nullptr;
    if (field.options_of.empty() || at->group.empty()) return &*at;
    auto chosen = content_.find(field.options_of);
    bool offered = chosen != content_.end() && chosen->is_string() && *chosen == at->group;
    return offered ? &*at : nullptr;
}

static Words no_code(const std::string& zh) {
    return {"没有“" + zh + "”这个选项", "'" + zh + "' is not one of the choices"};
}

std::optional<Words> Check::code(const Field& field, const Json& value) {
    std::string found = trim(value.get_ref<const std::string&>());
    if (found.empty()) return std::nullopt;
    if (!find(field, found)) return no_code(found.substr(0, 60));
    out_[field.id] = found;
    return std::nullopt;
}

std::optional<Words> Check::codes(const Field& field, const Json& value) {
    if (!value.is_array()) return must_be("选项列表", "a list of choices");
    std::vector<std::string> chosen;
    for (auto& item : value) {
        if (!item.is_string()) return must_be("选项列表", "a list of choices");
        if (!find(field, item.get_ref<const std::string&>()))
            return no_code(item.get<std::string>().substr(0, 60));
        chosen.push_back(item.get<std::string>());
    }
    Json sorted = Json::array(); // in the table's order, each once
    for (auto& code : field.codes)
        if (std::find(chosen.begin(), chosen.end(), code.code) != chosen.end())
            sorted.push_back(code.code);
    out_[field.id] = std::move(sorted);
    return std::nullopt;
}

std::optional<Words> Check::region(const Field& field, const Json& value) {
    std::string found = without_space(fold_width(value.get_ref<const std::string&>()));
    if (found.empty()) return std::nullopt;
    if (!is_region_code(found)) return must_be("区划代码", "a region code");
    if (regions_ && !regions_->find(found))
        return Words{"没有这个区划代码", "there is no such region code"};
    out_[field.id] = found;
    return std::nullopt;
}

std::optional<Words> Check::field(const Field& field, const Json& value) {
    switch (field.type) {
    case FieldType::integer:
    case FieldType::money:
        return number(field, value);
    case FieldType::boolean:
        return boolean(field, value);
    case FieldType::codes:
        return codes(field, value);
    default:
        break;
    }
    if (!value.is_string()) return must_be("文字", "text");
    auto& raw = value.get_ref<const std::string&>();
    if (!is_valid_utf8(raw) || has_controls(raw))
        return Words{"含有无法显示的字符", "contains characters that cannot be shown"};
    switch (field.type) {
    case FieldType::date:
        return date(field, value);
    case FieldType::month:
        return month(field, value);
    case FieldType::code:
        return code(field, value);
    case FieldType::region:
        return region(field, value);
    case FieldType::identity_number:
        return identity_number(field, value);
    case FieldType::phone:
        return phone(field, value);
    case FieldType::name:
        return line(field, value, longest_name);
    case FieldType::address:
        return line(field, value, longest_line);
    default:
        return text(field, value);
    }
}

Result<Json> Check::run() {
    if (!content_.is_object())
        return fail(Error::invalid({"内容应为字段表", "the content must be an object"}));
    for (auto& [key, value] : content_.items()) {
        bool known = std::any_of(form_.fields.begin(), form_.fields.end(),
                                 [&, k = &key](auto& f) { return f.id == *k; });
        if (!known)
            issues_.push_back(
                {key.substr(0, 60), {"表单没有这个字段", "the form has no such field"}});
    }
    for (auto& field : form_.fields) {
        auto found = content_.find(field.id);
        std::optional<Words> issue;
        if (found != content_.end() && !found->is_null()) issue = this->field(field, *found);
        if (!issue && field.required && !out_.contains(field.id))
            issue = Words{"必须填写", "is required"};
        if (!issue) continue;
        Words words{"“" + field.label.zh + "”" + issue->zh, field.label.en + ": " + issue->en};
        issues_.push_back({field.id, std::move(words)});
    }
    if (issues_.empty()) return std::move(out_);
    std::string n = std::to_string(issues_.size());
    return fail(Error::invalid({"“" + form_.label.zh + "”有" + n + "处需要改正",
                                n + " things to correct in '" + form_.label.en + "'"},
                               std::move(issues_)));
}

Result<Json> validate(const Form& form, const Json& content, Date today, const Regions* regions) {
    return Check(form, content, today, regions).run();
}

} // namespace banxing::policy
