#include "read.h"

#include <policy/regions.h>

namespace banxing::policy {

using namespace derive;

std::string full_id(const System& system, const std::string& name) {
    if (name.empty() || name.find('.') != std::string::npos) return name;
    return system.id + "." + name;
}

std::string read_region(Map& map, const std::string& key) {
    std::string code = map.text(key, Need::required);
    if (code == "全国") return {};
    if (!code.empty() && !is_region_code(code))
        map.fault(
            {"“" + key + "”应为区划代码或“全国”", "'" + key + "' must be a region code or 全国"});
    return code;
}

ValueType read_value_type(Map& map) {
    return ValueType(
        map.choice("type", {"number", "string", "boolean", "date", "list"}, Need::required));
}

Gate read_gate(Map& map, const System& system) {
    Gate gate;
    auto found = map.node("gate");
    if (!found) return gate;
    Map inner(map.source(), *found);
    gate.birth = full_id(system, inner.text("birth"));
    gate.age_from = full_id(system, inner.text("age_from"));
    gate.age_to = full_id(system, inner.text("age_to"));
    gate.place = full_id(system, inner.text("place"));
    gate.regions = inner.texts("regions");
    for (auto& region : gate.regions)
        if (!is_region_code(region))
            inner.fault({"区划代码“" + region + "”不对", "'" + region + "' is no region code"});
    if (gate.place.empty() != gate.regions.empty())
        inner.fault({"place 与 regions 要一起写", "place and regions belong together"});
    return gate;
}

static void read_grants(Map& map, System& system) {
    map.each("grants", [&](Map& item) {
        GrantRule rule;
        rule.place = full_id(system, item.text("place"));
        rule.form = full_id(system, item.text("form"));
        rule.purposes = item.texts("purposes", Need::required);
        rule.basis = item.basis();
        if (rule.place.empty() == rule.form.empty())
            item.fault({"place 与 form 写且只写一个", "give either place or form"});
        system.grants.push_back(std::move(rule));
    });
}

/// Checked here; the sharing page shows it.
static void read_shares(Map& map) {
    map.each("shares", [](Map& item) {
        item.text("with", Need::required);
        item.text("purpose", Need::required);
        item.basis();
    });
}

void read_system(const Source& source, const YAML::Node& root, System& system) {
    Map map(source, root);
    if (map.id() != system.id)
        map.fault(
            {"id 应与文件夹同名：" + system.id, "id must be the folder's name: " + system.id});
    system.label = map.words();
    if (auto kind = map.text("subject"); !kind.empty()) system.subject_kind = kind;
    system.basis = map.basis();
    system.uses = map.texts("uses");
    system.exports = map.texts("exports");
    system.place = full_id(system, map.text("place"));
    map.each("operation", [&](Map& item) {
        Operation operation{read_region(item, "region"), {}};
        if (auto since = item.date("since", Need::required)) operation.since = *since;
        system.operation.push_back(std::move(operation));
    });
    system.gate = read_gate(map, system);
    for (auto& end : map.texts("ends")) system.ends.push_back(full_id(system, end));
    read_grants(map, system);
    read_shares(map);
}

void read_words(const Source& source, const YAML::Node& root) {
    Map map(source, root);
    for (const auto& entry : root)
        if (entry.first.IsScalar()) map.words(entry.first.Scalar());
}

} // namespace banxing::policy
