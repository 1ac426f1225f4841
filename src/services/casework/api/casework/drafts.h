#pragma once
// A record that contradicts the file is never lost: it waits as a draft until somebody is sure.
#include <casework/casework.h>
#include <records/moves.h>

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
/// the file. Its number within the file; the same once more is the same draft.
Result<std::int64_t> keep_draft(Office& office, const access::Principal& who, SubjectId subject,
                                const Submission& what);

/// Those of the post's organisation and role.
Result<std::vector<DraftShown>> drafts(Office& office, const access::Principal& who,
                                       SubjectId subject);

/// The same over all files that are open to the post, oldest first; `after`: the last of the page
/// before.
Result<std::vector<records::DraftWaiting>> drafts_waiting(Office& office,
                                                          const access::Principal& who,
                                                          const records::DraftWaiting& after,
                                                          int limit);

/// Day and content as they are now; the form stays.
Result<void> change_draft(Office& office, const access::Principal& who, SubjectId subject,
                          std::int64_t draft, const Submission& what);

Result<void> drop_draft(Office& office, const access::Principal& who, SubjectId subject,
                        std::int64_t draft);

/// What is entered instead of what the draft says; nothing: as it stands.
struct Completion {
    std::optional<Date> day = {};
    std::optional<Json> content = {};
    std::string reason = {}, write_id = {};
};
/// Enters the draft as submit() would; it is a draft no more. A retry with the same write_id
/// answers the same.
Result<Written> submit_draft(Office& office, const access::Principal& who, SubjectId subject,
                             std::int64_t draft, const Completion& completed);

} // namespace banxing::casework
