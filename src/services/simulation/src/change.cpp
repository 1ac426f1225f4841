#include <fstream>
#include <pugixml.hpp>
#include <simulation/change.h>
#include <sstream>
#include <yaml-cpp/yaml.h>

namespace banxing::simulation {

/// Reads one change file; notes every fault.
class Reader {
public:
    Reader(const policy::Files& published, const std::filesystem::path& folder) : folder_(folder) {
        out.files = published;
    }

    void read(const YAML::Node& root) {
        if (!root.IsMap()) return fault("change", {"应为键值", "a mapping is expected"});
        for (const auto& entry : root) section(entry.first.Scalar(), entry.second);
        if (out.title.zh.empty()) fault("zh", {"缺少名称", "a title is missing"});
    }

    Changed out;
    std::vector<FieldIssue> faults;

private:
    void section(const std::string& key, const YAML::Node& node) {
        if (key == "zh")
            out.title.zh = node.Scalar();
        else if (key == "en")
            out.title.en = node.Scalar();
        else if (key == "overlays")
            overlays(node);
        else if (key == "tables")
            for (const auto& one : node) table(one);
        else if (key == "files")
            files(node);
        else if (key != "people" && key != "cases") // policy::run_own_cases reads those
            fault(key, {"没有这个键", "no such key"});
    }

    void fault(const std::string& where, Words words) {
        faults.push_back({where, std::move(words)});
    }

    /// system → what a file of its overlays/ holds
    void overlays(const YAML::Node& node) {
        for (const auto& entry : node) {
            YAML::Emitter text;
            text << entry.second;
            out.files[entry.first.Scalar() + "/overlays/draft.yaml"] = text.c_str();
        }
    }

    void files(const YAML::Node& node) {
        for (const auto& entry : node) {
            auto name = entry.second.Scalar();
            bool plain = name.find("..") == name.npos && !name.empty() && name.front() != '/';
            std::ifstream in(folder_ / name, std::ios::binary);
            if (folder_.empty() || !plain || !in) {
                fault(name, {"没有这个文件", "there is no such file"});
                continue;
            }
            std::ostringstream bytes;
            bytes << in.rdbuf();
            out.files[entry.first.Scalar()] = bytes.str();
        }
    }

    static pugi::xml_node by_id(const pugi::xml_document& model, const std::string& id) {
        return model.find_node(
            [&](const pugi::xml_node& node) { return id == node.attribute("id").value(); });
    }

    /// Cells by their id, and rows that go.
    void table(const YAML::Node& node) {
        auto file = node["file"] ? node["file"].Scalar() : std::string();
        auto found = out.files.find(file);
        pugi::xml_document model;
        if (found == out.files.end() ||
            !model.load_buffer(found->second.data(), found->second.size()))
            return fault(file, {"没有这个决策表", "there is no such decision table"});
        for (const auto& id : node["drop"]) {
            auto rule = by_id(model, id.Scalar());
            if (!rule || !rule.parent().remove_child(rule))
                fault(id.Scalar(), {"没有这一行", "there is no such row"});
        }
        for (const auto& cell : node["cells"]) {
            auto entry = by_id(model, cell.first.Scalar()).child("text");
            if (!entry || !entry.text().set(cell.second.Scalar().c_str()))
                fault(cell.first.Scalar(), {"没有这一格", "there is no such cell"});
        }
        std::ostringstream text;
        model.save(text, "  ", pugi::format_raw);
        found->second = text.str();
    }

    std::filesystem::path folder_;
};

Result<Changed> apply(const policy::Files& published, const std::string& change,
                      const std::filesystem::path& folder) {
    Reader reader(published, folder);
    try {
        reader.read(YAML::Load(change));
    } catch (const YAML::Exception& fault) {
        return fail(Error::invalid(
            {"第" + std::to_string(fault.mark.line + 1) + "行无法读取",
             "Line " + std::to_string(fault.mark.line + 1) + " cannot be read: " + fault.msg}));
    }
    if (reader.faults.empty()) return std::move(reader.out);
    return fail(
        Error::invalid({"变更文件有误", "The change cannot be read"}, std::move(reader.faults)));
}

} // namespace banxing::simulation
