#pragma once
// Files and their records as stored. Nothing here decides: casework::submit is the only door for
// writing.
#include <core/id.h>
#include <db/db.h>
#include <derive/derive.h>

#include <string>
#include <vector>

namespace banxing::records {

/// What stands beside a file: who it is of, how far it is derived.
struct Head {
    SubjectId subject;
    std::string kind;         // person, institution …
    std::int64_t version = 0; // rises with every write: compare and set
    std::int64_t last_no = 0;
    std::optional<Date> derived_on, next_change;
    std::string policy; // version of the set it was derived under
    std::string fault;  // 无法推导: why, for the administrator; empty when all is well
};

struct Row {
    std::int64_t no = 0, lineage = 0;
    int version = 1;
    derive::RecordOp op = derive::RecordOp::original;
    std::string form;
    Date day;
    Instant entered_at;
    std::int64_t account = 0, organisation = 0;
    std::int64_t import = 0; // the list it came with, 0: none
    std::string write_id;    // the client's UUID, unique per subject; may be empty for imports
    std::string reason;      // of a correction, withdrawal or restoration
    std::string content;     // JSON, protected fields sealed
};

Result<void> create_file(db::Session& session, SubjectId subject, const std::string& kind);

/// A file that is derived already, for filling an empty database; its records are appended beside
/// it.
Result<void> insert_first(db::Session& session, const Head& head);

/// Raises the version, which also keeps other writers of this file out until the transaction ends.
/// not_found when there is no such file.
Result<Head> lock(db::Session& session, SubjectId subject);
Result<std::optional<Head>> find(db::Session& session, SubjectId subject);

/// Every record ever, by number.
Result<std::vector<Row>> load(db::Session& session, SubjectId subject);

/// `row.no` must be head.last_no + 1. Conflict when the lineage's version is taken.
Result<void> append(db::Session& session, SubjectId subject, const Row& row);

/// How far the file is derived now.
Result<void> note_derived(db::Session& session, const Head& head);

/// Files whose next change has come, or that were derived under another policy; in order of
/// subject, at most `limit`.
Result<std::vector<SubjectId>> due(db::Session& session, Date day, const std::string& policy,
                                   SubjectId after, int limit);

/// How many files' next change has come.
Result<std::int64_t> count_due(db::Session& session, Date day);

struct Fault {
    SubjectId subject;
    std::string words;
};
Result<std::vector<Fault>> faults(db::Session& session, int limit);
Result<std::int64_t> count_files(db::Session& session);

/// The subjects that a list brought records into.
Result<std::vector<SubjectId>> touched_by_import(db::Session& session, std::int64_t import,
                                                 SubjectId after, int limit);

/// The rows as derive wants them; views into `rows`.
std::vector<derive::Record> as_records(const std::vector<Row>& rows);

/// Of each lineage the version in force, withdrawn ones included (op says so); by day, newest
/// first.
std::vector<const Row*> in_force(const std::vector<Row>& rows);

/// Streams all files in order of subject at the database's full speed; `rows` is reused between
/// calls.
Result<void> scan(db::Database& database, SubjectId from, SubjectId to,
                  const std::function<Result<void>(const Head&, const std::vector<Row>&)>& file);

std::span<const db::Migration> migrations();
/// For the test that prepares every statement on both databases.
std::span<const db::Statement* const> statements();

} // namespace banxing::records
