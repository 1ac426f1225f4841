#pragma once
// What a benefit's decision would find in a file today, for trying the decision out.
#include <casework/casework.h>

namespace banxing::casework {

/// Of these facts and parameters, by id: the value. What is not known today, or is none of them, is
/// left out. Audited. not_found for a file or benefit whose reasons the post may not read.
Result<Json> facts_for(Office& office, const access::Principal& who, SubjectId subject,
                       const std::string& benefit, const std::vector<std::string>& ids);

} // namespace banxing::casework
