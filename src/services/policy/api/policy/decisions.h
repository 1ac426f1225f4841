#pragma once
// Decision models for people: the tables as they are written, and one decision tried on facts that
// somebody names.
#include <core/json.h>
#include <core/result.h>
#include <derive/policy.h>

#include <map>
#include <string>
#include <vector>

namespace banxing::policy {

struct RowWritten {
    std::string id;
    std::vector<std::string> when, then, notes; // FEEL as written; notes as `notes` of the decision
};

/// A table, or the formula that stands in its place.
struct DecisionWritten {
    std::string id, name, formula, hit_policy;
    std::vector<std::string> needs;                  // ids of inputs and decisions
    std::vector<std::string> inputs, outputs, notes; // headings
    std::vector<RowWritten> rows;
};

struct InputWritten {
    std::string id, name, type; // number, boolean, string, date
};

struct ModelWritten {
    std::string file, name, description;
    std::vector<InputWritten> inputs;
    std::vector<DecisionWritten> decisions;
};

/// All models of the system, by file name. They were compiled before: a text that is no XML gives a
/// model without decisions.
std::vector<ModelWritten> models_of(const derive::System& system);

struct RowTried {
    std::string row; // its id
    Words why;       // of a near miss: the cell that does not hold
};
struct DecisionTried {
    std::string id;
    Words result;
    std::vector<RowTried> matched, nearly;
};
struct Tried {
    bool known = false;
    std::string result;               // JSON, exactly
    std::vector<std::string> needs;   // ids of inputs that would have to be known
    std::vector<DecisionTried> steps; // in the order in which they were settled
};

/// Decides as a file would be decided that has exactly these facts: input id → value; null is known
/// to be absent, an input that is not named is unknown. not_found for another model or decision,
/// invalid for a name that is no input or a value that is not of its type.
Result<Tried> try_decision(const derive::System& system, const std::string& model,
                           const std::string& decision, const Json& facts);

} // namespace banxing::policy
