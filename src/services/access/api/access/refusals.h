#pragma once
// A family's no to a purpose: grants.h leaves it out of what a file opens.
#include <core/id.h>
#include <db/db.h>

namespace banxing::access {

/// Instead of a purpose's bit: all of them.
inline constexpr std::int64_t every_purpose = 0;

/// `purpose`: its bit. The file's grants follow when they are replaced next.
Result<void> refuse(db::Session& session, SubjectId subject, std::int64_t purpose, bool refused);

} // namespace banxing::access
