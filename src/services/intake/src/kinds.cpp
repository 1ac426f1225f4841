#include "kinds.h"

#include <core/text.h>
#include <log/log.h>

#include <algorithm>
#include <set>
#include <yaml-cpp/yaml.h>

namespace banxing::intake {

std::pair<std::string, std::string> halves(const std::string& to) {
    auto at = to.find('/');
    return {to.substr(0, at), at == to.npos ? std::string() : to.substr(at + 1)};
}

static Words words_of(const YAML::Node& node) {
    if (!node || !node.IsMap()) return {};
    return {node["zh"].as<std::string>(""), node["en"].as<std::string>("")};
}

static std::vector<std::string> texts_of(const YAML::Node& node) {
    return node ? node.as<std::vector<std::string>>() : std::vector<std::string>{};
}

/// Label and necessity come from the form; a field that no form has refuses the list.
static Result<void> bind(Column& column, const Kind& kind, const derive::Program& program) {
    auto [form_id, field_id] = halves(column.to);
    auto* form = program.find_form(form_id);
    if (!form)
        return fail(Error::invalid({"名单 " + kind.id + "：没有表单 " + form_id,
                                    "list " + kind.id + ": no form " + form_id}));
    bool own = form_id == kind.form;
    if (field_id == "$day") {
        column.label = form->day_label;
        return {};
    }
    for (auto& field : form->fields) {
        if (field.id != field_id) continue;
        column.label = field.label;
        // a sign may be absent, a name not; sex and birth can come out of the identity number
        column.required =
            (own && field.required && field.type != derive::FieldType::codes) || field_id == "name";
        return {};
    }
    return fail(Error::invalid({"名单 " + kind.id + "：没有字段 " + column.to,
                                "list " + kind.id + ": no field " + column.to}));
}

/// Whoever hands a list in writes its records.
static Result<void> check_roles(const Kind& kind, const derive::Program& program) {
    auto* form = program.find_form(kind.form);
    auto writes = [&](const std::string& role) {
        auto& roles = form->write_roles;
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    };
    if (form && !kind.roles.empty() && std::all_of(kind.roles.begin(), kind.roles.end(), writes))
        return {};
    return fail(Error::invalid({"名单 " + kind.id + "：roles 中有不能填写该表单的岗位",
                                "list " + kind.id + ": a role that may not write its form"}));
}

static Result<Kind> read_kind(const std::filesystem::path& file, const derive::Program& program) {
    try {
        YAML::Node node = YAML::LoadFile(file.string());
        Kind kind;
        kind.id = file.stem().string();
        kind.label = words_of(node);
        kind.help = words_of(node["help"]);
        kind.form = node["form"].as<std::string>();
        kind.roles = texts_of(node["roles"]);
        TRY(check_roles(kind, program));
        for (const auto& one : node["columns"]) {
            Column column;
            column.to = one["to"].as<std::string>();
            column.headings = texts_of(one["headings"]);
            column.none = texts_of(one["none"]);
            if (one["values"])
                column.values = one["values"].as<std::map<std::string, std::string>>();
            TRY(bind(column, kind, program));
            kind.columns.push_back(std::move(column));
        }
        return kind;
    } catch (const YAML::Exception& e) {
        return fail(Error::internal("list " + file.filename().string() + ": " + e.what()));
    }
}

Result<std::unique_ptr<Kinds>> Kinds::read(const std::filesystem::path& folder,
                                           const policy::Ruling& ruling) {
    auto out = std::unique_ptr<Kinds>(new Kinds(ruling));
    std::error_code error;
    for (auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".yaml") out->files_.push_back(entry.path());
    if (error) return fail(Error::internal("the folder of lists cannot be read"));
    std::sort(out->files_.begin(), out->files_.end());
    auto program = ruling.shared();
    std::vector<Kind> kinds;
    for (auto& file : out->files_) kinds.push_back(TRY(read_kind(file, *program)));
    out->held_.push_back(std::move(kinds));
    out->version_ = program->source().version;
    return out;
}

const std::vector<Kind>& Kinds::current() {
    std::lock_guard lock(mutex_);
    auto program = ruling_.shared();
    if (version_ == program->source().version) return held_.back();
    std::vector<Kind> kinds;
    for (auto& file : files_)
        if (auto kind = read_kind(file, *program))
            kinds.push_back(std::move(*kind));
        else
            log::failure("intake.list_left_out", kind.error());
    held_.push_back(std::move(kinds));
    version_ = program->source().version;
    return held_.back();
}

/// Headings compare without space, width, brackets' content and signs.
static std::string plain(const std::string& heading) {
    std::string folded = without_space(fold_width(heading)), out;
    int inside = 0;
    for (char32_t c : to_utf32(folded)) {
        if (c == '(' || c == U'【' || c == '[') ++inside;
        bool sign = c == ')' || c == U'】' || c == ']' || c == '*' || c == ':' || c == '(' ||
                    c == U'【' || c == '[';
        if (inside == 0 && !sign) out += to_utf8(std::u32string(1, c));
        if (c == ')' || c == U'】' || c == ']') inside = std::max(0, inside - 1);
    }
    return out;
}

static bool named(const Column& column, const std::string& heading) {
    std::string wanted = plain(heading), last = plain(heading.substr(heading.rfind('/') + 1));
    return std::any_of(column.headings.begin(), column.headings.end(),
                       [&](auto& known) { return plain(known) == wanted || plain(known) == last; });
}

void propose(const Kind& kind, std::vector<Heading>& headings) {
    std::set<std::string> taken;
    for (auto& heading : headings)
        for (auto& column : kind.columns) {
            if (!heading.field.empty() || taken.contains(column.to) ||
                !named(column, heading.heading))
                continue;
            heading.field = column.to;
            taken.insert(column.to);
        }
}

std::vector<const Column*> missing(const Kind& kind, const Mapping& mapping) {
    std::vector<const Column*> out;
    auto mapped = [&](const std::string& to) {
        return std::any_of(mapping.begin(), mapping.end(),
                           [&](auto& one) { return one.second == to; });
    };
    for (auto& column : kind.columns)
        if (column.required && !mapped(column.to)) out.push_back(&column);
    bool person =
        mapped("base.registration/identity_number") || mapped("base.registration/birth_date");
    for (auto& column : kind.columns)
        if (!person && column.to == "base.registration/identity_number") out.push_back(&column);
    return out;
}

} // namespace banxing::intake
