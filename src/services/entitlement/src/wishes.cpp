#include "entitlement_sql.h"

#include <entitlement/wishes.h>

namespace banxing::entitlement {

Result<void> note_wish(db::Session& session, SubjectId subject, const Wish& wish) {
    TRY(session.run(sql::PutWish{.subject_id = subject.value,
                                 .benefit = wish.benefit,
                                 .wanted = std::int64_t(wish.wanted),
                                 .account = wish.account.value,
                                 .organisation = wish.organisation.value,
                                 .at = wish.at.ms}));
    return {};
}

Result<std::vector<Wish>> wishes_of(db::Session& session, SubjectId subject) {
    std::vector<Wish> out;
    for (auto& row : TRY(session.all(sql::WishesOf{.subject_id = subject.value})))
        out.push_back({std::move(row.benefit), row.wanted != 0, AccountId{},
                       OrganisationId{row.organisation}, Instant{row.at}});
    return out;
}

} // namespace banxing::entitlement
