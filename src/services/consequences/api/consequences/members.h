#pragma once
// Which files a system says anything of, whoever asks: for what is public in them.
#include <core/id.h>
#include <db/db.h>

#include <vector>

namespace banxing::consequences {

/// The files that are on a stage of the system, at most so many, in the order of their numbers.
Result<std::vector<SubjectId>> files_of(db::Session& session, const std::string& system, int most);

} // namespace banxing::consequences
