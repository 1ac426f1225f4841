#include "audit_sql.h"

#include <audit/search.h>

namespace banxing::audit {

template <typename Rows>
static Result<std::vector<Entry>> entries(const Rows& rows) {
    std::vector<Entry> out;
    for (auto& row : rows) {
        Entry entry{.chain = row.chain,
                    .seq = row.seq,
                    .at = {row.at},
                    .account = {},
                    .organisation = {},
                    .action = row.action,
                    .purpose = row.purpose,
                    .detail = TRY(parse_json(row.detail))};
        if (row.account) entry.account = AccountId(*row.account);
        if (row.organisation) entry.organisation = OrganisationId(*row.organisation);
        out.push_back(std::move(entry));
    }
    return out;
}

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
