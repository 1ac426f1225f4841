#pragma once
// A record that contradicts the file is never lost: it waits as a draft until somebody is sure.
#include <casework/casework.h>

namespace banxing::casework {

struct DraftShown {
    std::int64_t id = 0;
    std::string form;
    Date day;
    Json content;
    std::vector<Words> offends; // what it contradicted when it was kept
    Instant at;
};

/// Keeps it unchecked, sealed under the file's key; the post must be able to write the form and see
/// the file. Its number within the file.
Result<std::int64_t> keep_draft(Office& office, const access::Principal& who, SubjectId subject,
                                const Submission& what);

/// Those of the post's organisation and role.
Result<std::vector<DraftShown>> drafts(Office& office, const access::Principal& who,
                                       SubjectId subject);

Result<void> drop_draft(Office& office, const access::Principal& who, SubjectId subject,
                        std::int64_t draft);

/// Enters the draft as submit() would, with the reason if one is given; it is a draft no more.
Result<Written> submit_draft(Office& office, const access::Principal& who, SubjectId subject,
                             std::int64_t draft, const std::string& reason);

// ---- files of other kinds ----

/// Opens a file of an institution, a family …: a new subject with its first records. Invalid when
/// no published system is about such files, or for a person (register_person).
Result<Receipt> open_subject(Office& office, const access::Principal& who, const std::string& kind,
                             const std::vector<Submission>& what);

} // namespace banxing::casework
