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

/// What an instrument brings into a form that uses it.
struct InstrumentParts {
    derive::Instrument instrument;
    std::vector<derive::Field> fields, scores;
};
using Instruments = std::map<std::string, InstrumentParts>;

void read_system(const Source& source, const YAML::Node& root, derive::System& system);
CodeTable read_codes(const Source& source, const YAML::Node& root, const std::string& id);
void read_form(const Source& source, const YAML::Node& root, const std::string& id,
               const CodeTables& codes, const Instruments& instruments, derive::System& system);
InstrumentParts read_instrument(const Source& source, const YAML::Node& root,
                                const std::string& id);
/// Values of a region for parameters that the system has already.
void read_overlay(const Source& source, const YAML::Node& root, derive::System& system);
void read_facts(const Source& source, const YAML::Node& root, derive::System& system);
void read_parameters(const Source& source, const YAML::Node& root, derive::System& system);
void read_pathway(const Source& source, const YAML::Node& root, derive::System& system);
void read_entitlements(const Source& source, const YAML::Node& root, derive::System& system);
void read_indicators(const Source& source, const YAML::Node& root, derive::System& system);
void read_pools(const Source& source, const YAML::Node& root, derive::System& system);
void read_words(const Source& source, const YAML::Node& root);

/// "age" → "system.age"; a name with a dot stands as it is.
std::string full_id(const derive::System& system, const std::string& name);
derive::Gate read_gate(Map& map, const derive::System& system);
/// A region code; 全国 (the whole country) is the empty one.
std::string read_region(Map& map, const std::string& key);
derive::ValueType read_value_type(Map& map);

derive::RecordMatch read_match(Map& map, const derive::System& system);
std::vector<derive::RecordMatch> read_matches(Map& map, const std::string& key,
                                              const derive::System& system, Need need);
derive::Deadline read_deadline(Map& map, const std::string& key, const derive::System& system);
derive::Escalation read_escalation(Map& map, const derive::System& system);
derive::ReferralRule read_referral(Map& map, const derive::System& system);
derive::TransitionRule read_transition(Map& map, const derive::System& system);

} // namespace banxing::policy
