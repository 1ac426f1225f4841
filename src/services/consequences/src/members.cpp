#include "consequences_sql.h"

#include <consequences/members.h>

namespace banxing::consequences {

Result<std::vector<SubjectId>> files_of(db::Session& session, const std::string& system, int most) {
    std::vector<SubjectId> out;
    for (const auto& row : TRY(session.all(sql::FilesOnStages{system, most})))
        out.push_back(SubjectId(row.subject_id));
    return out;
}

} // namespace banxing::consequences
