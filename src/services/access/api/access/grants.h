#pragma once
// What a file opens to whom; derived with the file. Lists compose the fragment
// {{access.visible(f.subject_id)}} of sql/grants.sql; its inputs are principal.reach.from, .to,
// .own, principal.purposes (or fewer of them) and the day.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <span>
#include <string>

namespace banxing::access {

/// `until_day` of a grant that is open, so that the query needs no null.
constexpr std::int64_t open_end = 9'999'999;

/// `holder`: a region of 12 digits (every organisation whose area contains it) or an organisation's
/// number.
struct Grant {
    std::int64_t holder = 0;
    std::string purpose;
    Date from;
    std::optional<Date> until = {};
};

/// Writes the difference only. Invalid when a purpose does not exist.
Result<void> replace_grants(db::Session& session, const Roles& roles, SubjectId subject,
                            std::span<const Grant> grants);

/// For a file that has none yet: writes without looking.
Result<void> add_grants(db::Session& session, const Roles& roles, SubjectId subject,
                        std::span<const Grant> grants);

/// Whether exactly these are written.
Result<bool> has_grants(db::Session& session, const Roles& roles, SubjectId subject,
                        std::span<const Grant> grants);

Result<bool> visible(db::Session& session, const Principal& principal, SubjectId subject,
                     Date today);

/// For which purposes the file is open to the post, as bits; 0: it is not visible. A file opened in
/// an emergency is open for all of them.
Result<std::int64_t> purposes_open(db::Session& session, const Principal& principal,
                                   SubjectId subject, Date today);

/// Everybody whom the principal may see, sorted: for one who sees few among many.
Result<std::vector<SubjectId>> all_visible(db::Session& session, const Principal& principal,
                                           Date today);

/// The answer for a file that does not exist and for one that is not visible: they are the same.
Error no_such_file();

} // namespace banxing::access
