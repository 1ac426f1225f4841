#pragma once
// What notes add up to: a document's steps, who held a post when, how units did, what a meeting
// decided, what became of a call. Computed from the notes that stand; nothing of it is stored.
#include <duties/state.h>
#include <map>

namespace banxing::duties {

using NotesOf = std::map<std::string, std::vector<Note>>; // by what they are about, oldest first

/// A document that a duty has to issue: planned, then its last step.
struct Document {
    std::string name;
    std::string step = "planned"; // draft, consultation, issued
    std::vector<Note> steps;
};
std::vector<Document> documents_of(const Duty& duty, const std::vector<Note>& about_it);

/// Half-open; the next holder's day ends a term.
struct Term {
    Note note;
    std::optional<Date> until;
};
/// By day.
std::vector<Term> terms_of(const std::vector<Note>& about_post);

struct UnitRecord {
    std::string unit;
    std::int64_t leads = 0, late = 0; // duties
    std::int64_t plans = 0, inspections = 0;
    std::optional<std::int64_t> points; // mean of its inspections, rounded half up
    std::optional<Date> last_progress;
};
/// In the order of the register; `states`: of each duty, in the same order. A plan or progress that
/// names no unit is that of the duty's leading units.
std::vector<UnitRecord> units_of(const Register& all, const std::vector<Standing>& states,
                                 const NotesOf& notes);

/// What a meeting decided: followed up, or overdue when its day has passed without.
struct Decision {
    Note note;
    std::vector<Note> follow_ups;
    bool overdue = false;
};
struct Meeting {
    Note note;
    std::vector<Decision> decisions;
};
/// Newest first.
std::vector<Meeting> meetings_of(const std::vector<Note>& about_group, Date today);

struct Grant {
    Note note;
    std::vector<Note> results;
};
struct Call {
    Note note;
    bool open = false; // its day has not passed
    std::vector<Grant> grants;
};
struct Research {
    std::int64_t paid_in = 0, granted = 0;       // fen
    std::map<int, std::int64_t> granted_in_year; // fen
    std::vector<Note> funds;
    std::vector<Call> calls; // newest first
};
Research research_of(const std::vector<Note>& about_group, Date today);

} // namespace banxing::duties
