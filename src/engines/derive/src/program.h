#pragma once
// The compiled form of a policy set: names are numbers, texts are expressions.
// Built by compile_*.cpp.
#include <derive/derive.h>
#include <dmn/model.h>
#include <feel/expression.h>

#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace banxing::derive {

// Forms of `base` that the engine knows. task: system.task/occurrence, reason.
inline constexpr std::string_view waiver_form = "base.task_waiver";
// referral: system.referral/occurrence, reply: accepted, declined, withdrawn
inline constexpr std::string_view reply_form = "base.referral_reply";
// purpose: a purpose of reading, decision: withdrawn or another
inline constexpr std::string_view consent_form = "base.consent";
inline constexpr std::string_view consent_withdrawn = "撤回";

/// A fact or a parameter: what rules may name. Numbered over all systems.
struct Symbol {
    const Fact* fact = nullptr;
    const Parameter* parameter = nullptr;
    int system = 0;
    const Words& label() const { return fact ? fact->label : parameter->label; }
    const std::string& id() const { return fact ? fact->id : parameter->id; }
    ValueType type() const { return fact ? fact->type : parameter->type; }
};

/// Numbers of forms.
class FormSet {
public:
    void add(int form) {
        auto word = std::size_t(form) / 64;
        if (bits_.size() <= word) bits_.resize(word + 1);
        bits_[word] |= std::uint64_t(1) << (std::size_t(form) % 64);
    }
    void add(const FormSet& other) {
        if (bits_.size() < other.bits_.size()) bits_.resize(other.bits_.size());
        for (std::size_t i = 0; i < other.bits_.size(); ++i) bits_[i] |= other.bits_[i];
    }
    bool meets(const FormSet& other) const {
        for (std::size_t i = 0; i < bits_.size() && i < other.bits_.size(); ++i)
            if ((bits_[i] & other.bits_[i]) != 0) return true;
        return false;
    }

private:
    std::vector<std::uint64_t> bits_;
};

/// What comes out in a file that holds no record of `forms`, on whatever day and at whatever place;
/// not settled where that rests on more than records.
struct WithoutRecords {
    bool settled = false;
    feel::Value value;
    FormSet forms;
    bool counts_for(const FormSet& present) const { return settled && !forms.meets(present); }
};

/// An expression over symbols: slot i of the expression's scope is symbol
/// slots[i].
struct Condition {
    std::optional<feel::Expression> text;
    const std::vector<int>* slots = nullptr;
    std::vector<int> growing = {}; // slots that grow with time by themselves: ages, days since
    WithoutRecords without = {};
    bool empty() const { return !text; }
};

/// A condition over one record. Where it looks at nothing but the record it is decided once a
/// record.
struct Where {
    std::optional<feel::Expression> text; // nothing: always
    int number = -1; // among those of its form that look at the record alone; -1: looks at more
};

struct CompiledForm {
    const Form* form = nullptr;
    int system = 0;
    feel::Scope scope;           // fields, then scores, then the system's parameters
    std::vector<int> parameters; // symbols of the slots behind fields and scores
    std::vector<feel::Expression> scores;
    std::vector<char> alone;     // by score: looks at nothing but the record
    int conditions = 0;          // so many `Where` are numbered
    int until = -1;              // field that ends a state
    feel::Scope file_scope;      // `scope`, then the record's day, then what the system sees
    std::vector<int> file_slots; // symbols of the slots behind the day
    std::vector<feel::Expression> contradictions;
    int slot_of(std::string_view field) const;
    /// Whether the expression over `scope` looks at nothing but the record.
    bool looks_alone(const feel::Expression& text) const;
};

struct CompiledMatch {
    int form = -1;
    Where where;
    int occurrence_slot = -1;
};

struct CompiledFact {
    int form = -1, slot = -1; // slot: a field or score, or one of these:
    static constexpr int day = -1, organisation = -2, none = -3;
    int period_slot = none; // whose month must be the decided one
    Where where;
    Condition formula;
    int birth = -1, since = -1; // symbols
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

struct CompiledDeadline {
    const Deadline* rule = nullptr;
    int symbol = -1;
    bool given() const { return rule && rule->span != Span::none; }
};

struct CompiledTask {
    const TaskRule* rule = nullptr;
    const std::vector<GridStep>* grid = nullptr;
    CompiledMatch opened_by;
    Condition when;
    int since = -1, place = -1; // symbols
    CompiledDeadline due, escalates, every;
    std::vector<CompiledMatch> closed_by;
};

struct CompiledReferral {
    const ReferralRule* rule = nullptr;
    CompiledMatch opened_by;
    Condition when;
    int place = -1, to_slot = -1;
    CompiledDeadline accept, answer, escalates;
    std::vector<CompiledMatch> answered_by, closed_by;
};

struct CompiledTransition {
    const TransitionRule* rule = nullptr;
    int age = -1, place = -1; // symbols
    Condition when;
    std::vector<CompiledMatch> hand_over;
};

struct CompiledEntitlement {
    const Entitlement* rule = nullptr;
    std::string full_id;
    int months_form = -1, months_slot = CompiledFact::day;
    int assessed_on = -1, cap_months = -1; // symbols
    CompiledGate gate;
    std::optional<dmn::Model> model;
    int decision = -1, so_far = -1; // so_far: input of the model
    std::vector<int> inputs;        // model input → symbol
    struct Feeder {
        const Entitlement* rule = nullptr;
        std::string full_id;
    };
    std::vector<Feeder> feeders; // model input → benefit whose amount it takes, if any
    bool feeds = false;          // its amount is an input of another benefit
    int paid_form = -1, paid_month = -1, paid_amount = -1;
};

struct CompiledIndicator {
    const Indicator* rule = nullptr;
    std::string full_id;
    int with = -1; // form
    CompiledGate gate;
    int place = -1, amount = -1; // symbols
    Condition below, above;
    CompiledMatch below_records, above_records;
};

struct CompiledPoolPart {
    const Pool* pool = nullptr;
    const PoolPart* part = nullptr;
    Condition when;
    int holder = -1, kind = -1, amount = -1, since = -1, place = -1; // symbols
    std::vector<int> why;
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
    std::vector<std::vector<const Form*>> stage_forms; // of its own, by stage
    std::vector<CompiledTask> tasks;
    std::vector<CompiledReferral> referrals;
    std::vector<CompiledTransition> transitions;
    std::vector<CompiledEntitlement> entitlements;
    std::vector<CompiledGrant> grants;
    std::vector<CompiledIndicator> indicators;
    std::vector<CompiledPoolPart> pools;
    std::vector<int> own_forms;     // that its rules look at, whoever owns them
    bool ages_from_birth = false;   // a grid counts from birth
    bool ages_end_with_gate = true; // and none of its tasks is due later than that
};

/// Look-up of an id without making a string of it.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};
using NumberOf = std::unordered_map<std::string, int, TextHash, std::equal_to<>>;

class Program::Impl {
public:
    PolicySource source;
    std::vector<Symbol> symbols;
    std::vector<CompiledFact> facts;                    // by symbol
    std::vector<std::vector<CompiledValue>> parameters; // by symbol
    std::vector<CompiledForm> forms;
    std::vector<CompiledSystem> systems;
    NumberOf symbol_of, form_of; // by full id
    /// By symbol: whether its value depends on the place whose parameters apply.
    std::vector<char> placed;
    std::vector<char> periodic; // by symbol: whether it depends on the month that is decided
    std::vector<WithoutRecords> without; // by symbol
    /// Forms that name a task or a referral: which field names it, which says
    /// what.
    struct Naming {
        int form = -1, key = -1, what = -1;
    };
    Naming waiver, reply, consent;
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
    void contradictions();
    /// What needs the whole set: compile_checks.cpp.
    void checks();
    /// What makes derivation fast: which systems a file need not enter, which
    /// facts know no place.
    void indexes();
    std::vector<FieldIssue> faults;

private:
    void fault(const std::string& where, Words words) {
        faults.push_back({where, std::move(words)});
    }
    void fault(const std::string& where, const Error& error);
    void form(CompiledForm& form);
    void namings();
    void index(CompiledSystem& system);
    void settle_all();
    bool is_periodic(int symbol, std::vector<char>& seen);
    const WithoutRecords& settle(int symbol, std::vector<char>& seen);
    WithoutRecords settle_fact(int symbol, std::vector<char>& seen);
    WithoutRecords settle(const Condition& condition, std::vector<char>& seen);
    void settle(CompiledSystem& system, std::vector<char>& seen);
    void fact(int symbol);
    int period_slot(const Fact& fact, int form, const std::string& where);
    void formula_cycles();
    void system(CompiledSystem& system);
    void task(CompiledSystem& system, const TaskRule& rule);
    void opening(CompiledSystem& system, CompiledTask& out, const std::string& where);
    void referral(CompiledSystem& system, const ReferralRule& rule);
    void transition(CompiledSystem& system, const TransitionRule& rule);
    CompiledDeadline deadline(const CompiledSystem& system, const Deadline& deadline,
                              const std::string& where);
    void contradictions(CompiledForm& form);
    void check_reach();
    void check_closable(const CompiledSystem& system, const TaskRule& rule);
    void check_stages(const CompiledSystem& system);
    void check_uses(const System& system);
    void check_locked();
    const CompiledForm* locked_below(int symbol, std::set<int>& seen);
    void reach_rules(const CompiledSystem& system, std::set<int>& reached);
    bool has_way_out(const Condition& condition);
    int find_reply_form() const;
    void entitlement(CompiledSystem& system, const Entitlement& rule);
    void cap_period(const Entitlement& rule, CompiledEntitlement& out, const std::string& where);
    void bind_inputs(CompiledSystem& system, CompiledEntitlement& out);
    void indicator(CompiledSystem& system, const Indicator& rule);
    void forms_below(std::set<int>& seen, int symbol, std::set<int>& forms) const;
    void forms_below(std::set<int>& seen, const Condition& condition, std::set<int>& forms) const;
    void check_steady(const std::string& indicator, const std::set<int>& seen);
    void stage(CompiledSystem& system, const Stage& rule);
    void pool(CompiledSystem& system, const Pool& rule);
    void check_pools();
    bool shows_locked(const CompiledPoolPart& part);
    bool bind_feeder(const CompiledSystem& system, CompiledEntitlement& out, std::size_t input);
    void order_benefits(CompiledSystem& system);
    void grant(CompiledSystem& system, const GrantRule& rule);
    feel::Value literal(int symbol, const ParameterValue& value);
    CompiledGate gate(const Gate& gate, const std::string& where);
    CompiledMatch match(const RecordMatch& match, const std::string& where);
    std::vector<CompiledMatch> matches(const std::vector<RecordMatch>& all,
                                       const std::string& where);
    Condition condition(CompiledSystem& system, const std::string& text, const std::string& where);
    int symbol(const std::string& id, const std::string& where, bool optional = true);
    int record_form(const std::string& id, const std::string& where);
    int slot(int form, const std::string& field, const std::string& where);
    Where over_form(int form, const std::string& text, const std::string& where);
    Program::Impl& p_;
};

feel::Type feel_type(ValueType type);

/// Ages and days since: whole numbers that grow with time.
bool grows(const Symbol& symbol);

/// What a fact over records comes to where none counts.
feel::Value nothing_found(const Program::Impl& program, int symbol);

} // namespace banxing::derive
