#include "rows.h"

#include <core/text.h>
#include <files/clean.h>

#include <algorithm>

namespace banxing::intake {

struct RowReader::Reading {
    std::map<std::string, Json> content; // by form
    std::map<std::string, Date> days;
    std::vector<FieldIssue> faults;
};

static const derive::Field* field_of(const derive::Form& form, const std::string& id) {
    for (auto& field : form.fields)
        if (field.id == id) return &field;
    return nullptr;
}

RowReader::RowReader(const Kind& kind, const Mapping& mapping, const casework::Office& office,
                     const access::Principal& who, std::int64_t import)
    : kind_(kind), office_(office), who_(who), import_(import) {
    for (auto& meaning : kind.columns)
        for (auto& [column, to] : mapping) {
            if (to != meaning.to) continue;
            auto [form_id, field_id] = halves(to);
            Bound bound{column, &meaning, office.program->find_form(form_id), nullptr};
            if (!bound.form) continue; // published away this very moment: its rows come back
            bound.field = field_of(*bound.form, field_id);
            bound_.push_back(bound);
        }
}

bool RowReader::empty(const files::Row& row) const {
    return std::all_of(bound_.begin(), bound_.end(), [&](auto& bound) {
        return std::size_t(bound.column) >= row.cells.size() ||
               files::blank(row.cells[std::size_t(bound.column)]);
    });
}

static tl::unexpected<Error> refused(Words words) {
    return fail(Error::invalid(std::move(words)));
}

static bool same(const std::string& a, const std::string& b) {
    return without_space(fold_width(a)) == without_space(fold_width(b));
}

/// 18月龄, 18个月 and 18 are 18月
static std::string bare_age(std::string text) {
    for (const char* word : {"龄", "个", "整"})
        for (std::size_t at; (at = text.find(word)) != text.npos;)
            text.erase(at, std::string(word).size());
    return text;
}

static std::optional<std::string> code_for(const derive::Field& field, const Column& meaning,
                                           const std::string& text) {
    for (auto& code : field.codes)
        if (same(code.code, text) || same(code.label.zh, text) || same(code.label.en, text))
            return code.code;
    auto known = meaning.values.find(text);
    return known == meaning.values.end() ? std::nullopt : std::optional(known->second);
}

Result<Json> RowReader::code(const Bound& bound, const std::string& raw) const {
    std::string text = without_space(fold_width(raw));
    for (const std::string& form : {text, bare_age(text)})
        if (auto code = code_for(*bound.field, *bound.meaning, form)) return Json(*code);
    std::string choices;
    for (auto& code : bound.field->codes)
        if (choices.size() < 90) choices += (choices.empty() ? "" : "、") + code.label.zh;
    return refused({"不认识的写法，可填：" + choices, "not one of: " + choices});
}

/// Parted by 、；| or a line break.
static std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts;
    std::u32string part;
    for (char32_t c : to_utf32(text) + U";") {
        bool mark = c == U'、' || c == ';' || c == '\n' || c == '|' || c == U'。';
        if (!mark) {
            part += c;
            continue;
        }
        if (auto whole = trim(to_utf8(part)); !whole.empty()) parts.push_back(whole);
        part.clear();
    }
    return parts;
}

/// By wording, by code or by number within the group.
static const derive::Code* choice_for(const std::vector<const derive::Code*>& choices,
                                      const std::string& text) {
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (same(choices[i]->code, text) || same(choices[i]->label.zh, text) ||
            text == std::to_string(i + 1))
            return choices[i];
    return nullptr;
}

/// Several choices of the group that another field names.
Result<Json> RowReader::codes(const Bound& bound, const std::string& raw,
                              const Reading& so_far) const {
    std::string text = fold_width(raw);
    Json out = Json::array();
    for (auto& none : bound.meaning->none)
        if (same(none, text)) return out;
    std::string group;
    if (auto form = so_far.content.find(bound.form->full_id()); form != so_far.content.end())
        group = form->second.value(bound.field->options_of, std::string());
    std::vector<const derive::Code*> choices;
    for (auto& code : bound.field->codes)
        if (bound.field->options_of.empty() || code.group == group) choices.push_back(&code);
    for (auto& one : parts_of(text)) {
        auto* found = choice_for(choices, one);
        if (!found)
            return refused({"有不属于这个月龄的写法，请按该月龄的预警征象填写",
                            "a wording that is none of this age's signs"});
        out.push_back(found->code);
    }
    return out;
}

static std::string short_village(std::string name) {
    for (const char* ending : {"村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"})
        if (name.ends_with(ending) && name.size() > std::string(ending).size())
            return name.substr(0, name.size() - std::string(ending).size());
    return name;
}

/// A code, or a village's name that is the only one of its kind in the organisation's area.
Result<Json> RowReader::region(const std::string& raw) const {
    std::string text = without_space(fold_width(raw));
    if (office_.regions.find(text)) return Json(text);
    auto area = access::inside(who_.organisation.region);
    const policy::Region* found = nullptr;
    for (auto& one : office_.regions.all()) {
        if (one.level != policy::Level::village) continue;
        auto number = access::region_of(one.code);
        if (!number || *number < area.from || *number >= area.to) continue;
        bool fits = one.name == text || short_village(one.name) == short_village(text) ||
                    text.ends_with(one.name);
        if (!fits) continue;
        if (found)
            return refused({"本辖区有多个同名的村，请填12位区划代码",
                            "several villages have this name: give the code"});
        found = &one;
    }
    if (!found) return refused({"本辖区没有这个村（社区）", "no such village in this area"});
    return Json(found->code);
}

/// "2026-03", "2026年3月", "202603", or any day of the month.
static Result<std::string> month_of(const files::Cell& cell, files::Epoch epoch) {
    if (cell.date) return iso(*cell.date).substr(0, 7);
    std::string text = without_space(TRY(files::as_text(cell)));
    std::string digits;
    for (char32_t c : to_utf32(text)) digits += c >= '0' && c <= '9' ? char(c) : ' ';
    digits = squeeze(digits);
    std::string year = digits.substr(0, digits.find(' '));
    std::string month = digits.find(' ') == digits.npos ? "" : digits.substr(digits.find(' ') + 1);
    if (year.size() == 6 && month.empty()) month = year.substr(4), year = year.substr(0, 4);
    if (month.size() == 1) month = "0" + month;
    if (year.size() == 4 && month.size() == 2 && parse_iso_date(year + "-" + month + "-01"))
        return year + "-" + month;
    auto day = files::as_date(cell, epoch);
    if (day) return iso(*day).substr(0, 7);
    return refused({"月份应如 2026-03 或 2026年3月", "a month such as 2026-03"});
}

Result<Json> RowReader::value(const Bound& bound, const files::Cell& cell, files::Epoch epoch,
                              const Reading& so_far) const {
    using derive::FieldType;
    switch (bound.field->type) {
    case FieldType::integer:
        return Json(TRY(files::as_integer(cell)));
    case FieldType::money:
        return Json(TRY(files::as_money(cell)).fen);
    case FieldType::boolean:
        return Json(TRY(files::as_yes_no(cell)));
    case FieldType::date:
        return Json(iso(TRY(files::as_date(cell, epoch))));
    case FieldType::month:
        return Json(TRY(month_of(cell, epoch)));
    case FieldType::identity_number:
        return Json(TRY(files::as_identity_number(cell)).text);
    case FieldType::phone:
        return Json(TRY(files::as_phone(cell)));
    case FieldType::code:
        if (bound.field->code_system.starts_with("GB/T 2261.1"))
            return Json(TRY(files::as_sex(cell)) == files::Sex::male ? "1" : "2");
        return code(bound, TRY(files::as_text(cell)));
    case FieldType::codes:
        return codes(bound, cell.text, so_far);
    case FieldType::region:
        return region(TRY(files::as_text(cell)));
    case FieldType::name: {
        std::string name = TRY(files::as_text(cell));
        bool latin = std::any_of(name.begin(), name.end(),
                                 [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
        return Json(latin ? name : without_space(name));
    }
    case FieldType::address:
        return Json(TRY(files::as_text(cell)));
    default: // free text stands as it was written, but for blanks and line breaks
        return Json(squeeze(cell.text));
    }
}

void RowReader::take(const Bound& bound, const files::Cell& cell, files::Epoch epoch,
                     Reading& out) const {
    auto fault = [&](Words words) {
        out.faults.push_back({bound.meaning->label.zh, std::move(words)});
    };
    if (cell.formula && cell.empty())
        return fault({"公式没有保存计算结果，请改为数值", "a formula without a stored result"});
    if (!bound.field) {
        auto day = files::as_date(cell, epoch);
        if (!day) return fault(day.error().message);
        out.days.emplace(bound.form->full_id(), *day);
        return;
    }
    auto found = value(bound, cell, epoch, out);
    if (!found) return fault(found.error().message);
    out.content[bound.form->full_id()][bound.field->id] = std::move(*found);
}

/// Sex and birth date out of the identity number where the list is silent; contradictions are
/// refused.
void RowReader::person(Reading& out) const {
    Json& person = out.content["base.registration"];
    auto number = parse_identity_number(person.value("identity_number", std::string()));
    if (number) {
        std::string birth = iso(number->birth), sex = number->male ? "1" : "2";
        if (person.value("birth_date", birth) != birth)
            out.faults.push_back(
                {"出生日期", {"与身份证号不一致", "differs from the identity number"}});
        if (person.value("sex", sex) != sex)
            out.faults.push_back(
                {"性别", {"与身份证号不一致", "differs from the identity number"}});
        person["birth_date"] = birth;
        person["sex"] = sex;
    }
    for (const char* needed : {"name", "birth_date", "sex"})
        if (!person.contains(needed) && out.faults.empty())
            out.faults.push_back({std::string(needed) == "name" ? "姓名" : "身份证号",
                                  {"缺少，无法认定是谁", "missing: nobody can say who this is"}});
}

Submissions RowReader::submissions(Reading& reading) const {
    Date today = office_.clock.today();
    auto own_day = reading.days.find(kind_.form);
    Date day = own_day == reading.days.end() ? today : own_day->second;
    Submissions out;
    for (auto& [form, content] : reading.content) {
        if (form == kind_.form) continue;
        casework::Submission one{form, day, std::move(content), {}, {}, import_};
        if (form == "base.registration")
            out.registration = std::move(one);
        else
            out.more.push_back(std::move(one));
    }
    Json own = reading.content.contains(kind_.form) ? std::move(reading.content[kind_.form])
                                                    : Json::object();
    // an empty cell of a many-choice column says: none of them
    for (auto& bound : bound_)
        if (bound.field && bound.form->full_id() == kind_.form &&
            bound.field->type == derive::FieldType::codes && !own.contains(bound.field->id))
            own[bound.field->id] = Json::array();
    out.more.push_back({kind_.form, day, std::move(own), {}, {}, import_});
    return out;
}

Result<Submissions> RowReader::read(const files::Row& row, files::Epoch epoch) const {
    Reading reading;
    for (auto& bound : bound_) {
        if (std::size_t(bound.column) >= row.cells.size()) continue;
        auto& cell = row.cells[std::size_t(bound.column)];
        if (files::blank(cell) && !(cell.formula && cell.empty())) continue;
        take(bound, cell, epoch, reading);
    }
    person(reading);
    if (reading.faults.empty()) return submissions(reading);
    Words all;
    for (auto& fault : reading.faults) {
        all.zh += (all.zh.empty() ? "" : "；") + fault.field + "：" + fault.message.zh;
        all.en += (all.en.empty() ? "" : "; ") + fault.field + ": " + fault.message.en;
    }
    return fail(Error::invalid(all));
}

/// Two rows with one key are the same matter: the later one counts.
std::string RowReader::key_of(const Submissions& row) const {
    auto& person = row.registration.content;
    auto& own = row.more.back();
    auto* form = office_.program->find_form(own.form);
    Json key = {person.value("name", ""), person.value("birth_date", ""),
                person.value("guardian_phone", "")};
    if (person.contains("identity_number")) key = {person["identity_number"]};
    for (auto& field : form->key) key.push_back(own.content.value(field, Json()));
    if (form->key_has_day) key.push_back(iso(own.day));
    return key.dump();
}

} // namespace banxing::intake
