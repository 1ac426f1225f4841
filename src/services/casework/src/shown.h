#pragma once
// What a file shows, whoever may see it; read.cpp and own_file.cpp say who may.
#include <casework/explained.h>
#include <consequences/sight.h>

namespace banxing::casework {

/// Records plain, and only what the sight allows. Not found when there is no such file.
Result<Shown> shown_of(Office& office, db::Session& session, SubjectId subject,
                       const consequences::Sight& sight);
Result<Explained> explained(Office& office, db::Session& session, SubjectId subject,
                            const std::string& benefit, const std::string& period);

} // namespace banxing::casework
