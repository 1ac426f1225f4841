#pragma once
// The compiled form of a policy set: names are numbers, texts are expressions. Built by
// compile_*.cpp.
#include <derive/derive.h>
#include <dmn/model.h>
#include <feel/expression.h>

#include <map>
#include <optional>
#include <unordered_map>

namespace banxing::derive {

/// A fact or a parameter: what rules may name. Numbered over all systems.
struct Symbol {
    const Fact* fact = nullptr;
    const Parameter* parameter = nullptr;
    int system = 0;
    const Words& label() const { return fact ? fact->label : parameter->label; }
    const std::string& id() const { return fact ? fact->id : parameter->id; }
    ValueType type() const { return fact ? fact->type : parameter->type; }
};

/// An expression over symbols: slot i of the expression's scope is symbol slots[i].
struct Condition {
    std::optional<feel::Expression> text;
    const std::vector<int>* slots = nullptr;
    bool empty() const { return !text; }
};

struct CompiledForm {
    const Form* form = nullptr;
    int system = 0;
    feel::Scope scope;           // fields, then scores, then the system's parameters
    std::vector<int> parameters; // symbols of the slots behind fields and scores
    std::vector<feel::Expression> scores;
    int until = -1; // field that ends a state
    int slot_of(std::string_view field) const;
};

struct CompiledMatch {
    int form = -1;
    std::optional<feel::Expression> where;
    int occurrence_slot = -1;
};

struct CompiledFact {
    int form = -1, slot = -1, period_slot = -1;
    std::optional<feel::Expression> where;
    Condition formula;
    int birth = -1; // symbol
    feel::Value no_record;
};

struct CompiledValue {
    const ParameterValue* source = nullptr;
    feel::Value value; // unknown when the documents leave it open
};

struct CompiledGate {
    int birth = -1, age_from = -1, age_to = -1, place = -1; // symbols
    const std::vector<std::string>* regions = nullptr;
};

struct CompiledTask {
    const TaskRule* rule = nullptr;
    const std::vector<GridAge>* grid = nullptr;
    CompiledMatch opened_by;
    Condition when;
    int since = -1, place = -1, due = -1, escalates = -1; // symbols
    std::vector<CompiledMatch> closed_by;
};

struct CompiledEntitlement {
    const Entitlement* rule = nullptr;
    std::string full_id;
    int months_form = -1, months_slot = -1;
    int assessed_on = -1; // symbol
    CompiledGate gate;
    std::optional<dmn::Model> model;
    int decision = -1, so_far = -1; // so_far: input of the model
    std::vector<int> inputs;        // model input → symbol
    int paid_form = -1, paid_month = -1, paid_amount = -1;
};

struct CompiledGrant {
    const GrantRule* rule = nullptr;
    int place = -1, form = -1;
};

struct CompiledSystem {
    const System* system = nullptr;
    feel::Scope scope;      // labels of what it sees
    std::vector<int> slots; // scope slot → symbol
    int place = -1;
    CompiledGate gate;
    std::vector<int> ends;
    std::vector<Condition> stages;
    std::vector<CompiledTask> tasks;
    std::vector<CompiledEntitlement> entitlements;
    std::vector<CompiledGrant> grants;
};

class Program::Impl {
public:
    PolicySource source;
    std::vector<Symbol> symbols;
    std::vector<CompiledFact> facts;                    // by symbol
    std::vector<std::vector<CompiledValue>> parameters; // by symbol
    std::vector<CompiledForm> forms;
    std::vector<CompiledSystem> systems;
    std::unordered_map<std::string, int> symbol_of, form_of; // by full id
    int find_symbol(std::string_view id) const;
    int find_form(std::string_view id) const;
};

/// Compiles in steps; every step adds what it finds wrong to `faults`.
class Builder {
public:
    explicit Builder(Program::Impl& program) : p_(program) {}
    void symbols();
    void forms();
    void scopes();
    void facts();
    void parameters();
    void systems();
    std::vector<FieldIssue> faults;

private:
    void fault(const std::string& where, Words words) {
        faults.push_back({where, std::move(words)});
    }
    void fault(const std::string& where, const Error& error);
    void form(CompiledForm& form);
    void fact(int symbol);
    void formula_cycles();
    void system(CompiledSystem& system);
    void task(CompiledSystem& system, const TaskRule& rule);
    void entitlement(CompiledSystem& system, const Entitlement& rule);
    void bind_inputs(CompiledSystem& system, CompiledEntitlement& out);
    void grant(CompiledSystem& system, const GrantRule& rule);
    feel::Value literal(int symbol, const ParameterValue& value);
    CompiledGate gate(const Gate& gate, const std::string& where);
    CompiledMatch match(const RecordMatch& match, const std::string& where);
    Condition condition(CompiledSystem& system, const std::string& text, const std::string& where);
    int symbol(const std::string& id, const std::string& where, bool optional = true);
    int record_form(const std::string& id, const std::string& where);
    int slot(int form, const std::string& field, const std::string& where);
    std::optional<feel::Expression> over_form(int form, const std::string& text,
                                              const std::string& where);
    Program::Impl& p_;
};

feel::Type feel_type(ValueType type);

} // namespace banxing::derive
