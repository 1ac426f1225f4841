#pragma once
// What happened to a duty, a post, a project or the group: notes, never changed.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <duties/register.h>

namespace banxing::duties {

struct Note {
    std::int64_t id = 0;
    std::string about; // duty/d01, post/head, project/p07, group
    std::int64_t region = 0;
    std::string kind; // see kinds_of
    Date day;
    std::optional<Date> due; // of an order, a call, a follow-up
    std::string unit;        // whom it concerns; may be empty
    std::string item;        // a document of the duty, a plan's year, the region that takes over
    std::string text;
    std::optional<std::int64_t> amount; // of 100 points of an inspection, fen of a fund or grant
    std::int64_t answers = 0;           // an order, or the note that is withdrawn
    std::int64_t account = 0, organisation = 0;
    Instant at;
};

/// Which kinds of notes stand about what: "progress", "order" …; those that only a supervisor
/// writes are marked.
struct Kind {
    std::string id;
    bool supervisor = false;
    std::string answers = {}; // the kind of the earlier note that it names; "any"; empty: none
    enum class Needs { nothing, document, points, money, region } needs = Needs::nothing;
    bool due = false; // has a day by which, see also `unit`
};
std::vector<Kind> kinds_of(const std::string& about);

/// Invalid for an unknown subject or kind, for an answer to nothing or to another kind, for a day
/// ahead, without what the kind needs; forbidden for a supervisor's kind without the act.
Result<Note> write_note(db::Session& session, const Register& all, const access::Principal& who,
                        Note note, Instant now, Date today);

/// Those that stand, oldest first. `about` may be the beginning: "duty/".
Result<std::vector<Note>> notes(db::Session& session, const std::string& about);

std::span<const db::Migration> migrations();
std::span<const db::Statement* const> statements();

} // namespace banxing::duties
