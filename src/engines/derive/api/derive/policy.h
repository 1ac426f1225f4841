#pragma once
// The policy of the day as plain values: what services/policy reads from systems/ and what
// derive::compile takes. The format of the files, with every key, is docs/policy-format.md. Nothing
// here is law; it only carries law.
#include <core/date.h>
#include <core/result.h>
#include <core/working_days.h>
#include <derive/form.h>
#include <derive/indicator.h>
#include <derive/pool.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace banxing::derive {

// ---- facts and parameters: the only things rules see ----

enum class ValueType { number, string, boolean, date, list };
enum class FactKind {
    latest,
    first,
    count,
    sum,
    exists,
    holds_on,
    list,
    age_months,
    age_years,
    days_since,
    formula
};
enum class NoRecord { unknown, absent, value };

struct Fact {
    std::string id; // system.name; a DMN inputData/@id names it
    Words label;    // unique among what a system sees; FEEL uses label.zh
    ValueType type = ValueType::number;
    FactKind kind = FactKind::latest;
    std::string form, field;
    std::string where;        // FEEL over the form's labels; empty: every record
    bool any_day = false;     // what was written later counts too: a birth date holds from birth
    bool of_period = false;   // only records whose `period_field` is the month that is decided
    std::string period_field; // or $day
    std::string since;        // only records of this date (a fact) or later
    std::string birth;        // age_*, days_since: the fact with the date that is counted from
    std::string formula;      // formula: FEEL over labels of facts and parameters
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

// ---- systems ----

struct Entitlement {
    std::string id;
    Words label;
    std::string months_form;  // a month with such a record is decided:
    std::string months_field; // the field with the month, or $day: the month of the record's day
    std::string assessed_on;  // parameter: "first" or "last" day of the month
    std::string cap_period; // "year", "life", or a parameter: so many months, the decided one last
    Gate gate;              // on the day of assessment
    std::string model, decision; // file in decisions/, name of the decision
    std::string amount; // entry of the decision's result with fen, or empty: the result itself
    std::string so_far; // id of the input that takes what the cap period brought before
    std::string already_paid_form, already_paid_field, already_paid_month; // opening balances
    bool estimate = false; // others pay it (an insurer, the tax office): said, never paid by us
    std::string notice; // parameter: working days of public notice once it is approved; empty: none
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
    std::map<std::string, std::vector<GridStep>> grids;
    std::vector<Stage> stages;
    std::vector<TaskRule> tasks;
    std::vector<ReferralRule> referrals;
    std::vector<TransitionRule> transitions;
    std::vector<Entitlement> entitlements;
    std::vector<GrantRule> grants;
    std::vector<Indicator> indicators;
    std::vector<Pool> pools;
    std::map<std::string, std::string> models; // file name → DMN XML
};

/// Everything that was published: all systems, in an order in which each uses only earlier ones.
struct PolicySource {
    std::string version; // SM3 of the canonical rules
    std::vector<System> systems;
    WorkingDays calendar;
};

/// What a kind of task is called that no policy file names: a fact to fill in, a contradiction, the
/// desks of a referral; nothing for any other.
std::optional<Words> made_task_words(const System& system, std::string_view task);

} // namespace banxing::derive
