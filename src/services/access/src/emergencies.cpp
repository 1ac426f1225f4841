#include "access_sql.h"

#include <access/emergencies.h>

namespace banxing::access {

Result<std::int64_t> open_emergency(db::Session& session, const Principal& who,
                                    const Emergency& emergency) {
    auto id = TRY(session.one(sql::HighestEmergency{}))->id + 1;
    TRY(session.run(sql::OpenEmergency{id, emergency.subject.value, who.account.value,
                                       who.organisation.id.value, who.organisation.region,
                                       emergency.reason, emergency.opened.ms, emergency.until.ms}));
    TRY(session.run(sql::OpenNow{who.account.value, emergency.subject.value, emergency.until.ms}));
    return id;
}

Result<void> close_emergencies(db::Database& database, AccountId account, Instant now) {
    TRY(database.write(db::Priority::interactive, [&](db::Session& session) {
        return session.run(sql::CloseOver{account.value, now.ms});
    }));
    return {};
}

Result<std::vector<Emergency>> emergencies_to_review(db::Session& session, RegionRange area,
                                                     int most) {
    std::vector<Emergency> out;
    for (auto& row : TRY(session.all(sql::EmergenciesToReview{area.from, area.to, most})))
        out.push_back({row.id,
                       SubjectId(row.subject_id),
                       AccountId(row.account),
                       OrganisationId(row.organisation),
                       row.reason,
                       {row.opened_at},
                       {row.until_at}});
    return out;
}

Result<void> review_emergency(db::Session& session, AccountId by, RegionRange area,
                              std::int64_t emergency, Instant now) {
    sql::ReviewEmergency row{emergency, by.value, now.ms, area.from, area.to};
    if (TRY(session.run(row)) == 1) return {};
    return fail(Error::not_found({"没有待核查的应急查阅", "There is no such emergency to review"}));
}

Result<void> forget_emergencies(db::Session& session, SubjectId subject) {
    TRY(session.run(sql::CloseAllOf{subject.value}));
    TRY(session.run(sql::ForgetEmergencies{subject.value}));
    return {};
}

} // namespace banxing::access
