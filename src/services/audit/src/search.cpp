#include "audit_sql.h"
#include "entries.h"

#include <audit/search.h>

namespace banxing::audit {

Result<std::vector<Entry>> search(db::Session& session, const Search& wanted) {
    auto from = wanted.from.ms, until = wanted.until.ms;
    if (wanted.account && wanted.action.empty())
        return entries(TRY(
            session.all(sql::EventsOfAccount{wanted.account->value, from, until, wanted.most})));
    if (wanted.account)
        return entries(TRY(session.all(sql::EventsOfAccountAndAction{
            wanted.account->value, wanted.action, from, until, wanted.most})));
    if (!wanted.action.empty())
        return entries(
            TRY(session.all(sql::EventsOfAction{wanted.action, from, until, wanted.most})));
    return entries(TRY(session.all(sql::EventsBetween{from, until, wanted.most})));
}

} // namespace banxing::audit
