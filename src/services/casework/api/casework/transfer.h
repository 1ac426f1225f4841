#pragma once
// Two files of one person, and records in the wrong twin's file: one primitive. A record is voided
// in the file it leaves and copied into the other, with its origin; both follow at once.
#include <casework/casework.h>
#include <records/moves.h>

namespace banxing::casework {

/// Lineages of `from` that belong to `into`.
struct Transfer {
    SubjectId from, into;
    std::vector<std::int64_t> lineages;
};

/// Moves records between files as one act (of twins: both directions at once). A record whose key
/// stands in the other file already comes in withdrawn, for a person to compare. Act doubts, both
/// files visible, a reason. conflict while a payment of a file waits for approval.
Result<void> transfer(Office& office, const access::Principal& who,
                      const std::vector<Transfer>& what, const std::string& reason);

/// Everything of `from` goes into `into`; `from` is found no more and leads there. conflict when
/// either is merged already.
Result<void> merge(Office& office, const access::Principal& who, SubjectId from, SubjectId into,
                   const std::string& reason);

/// Takes the merge of `from` back, with what was corrected or withdrawn meanwhile. `later`:
/// lineages that were written into the other file since and are about `from`.
Result<void> unmerge(Office& office, const access::Principal& who, SubjectId from,
                     const std::vector<std::int64_t>& later, const std::string& reason);

/// Records of the file that came in by this merge, and those written since: what unmerge would
/// move, and what a person has to assign.
struct MergedRecords {
    std::vector<std::int64_t> moved, later;
};
Result<MergedRecords> merged_records(Office& office, const access::Principal& who, SubjectId from);

} // namespace banxing::casework
