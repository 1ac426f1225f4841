#pragma once
// A file opened to one account for some hours, with a reason; a supervisor looks at each.
#include <access/principal.h>
#include <core/date.h>
#include <db/db.h>

#include <string>
#include <vector>

namespace banxing::access {

struct Emergency {
    std::int64_t id = 0;
    SubjectId subject;
    AccountId account;
    OrganisationId organisation;
    std::string reason; // sealed by the caller
    Instant opened, until;
};

/// The number; from now on the file is visible to the account, until its time is over.
Result<std::int64_t> open_emergency(db::Session& session, const Principal& who,
                                    const Emergency& emergency);
/// What is over is closed; called with the account's next request, before anything is read.
Result<void> close_emergencies(db::Database& database, AccountId account, Instant now);

/// Of a file that is erased: nothing stays open or on anybody's list. The audit keeps that they
/// were.
Result<void> forget_emergencies(db::Session& session, SubjectId subject);
/// Of organisations in the principal's area, not looked at yet, oldest first.
Result<std::vector<Emergency>> emergencies_to_review(db::Session& session, RegionRange area,
                                                     int most);
/// Not found when it is reviewed already, lies elsewhere or is the reviewer's own.
Result<void> review_emergency(db::Session& session, AccountId by, RegionRange area,
                              std::int64_t emergency, Instant now);

} // namespace banxing::access
