#pragma once
// A DMN model (1.1 to 1.5): read once, checked, then evaluated from any thread. Reads no files.
#include <core/result.h>
#include <feel/expression.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::dmn {

/// What the model asks for. Its index is the slot that feel::Inputs::get receives.
struct Input {
    std::string id;   // inputData/@id: the fact it is bound to
    std::string name; // what expressions call it
    feel::Type type;
};

struct Decision {
    std::string id;
    std::string name;
    feel::Type type;
    std::vector<int> inputs;    // direct and indirect, ascending
    std::vector<int> decisions; // required directly
    bool table = false;         // its logic is a decision table
};

/// A condition of one cell, in words.
struct CellMiss {
    int column = 0; // 1-based input column
    std::string cell_id;
    Words words; // 月龄 84 不满足 < 84
};

struct MatchedRow {
    int row = 0; // 1-based
    std::string rule_id;
    std::vector<std::string> annotations; // the clause …
};

/// All cells true but one.
struct NearMiss {
    int row = 0;
    std::string rule_id;
    std::vector<std::string> annotations;
    CellMiss cell;
    std::optional<feel::Value> constant = {}; // what it would have given, where that is a constant
};

struct DecisionTrace {
    int decision = 0;
    feel::Outcome outcome;
    std::vector<MatchedRow> matched;
    std::vector<NearMiss> near;
};

struct InputUse {
    int input = 0;
    feel::Value value; // Value::unknown when it was asked for in vain
};

/// Why the result is what it is. Decisions stand in the order in which they were finished.
struct Trace {
    std::vector<InputUse> inputs;
    std::vector<DecisionTrace> decisions;
};

struct Options {
    feel::Options feel = {};
    std::size_t max_bytes = 16u << 20;
    int max_depth = 128; // of XML elements
    /// Imported models: namespace → XML.
    std::map<std::string, std::string> imports = {};
    /// Decisions whose logic is refused become null instead of refusing the model (conformance kit
    /// only).
    bool tolerate_faults = false;
    static Options policy() { return {.feel = feel::Options::policy()}; }
    static Options lenient() { return {.feel = feel::Options::lenient(), .tolerate_faults = true}; }
};

struct ModelData;

class Model {
public:
    /// Errors name decision, row, column, cell id, line and column; fields hold one issue per fault
    /// found.
    static Result<Model> load(std::string_view xml, const Options& options = {});

    const std::string& name() const;
    const std::string& namespace_uri() const;
    const std::vector<Input>& inputs() const;
    const std::vector<Decision>& decisions() const;
    /// By id or name; −1 when there is none.
    int decision(std::string_view id_or_name) const;
    int input(std::string_view id_or_name) const;
    /// Full-width punctuation that was normalised and the like.
    const std::vector<feel::Note>& notes() const;

    /// `trace` may be null. The slots in Outcome::needs and in `inputs` are indices into inputs().
    feel::Outcome evaluate(int decision, feel::Inputs& inputs, Trace* trace = nullptr) const;
    /// A business knowledge model or decision service with arguments by name.
    feel::Outcome invoke(std::string_view id_or_name,
                         const std::vector<feel::Entry>& arguments) const;

    const ModelData& data() const { return *data_; }

private:
    explicit Model(std::shared_ptr<const ModelData> data) : data_(std::move(data)) {}
    std::shared_ptr<const ModelData> data_; // shared with the functions it makes
};

} // namespace banxing::dmn
