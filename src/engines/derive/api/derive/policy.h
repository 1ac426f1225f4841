#pragma once
// The policy of the day as plain values: what services/policy reads from systems/ and what
// derive::compile takes. The format of the files, with every key, is docs/policy-format.md. Nothing
// here is law; it only carries law.
#include <core/date.h>
#include <core/result.h>
#include <core/working_days.h>
#include <derive/form.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace banxing::derive {

// ---- facts and parameters: the only things rules see ----

enum class ValueType { number, string, boolean, date, list };
enum class FactKind { latest, first, count, sum, exists, holds_on, age_months, age_years, formula };
enum class NoRecord { unknown, absent, value };

struct Fact {
    std::string id; // system.name; a DMN inputData/@id names it
    Words label;    // unique among what a system sees; FEEL uses label.zh
    ValueType type = ValueType::number;
    FactKind kind = FactKind::latest;
    std::string form, field;
    std::string where;      // FEEL over the form's labels; empty: every record
    bool any_day = false;   // what was written later counts too: a birth date holds from birth
    bool of_period = false; // only records whose `period_field` is the month that is decided
    std::string period_field;
    std::string birth;   // age_*: the fact that holds the birth date
    std::string formula; // formula: FEEL over labels of facts and parameters
    NoRecord no_record = NoRecord::unknown;
    std::string no_record_value; // FEEL literal
};

struct ParameterValue {
    std::string
        value; // FEEL literal; empty: the documents leave it open, so the parameter is unknown
    std::string region; // region code; a child region inherits
    Period valid;
    Citation basis;
    bool example = false; // shown as 示例, never as law
    Words note;
};

struct Parameter {
    std::string id;
    Words label;
    ValueType type = ValueType::number;
    std::string unit; // fen, months, working_days, days …
    std::vector<ParameterValue> values;
};

// ---- pathways ----

/// Systems are entered for a file only where its gate holds: all of it plain comparisons on known
/// facts.
struct Gate {
    std::string birth;                // fact with the birth date
    std::string age_from, age_to;     // parameters in months, half-open; empty: open
    std::string place;                // fact with a region code
    std::vector<std::string> regions; // codes; a place below any of them passes
};

struct GridAge {
    std::string code; // occurrence label, e.g. 18月
    Words label;
    int months = 0;
};

enum class Span { none, working_days, days, months, next_grid_age };

struct Deadline {
    Span span = Span::none;
    std::string parameter; // how many
};

struct RecordMatch {
    std::string form;              // full id
    std::string where;             // FEEL over the form's labels
    std::string equals_occurrence; // field whose value must be the occurrence
};

enum class Opening { grid, record, condition };

struct TaskRule {
    std::string id;
    Words title; // {occurrence} is replaced
    Opening opening = Opening::condition;
    std::string grid;      // grid: name of the grid
    RecordMatch opened_by; // record: each match opens one; the occurrence is its lineage
    std::string when;      // FEEL over facts; condition: open while true; else: only if true
    std::string since;     // condition: fact (date) that says since when; empty: unknown start
    Deadline due, escalates;
    std::vector<RecordMatch> closed_by;
    std::string role, chaser; // who does it, who reminds
    std::string place;        // fact with a region code
    std::string form;         // full id of the form to fill
    bool catch_up = false;    // what fell due before go-live is a task all the same
    bool lapses_at_next_age =
        false; // grid: missed, no longer to be done, once the next age is reached
    std::vector<Citation> basis;
};

struct Stage {
    std::string id;
    Words label;
    std::string when; // FEEL over facts; the first that is true is the stage
};

struct Entitlement {
    std::string id;
    Words label;
    std::string months_form, months_field; // a month with such a record is decided
    std::string assessed_on;               // parameter: "first" or "last" day of the month
    std::string cap_period;                // "year"
    Gate gate;                             // on the day of assessment
    std::string model, decision;           // file in decisions/, name of the decision
    std::string amount; // entry of the decision's result with fen, or empty: the result itself
    std::string so_far; // id of the input that takes what the cap period brought before
    std::string already_paid_form, already_paid_field, already_paid_month; // opening balances
    std::vector<Citation> basis;
};

/// What the file opens to organisations: a place (all whose area contains it) or an organisation
/// that wrote a form.
struct GrantRule {
    std::string place; // fact with a region code, or
    std::string form;  // records of this form open the file to the organisation that wrote them
    std::vector<std::string> purposes;
    std::vector<Citation> basis;
};

struct Operation {
    std::string region;
    Date since;
};

struct System {
    std::string id;
    Words label;
    std::string subject_kind = "person";
    std::vector<Citation> basis;
    std::vector<std::string> uses, exports; // systems used; own facts that others may use
    std::string place;                      // fact with the region whose parameters apply
    std::vector<Operation> operation;
    Gate gate;
    std::vector<std::string> ends; // facts (boolean): once true, open tasks end (death, moved away)
    std::vector<Form> forms;
    std::vector<Fact> facts;
    std::vector<Parameter> parameters;
    std::map<std::string, std::vector<GridAge>> grids;
    std::vector<Stage> stages;
    std::vector<TaskRule> tasks;
    std::vector<Entitlement> entitlements;
    std::vector<GrantRule> grants;
    std::map<std::string, std::string> models; // file name → DMN XML
};

/// Everything that was published: all systems, in an order in which each uses only earlier ones.
struct PolicySource {
    std::string version; // SM3 of the canonical rules
    std::vector<System> systems;
    WorkingDays calendar;
};

} // namespace banxing::derive
