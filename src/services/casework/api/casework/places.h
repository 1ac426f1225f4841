#pragma once
// What many files share, night by night (decision 0050).
#include <casework/casework.h>
#include <consequences/pools.h>

namespace banxing::casework {

/// Notes every place in every list, so that those who moved can be told; returns how many moved.
Result<std::int64_t> note_ranks(Office& office, Date night);

/// A list in which a file waits, and where it stands there.
struct InLine {
    Words list;
    consequences::Rank rank;
};
/// Of those entries of a file that wait; the caller has found that they may be learnt.
Result<std::vector<InLine>> places_in_line(Office& office, db::Session& session, SubjectId subject,
                                           const std::vector<derive::PoolEntry>& entries);

} // namespace banxing::casework
