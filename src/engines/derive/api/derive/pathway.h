#pragma once
// The parts of a pathway as plain values: gates, stages, tasks, referrals, transitions.
#include <core/date.h>
#include <derive/form.h>

namespace banxing::derive {

/// Systems are entered for a file only where its gate holds: all of it plain comparisons on known
/// facts.
struct Gate {
    std::string birth;                // fact with the birth date
    std::string age_from, age_to;     // parameters in months, half-open; empty: open
    std::string place;                // fact with a region code
    std::vector<std::string> regions; // codes; a place below any of them passes
};

/// A step of a grid: so many months, or days, from the birth or another anchor.
struct GridStep {
    std::string code; // occurrence label, e.g. 18月
    Words label;
    int months = 0, days = 0; // one of them
};

enum class Span { none, working_days, days, months, age, date, next_grid_age };

struct Deadline {
    Span span = Span::none;
    std::string parameter;      // how many: a parameter or a fact of type number; date: a fact
    bool keep_rest_day = false; // else a deadline in days or months moves to a working day
};

/// A deadline after which a supervisor is told.
struct Escalation {
    Deadline after;
    std::string to; // role
};

struct RecordMatch {
    std::string form;              // full id
    std::string where;             // FEEL over the form's labels
    std::string equals_occurrence; // field whose value must be the occurrence
};

enum class Opening { grid, record, condition, repeat, period };
enum class CalendarPeriod { year, half_year, quarter, month };

/// A rule, or a part of it, that is law only in some places and times.
struct Applies {
    std::string region; // empty: everywhere
    Period valid;
    Citation basis;
};

struct TaskRule {
    std::string id;
    Words title; // {occurrence} is replaced
    Opening opening = Opening::condition;
    std::string grid;      // grid: name of the grid
    RecordMatch opened_by; // record: each match opens one, the occurrence is its lineage; with a
                           // grid: each match opens a series, occurrence lineage-code
    Deadline every;        // repeat: the interval
    bool from_done = true; // repeat: the interval counts from what closed the one before, else from
                           // the start
    CalendarPeriod each = CalendarPeriod::year; // period
    std::string when;  // FEEL over facts; condition: open while true; else: only if true
    std::string since; // fact (date): condition and repeat: the start; grid: the anchor instead of
                       // the birth
    Deadline due;
    Escalation escalates;
    std::vector<RecordMatch> closed_by;
    std::string role, chaser;       // who does it, who reminds
    std::string place;              // fact with a region code
    std::string form;               // full id of the form to fill
    bool catch_up = false;          // what fell due before go-live is a task, counted from then
    bool lapses_at_next = false;    // a series: missed, no longer to be done, once the next opens
    std::vector<std::string> waive; // reasons for which it may be waived; empty: any
    bool waivable = true;
    std::vector<Applies> applies; // empty: everywhere, always
    std::vector<Citation> basis;
};

/// A file is sent from one desk to another: sent → accepted, declined or expired → answered →
/// closed.
struct ReferralRule {
    std::string id;
    Words title;
    RecordMatch opened_by; // each match sends one; the occurrence is its lineage
    std::string when;
    std::string from_role;        // who hears of a refusal and of the answer
    std::string to_role, to_kind; // the desk that receives: role × kind of organisation
    std::string to_field;         // field of the opening record with an organisation's number
    std::string place;            // whose organisations of that kind receive it
    Deadline accept, answer;      // from sending; from acceptance (or sending)
    Escalation escalates;         // from sending, while nobody has answered
    std::vector<RecordMatch> answered_by, closed_by; // closed_by empty: the answer closes it
    std::string form;                                // full id of the form that answers
    std::string close_form;                          // full id of the form that closes, if any
    std::vector<std::string> purposes; // what it opens the file for, until it is closed
    std::vector<Citation> basis;
};

struct Stage {
    std::string id;
    Words label;
    std::string when;   // FEEL over facts; the first that is true is the stage
    bool final = false; // nothing leads out of it, and that is meant
};

/// At an age something ends or begins for those whom it concerns: the transition radar.
struct TransitionRule {
    std::string id;
    Words label;
    std::string age;                    // parameter, months
    bool ends = false;                  // else begins
    std::string when;                   // FEEL over facts: whom it concerns
    std::vector<RecordMatch> hand_over; // one of these must be there by then
    std::string hand_over_form;         // what is missing else
    std::string place;
    std::vector<Citation> basis;
};

} // namespace banxing::derive
