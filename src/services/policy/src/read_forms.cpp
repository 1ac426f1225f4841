#include "read.h"

#include <algorithm>

namespace banxing::policy {

using namespace derive;

CodeTable read_codes(const Source& source, const YAML::Node& root, const std::string& id) {
    CodeTable table;
    Map map(source, root);
    map.words();
    if (map.has("id") && map.text("id") != id)
        map.fault({"id 应与文件同名：" + id, "id must be the file's name: " + id});
    table.system = map.text("system", Need::required);
    map.basis(Need::optional);
    map.choice("trust", {"official", "secondary", "example"});
    map.words("note");
    std::set<std::string> seen;
    map.each(
        "rows",
        [&](Map& row) {
            Code code;
            code.code = row.text("code", Need::required);
            code.label = row.words();
            code.group = row.text("group");
            row.flag("example");
            if (!seen.insert(code.code).second)
                row.fault(
                    {"代码“" + code.code + "”重复", "code '" + code.code + "' is given twice"});
            table.rows.push_back(std::move(code));
        },
        Need::required);
    return table;
}

static const std::vector<std::string> field_types = {
    "text",  "integer", "money", "boolean",         "date",  "month",  "code",
    "codes", "region",  "name",  "identity_number", "phone", "address"};

static Field read_field(Map& map, const CodeTables& codes) {
    Field field;
    field.id = map.id();
    field.label = map.words();
    field.type = FieldType(map.choice("type", field_types, Need::required));
    field.required = map.flag("required");
    field.min = map.integer("min");
    field.max = map.integer("max");
    field.help = map.words("help");
    field.options_of = map.text("options_of");
    field.may_be_future = map.flag("may_be_future");
    bool coded = field.type == FieldType::code || field.type == FieldType::codes;
    std::string table = map.text("codes", coded ? Need::required : Need::optional);
    if (table.empty()) return field;
    auto found = codes.find(table);
    if (!coded || found == codes.end()) {
        map.fault({"没有代码表“" + table + "”，或此类型不用代码表",
                   "no code table '" + table + "', or the type takes none"});
        return field;
    }
    field.codes = found->second.rows;
    field.code_system = found->second.system;
    return field;
}

static Field read_score(Map& map) {
    Field score;
    score.id = map.id();
    score.label = map.words();
    static const std::vector<std::string> types = {"boolean", "number", "text", "date"};
    static const FieldType as[] = {FieldType::boolean, FieldType::integer, FieldType::text,
                                   FieldType::date};
    score.type = as[map.choice("type", types, Need::required)];
    score.formula = map.text("formula", Need::required);
    return score;
}

static void check_names(const Map& map, const Form& form) {
    std::set<std::string> ids, labels;
    auto once = [&](const Field& field) {
        if (ids.insert(field.id).second && labels.insert(field.label.zh).second) return;
        map.fault({"字段“" + field.label.zh + "”（" + field.id + "）重复",
                   "field '" + field.id + "' is given twice"});
    };
    for (auto& field : form.fields) once(field);
    for (auto& score : form.scores) once(score);
    auto known = [&](const std::string& id) {
        return std::any_of(form.fields.begin(), form.fields.end(),
                           [&](auto& f) { return f.id == id; });
    };
    for (auto& key : form.key)
        if (!known(key))
            map.fault({"key 中没有字段“" + key + "”", "key names no field '" + key + "'"});
    for (auto& field : form.fields)
        if (!field.options_of.empty() && !known(field.options_of))
            map.fault({"options_of 中没有字段“" + field.options_of + "”",
                       "options_of names no field '" + field.options_of + "'"});
}

static void read_key(Map& map, Form& form) {
    if (!map.has("key")) map.fault({"缺少“key”", "'key' is missing"});
    for (auto& key : map.texts("key")) {
        if (key == "$organisation")
            form.key_has_organisation = true;
        else if (key == "$day")
            form.key_has_day = true;
        else
            form.key.push_back(key);
    }
}

/// The instrument's items stand behind the form's own fields, its totals before the form's scores.
static void take_up(Map& map, const std::string& id, const Instruments& instruments, Form& form) {
    auto found = instruments.find(id);
    if (found == instruments.end())
        return map.fault({"没有量表“" + id + "”", "no instrument '" + id + "'"});
    auto& parts = found->second;
    form.instruments.push_back(parts.instrument);
    form.fields.insert(form.fields.end(), parts.fields.begin(), parts.fields.end());
    form.scores.insert(form.scores.end(), parts.scores.begin(), parts.scores.end());
}

static Contradiction read_contradiction(Map& map) {
    Contradiction out;
    out.id = map.id();
    out.label = map.words();
    out.when = map.text("when", Need::required);
    out.basis = map.basis(Need::optional);
    return out;
}

void read_form(const Source& source, const YAML::Node& root, const std::string& id,
               const CodeTables& codes, const Instruments& instruments, System& system) {
    Map map(source, root);
    Form form;
    form.system = system.id;
    form.id = id;
    if (!is_id(id))
        map.fault({"文件名应为小写字母、数字和下划线",
                   "the file's name must be lower_case_with_underscores"});
    form.label = map.words();
    form.kind = FormKind(map.choice("kind", {"event", "state"}, Need::required));
    form.day_label = map.words("day", Need::required);
    read_key(map, form);
    form.write_roles = map.texts("write", Need::required);
    form.read_roles = map.texts("read", Need::required);
    form.purpose = map.text("purpose", Need::required);
    form.basis = map.basis();
    map.each(
        "fields", [&](Map& item) { form.fields.push_back(read_field(item, codes)); },
        Need::required);
    for (auto& used : map.texts("instruments")) take_up(map, used, instruments, form);
    map.each("scores", [&](Map& item) { form.scores.push_back(read_score(item)); });
    map.each("contradicts",
             [&](Map& item) { form.contradictions.push_back(read_contradiction(item)); });
    form.subjects = map.texts("subjects");
    form.locked = map.flag("locked");
    form.unread = map.words("unread");
    check_names(map, form);
    system.forms.push_back(std::move(form));
}

} // namespace banxing::policy
