#pragma once
// A case as it is written.
#include "yaml.h"

#include <core/json.h>
#include <derive/derive.h>
#include <policy/cases.h>

namespace banxing::policy {

struct CaseRecord {
    derive::Record record; // form and content point into this struct's texts
    std::string form, content;
};

struct ExpectedTask {
    std::string task; // system.id
    std::optional<std::string> occurrence, state;
    std::optional<Date> opens, due, escalates, closed;
    std::optional<std::string> supervisor;
};

struct ExpectedMonth {
    std::string benefit, period;
    std::optional<std::string> outcome, row, near;
    std::optional<std::int64_t> amount;
    std::optional<std::vector<std::string>> needs;
};

struct ExpectedReferral {
    std::string referral; // system.id
    std::optional<std::string> occurrence, state;
    std::optional<Date> due, sent, closed;
};

struct ExpectedTransition {
    std::string transition; // system.id
    std::optional<Date> on;
    std::optional<std::string> missing; // form of the hand-over; '' = nothing is missing
};

struct ExpectedCounted {
    std::string indicator; // system.id
    Date day;
    std::int64_t below = 0, above = 0;
    std::optional<std::string> town;
};

struct ExpectedPool {
    std::string pool, side; // system.id; offers, takes, waits
    std::optional<std::string> kind;
    std::optional<std::int64_t> holder, amount; // amount: places, the most, or points
    std::optional<Date> since;
};

enum class Shows { nothing, grants, refuses, boundary };

struct Case {
    std::string file;
    int line = 0;
    Words title;
    std::vector<derive::Citation> clauses;
    Shows shows = Shows::nothing;
    Date day;
    std::string subject = "person";
    std::vector<CaseRecord> records;
    std::optional<std::vector<ExpectedTask>> tasks, tasks_include; // tasks: exactly these are open
    std::optional<std::vector<ExpectedMonth>> entitled, entitled_include;
    std::map<std::string, std::string> stages;              // system → stage; empty: in none
    std::map<std::string, std::string> facts;               // full id → JSON text
    std::optional<std::vector<ExpectedReferral>> referrals; // exactly these
    std::vector<ExpectedTransition> transitions;            // these are among them
    std::vector<ExpectedCounted> counted;                   // on their days
    std::optional<std::vector<ExpectedPool>> pools;         // exactly these
    std::optional<std::vector<std::string>> contradicts;    // of the last record
};

/// All cases of one file; faults go to the source.
std::vector<Case> read_case_file(const Source& source, const YAML::Node& root,
                                 const derive::Program& program);

/// What the engine derives against what the case says.
CaseResult run_case(const derive::Program& program, const Case& one);

} // namespace banxing::policy
