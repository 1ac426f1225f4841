#pragma once
// The readers of the single files of a system. Each adds to `system` and gathers faults in its
// source.
#include "yaml.h"

namespace banxing::policy {

struct CodeTable {
    std::string system;
    std::vector<derive::Code> rows;
};
using CodeTables = std::map<std::string, CodeTable>;

void read_system(const Source& source, const YAML::Node& root, derive::System& system);
CodeTable read_codes(const Source& source, const YAML::Node& root, const std::string& id);
void read_form(const Source& source, const YAML::Node& root, const std::string& id,
               const CodeTables& codes, derive::System& system);
void read_facts(const Source& source, const YAML::Node& root, derive::System& system);
void read_parameters(const Source& source, const YAML::Node& root, derive::System& system);
void read_pathway(const Source& source, const YAML::Node& root, derive::System& system);
void read_entitlements(const Source& source, const YAML::Node& root, derive::System& system);
void read_words(const Source& source, const YAML::Node& root);

/// "age" → "system.age"; a name with a dot stands as it is.
std::string full_id(const derive::System& system, const std::string& name);
derive::Gate read_gate(Map& map, const derive::System& system);
/// A region code; 全国 (the whole country) is the empty one.
std::string read_region(Map& map, const std::string& key);
derive::ValueType read_value_type(Map& map);

} // namespace banxing::policy
