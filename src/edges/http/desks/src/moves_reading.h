#pragma once
// Records between files: both sides, what an act would do, what was done.
#include <casework/transfer.h>

#include <wire/read.h>

namespace banxing::http {

struct Context;

/// Rearrangement; `for_good`: with its reason.
Result<casework::Rearrangement> read_rearrangement(const Request& request, bool for_good);

/// Both files with their records, and what is the same in who they are of. Conflict for one that
/// was merged into another.
Result<Json> two_files(const Context& context, SubjectId left, SubjectId right);

} // namespace banxing::http
