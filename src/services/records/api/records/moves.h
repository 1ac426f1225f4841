#pragma once
// What stands beside records: where they went when files were merged or mixed up, and drafts that
// wait. casework decides; this keeps.
#include <core/date.h>
#include <core/id.h>
#include <db/db.h>

#include <optional>
#include <string>
#include <vector>

namespace banxing::records {

/// One act that took records out of a file.
struct Move {
    SubjectId from, into;
    std::int64_t act = 0; // given by note_move
    bool merge = false;   // the whole file
    std::int64_t account = 0;
    Instant at;
    std::string reason;
    std::optional<Instant> undone = {};
};

/// A lineage of the file they came into and what it was in the one they left.
struct Moved {
    std::int64_t lineage = 0, from_lineage = 0;
    bool aside = false; // the same key stood there already: it came in withdrawn
};

Result<std::int64_t> note_move(db::Session& session, const Move& move);
Result<void> note_moved(db::Session& session, const Move& move, const Moved& moved);
Result<std::vector<Moved>> moved_by(db::Session& session, const Move& move);
Result<void> undo_move(db::Session& session, const Move& move, Instant at);

/// The merge that took the whole file away and still stands.
Result<std::optional<Move>> standing_merge(db::Session& session, SubjectId from);
/// Every act that took records out of the file or brought some in, also those taken back.
Result<std::vector<Move>> moves_of(db::Session& session, SubjectId subject);
/// Where the file's records are now: itself, or what it was merged into.
Result<SubjectId> standing(db::Session& session, SubjectId subject);

struct Draft {
    std::int64_t id = 0; // given by put_draft
    std::string form;
    Date day;
    std::int64_t account = 0, organisation = 0;
    std::string role;
    Instant at;
    std::string offends; // JSON
    std::string content; // sealed
};

Result<std::int64_t> put_draft(db::Session& session, SubjectId subject, const Draft& draft);
Result<std::vector<Draft>> drafts_of(db::Session& session, SubjectId subject);
/// Writes day, account, instant, offends and content of the draft with this id. False when there is
/// none.
Result<bool> change_draft(db::Session& session, SubjectId subject, const Draft& draft);
/// False when there is none.
Result<bool> drop_draft(db::Session& session, SubjectId subject, std::int64_t id);
/// All of a file that is erased.
Result<void> drop_drafts(db::Session& session, SubjectId subject);

struct DraftWaiting {
    SubjectId subject;
    std::int64_t id = 0;
    std::string form;
    Date day;
    Instant at;
};
/// Those of an organisation's role over all files, oldest first, behind `after` (an empty one: from
/// the first).
Result<std::vector<DraftWaiting>> drafts_waiting(db::Session& session, std::int64_t organisation,
                                                 const std::string& role, const DraftWaiting& after,
                                                 int limit);

} // namespace banxing::records
