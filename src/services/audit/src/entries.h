#pragma once
#include <audit/audit.h>

namespace banxing::audit {

/// What statements read of events, as entries.
template <typename Rows>
Result<std::vector<Entry>> entries(const Rows& rows) {
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

} // namespace banxing::audit
