#include <algorithm>
#include <duties/register.h>
#include <yaml-cpp/yaml.h>

namespace banxing::duties {
namespace {

std::string text(const YAML::Node& node, const char* key) {
    return node[key] ? node[key].as<std::string>() : std::string();
}

std::vector<std::string> texts(const YAML::Node& node, const char* key) {
    return node[key] ? node[key].as<std::vector<std::string>>() : std::vector<std::string>();
}

Error fault(const std::string& file, const std::string& what) {
    return Error::invalid({file + "：" + what + "有误", file + ": a fault in " + what});
}

Duty read_duty(const YAML::Node& node) {
    Duty out{text(node, "id"),
             text(node, "clause"),
             {text(node, "zh"), text(node, "en")},
             texts(node, "lead"),
             texts(node, "responsible"),
             {},
             {},
             {},
             texts(node, "figures"),
             texts(node, "documents")};
    if (auto item = node["item"]) {
        out.item_clause = text(item, "clause");
        out.points = text(item, "points");
        out.due = parse_iso_date(text(item, "due"));
    }
    return out;
}

Result<void> read_duties(const std::string& file, Register& out) {
    auto root = YAML::LoadFile(file);
    out.document = text(root, "document");
    out.region = text(root, "region");
    if (auto from = parse_iso_date(text(root, "from"))) out.from = *from;
    for (const auto& node : root["units"])
        out.units.push_back({text(node, "id"),
                             {text(node, "zh"), text(node, "en")},
                             texts(node, "aliases"),
                             text(node, "kind")});
    for (const auto& node : root["posts"])
        out.posts.push_back({text(node, "id"),
                             {text(node, "zh"), text(node, "en")},
                             {text(node, "role_zh"), text(node, "role_en")},
                             text(node, "unit")});
    for (const auto& node : root["duties"]) {
        auto duty = read_duty(node);
        bool whole = !duty.id.empty() && !duty.clause.empty() && !duty.label.en.empty() &&
                     !duty.lead.empty() && (duty.item_clause.empty() || duty.due);
        for (auto* units : {&duty.lead, &duty.responsible})
            for (auto& unit : *units) whole = whole && out.find_unit(unit);
        if (!whole) return fail(fault(file, "duty " + duty.id));
        out.duties.push_back(std::move(duty));
    }
    return {};
}

Result<void> read_projects(const std::string& file, Register& out) {
    auto root = YAML::LoadFile(file);
    out.projects_document = text(root, "document");
    for (const auto& node : root["projects"]) {
        Project one{text(node, "id"),
                    text(node, "clause"),
                    text(node, "region"),
                    text(node, "lead"),
                    text(node, "from"),
                    text(node, "to"),
                    text(node, "annex") == "provincial",
                    {text(node, "zh"), text(node, "en")},
                    text(node, "measures")};
        if (one.id.empty() || one.clause.empty() || one.from.size() != 7 || one.measures.empty())
            return fail(fault(file, "project " + one.id));
        out.projects.push_back(std::move(one));
    }
    return {};
}

} // namespace

Result<Register> Register::read(const std::filesystem::path& folder) {
    Register out;
    auto duties = (folder / "zhuji-2023-38.yaml").string(),
         projects = (folder / "zhejiang-2022-5.yaml").string();
    try {
        TRY(read_duties(duties, out));
        TRY(read_projects(projects, out));
    } catch (const YAML::Exception& e) {
        return fail(fault(folder.string(), e.what()));
    }
    return out;
}

const Duty* Register::find_duty(const std::string& id) const {
    auto at = std::ranges::find(duties, id, &Duty::id);
    return at == duties.end() ? nullptr : &*at;
}

const Project* Register::find_project(const std::string& id) const {
    auto at = std::ranges::find(projects, id, &Project::id);
    return at == projects.end() ? nullptr : &*at;
}

const Unit* Register::find_unit(const std::string& name) const {
    for (auto& one : units)
        if (one.id == name || one.label.zh == name ||
            std::ranges::find(one.aliases, name) != one.aliases.end())
            return &one;
    return nullptr;
}

} // namespace banxing::duties
