#pragma once
// What a file shows, whoever may see it; read.cpp and own_file.cpp say who may.
#include <casework/casework.h>

#include <functional>

namespace banxing::casework {

/// Which of a file's records are shown, plain.
using Selection =
    std::function<Result<std::vector<records::Row>>(const std::vector<records::Row>&)>;

/// Not found when there is no such file.
Result<Shown> shown_of(Office& office, db::Session& session, SubjectId subject,
                       const Selection& selected);
Result<Explained> explained(Office& office, db::Session& session, SubjectId subject,
                            const std::string& benefit, const std::string& period);

} // namespace banxing::casework
