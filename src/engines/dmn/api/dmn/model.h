#pragma once
// A DMN model (1.1 to 1.5): read once, checked, then evaluated from any thread. Reads no files.
#include <core/result.h>
#include <feel/expression.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
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

struct Table;

/// A cell whose condition does not hold. Like all of a trace it refers to the model, which must
/// outlive it.
struct CellMiss {
    const Table* table = nullptr;
    int row = 0, column = 0; // 1-based
    feel::Value value;       // what was tested
    const std::string& cell_id() const;
    Words words() const; // 月龄 84 不满足 < 84
};

struct MatchedRow {
    int row = 0; // 1-based
    std::reference_wrapper<const std::string> rule_id;
    std::span<const std::string> annotations; // the clause …
};

/// All cells true but one.
struct NearMiss {
    int row = 0;
    std::reference_wrapper<const std::string> rule_id;
    std::span<const std::string> annotations;
    CellMiss cell;
    const feel::Value* constant = nullptr; // what it would have given, where that is a constant
};

struct DecisionTrace {
    int decision = 0;
    feel::Outcome outcome;
    std::vector<MatchedRow> matched;
    std::vector<NearMiss> near;
    std::vector<feel::Rounded> rounded;
};

struct InputUse {
    int input = 0;
    feel::Value value; // Value::unknown when it was asked for in vain
};

/// Why the result is what it is. Decisions stand in the order in which they were finished.
struct Trace {
    std::vector<InputUse> inputs;
    std::vector<DecisionTrace> decisions;
    bool near_misses = true; // look for them
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

/// The namespace a DMN document declares; empty for what is no XML.
std::string namespace_of(std::string_view xml);

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
