#include "workbook.h"

#include "refusals.h"
#include "texts.h"
#include "xml.h"

#include <core/text.h>

#include <map>

namespace banxing::files {

namespace {

struct Relation {
    std::string type, target;
};
using Relations = std::map<std::string, Relation>;

class RelationReader : public Xml {
public:
    RelationReader(Relations& relations, std::uint32_t depth) : Xml(depth), relations_(relations) {}

private:
    void open(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship" || attributes["TargetMode"] == "External") return;
        std::string_view type =
            attributes["Type"]; // strict and transitional differ before the last word
        type.remove_prefix(std::min(type.rfind('/') + 1, type.size()));
        relations_[std::string(attributes["Id"])] = {std::string(type),
                                                     std::string(attributes["Target"])};
        if (relations_.size() > 10'000) refuse(damaged("too many relations"));
    }
    void close(std::string_view) override {}
    Relations& relations_;
};

struct NamedSheet {
    std::string name, relation;
    bool visible;
};

class WorkbookReader : public Xml {
public:
    using Xml::Xml;
    std::vector<NamedSheet> sheets;
    Epoch epoch = Epoch::y1900;

private:
    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr") {
            auto flag = attributes["date1904"];
            if (flag == "1" || flag == "true") epoch = Epoch::y1904;
        }
        if (name != "sheet") return;
        auto state = attributes["state"];
        sheets.push_back({seen_text(attributes["name"]), std::string(attributes["id"]),
                          state.empty() || state == "visible"});
        if (sheets.size() > 10'000) refuse(damaged("too many sheets"));
    }
    void close(std::string_view) override {}
};

} // namespace

static Result<> parse_part(Archive& archive, const std::string& part, Xml& reader) {
    TRY(archive.stream(part, [&](std::string_view block) { return reader.feed(block); }));
    return reader.finish();
}

static std::string folder_of(const std::string& part) {
    auto slash = part.rfind('/');
    return slash == part.npos ? "" : part.substr(0, slash + 1);
}

/// "../xl/a.xml" and "/xl/a.xml" as the archive names them.
static std::string resolve(const std::string& folder, const std::string& target) {
    std::string path = target.starts_with('/') ? target : folder + target;
    std::vector<std::string_view> steps;
    for (auto step : split(path, '/')) {
        if (step == ".." && !steps.empty()) steps.pop_back();
        if (step != ".." && step != "." && !step.empty()) steps.push_back(step);
    }
    std::string joined;
    for (auto step : steps) joined.append(joined.empty() ? "" : "/").append(step);
    return joined;
}

static Result<Relations> relations_of(Archive& archive, const std::string& part,
                                      const Limits& limits) {
    Relations relations;
    std::string folder = folder_of(part);
    std::string file = folder + "_rels/" + part.substr(folder.size()) + ".rels";
    if (!archive.has(file)) return relations;
    RelationReader reader(relations, limits.depth);
    TRY(parse_part(archive, file, reader));
    for (auto& [id, relation] : relations) relation.target = resolve(folder, relation.target);
    return relations;
}

static std::string first_of_type(const Relations& relations, std::string_view type) {
    for (auto& [id, relation] : relations)
        if (relation.type == type) return relation.target;
    return {};
}

static Error macros() {
    return Error::invalid(
        {"文件含有宏，不能导入，请另存为不带宏的 .xlsx 后重新上传",
         "The file contains macros. Save it as .xlsx without macros and upload it again"});
}

static Result<> refuse_other_kinds(const Archive& archive) {
    if (archive.has("xl/vbaProject.bin")) return fail(macros());
    if (archive.has("xl/workbook.bin"))
        return fail(
            Error::invalid({"这是二进制工作簿（.xlsb），请另存为 .xlsx 后重新上传",
                            "This is a binary workbook (.xlsb). Save it as .xlsx and upload it "
                            "again"}));
    if (archive.has("content.xml") && archive.has("META-INF/manifest.xml"))
        return fail(
            Error::invalid({"这是 OpenDocument 表格（.ods），请另存为 .xlsx 后重新上传",
                            "This is an OpenDocument sheet (.ods). Save it as .xlsx and upload it "
                            "again"}));
    return {};
}

Result<Workbook> read_workbook(Archive& archive, const Limits& limits) {
    TRY(refuse_other_kinds(archive));
    std::string main = first_of_type(TRY(relations_of(archive, "", limits)), "officeDocument");
    if (main.empty() || !archive.has(main)) main = "xl/workbook.xml";
    if (!archive.has(main)) return fail(not_a_sheet());
    WorkbookReader reader(limits.depth);
    TRY(parse_part(archive, main, reader));
    Relations relations = TRY(relations_of(archive, main, limits));
    if (!first_of_type(relations, "vbaProject").empty()) return fail(macros());
    Workbook workbook{.epoch = reader.epoch,
                      .texts = first_of_type(relations, "sharedStrings"),
                      .styles = first_of_type(relations, "styles")};
    for (auto& sheet : reader.sheets) {
        auto relation = relations.find(sheet.relation);
        if (relation != relations.end() && relation->second.type == "worksheet")
            workbook.sheets.push_back({sheet.name, relation->second.target, sheet.visible});
    }
    return workbook;
}

} // namespace banxing::files
