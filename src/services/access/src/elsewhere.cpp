#include "access_sql.h"

#include <access/elsewhere.h>

namespace banxing::access {

static constexpr std::size_t longest_subject = 255;

Result<void> link_elsewhere(db::Session& session, AccountId account, const Elsewhere& who) {
    if (who.issuer.empty() || who.subject.empty() || who.subject.size() > longest_subject)
        return fail(
            Error::invalid({"统一身份标识应为1至255个字符", "The subject has 1 to 255 characters"},
                           {{"subject", {"长度不对", "wrong length"}}}));
    auto known = TRY(account_elsewhere(session, who));
    if (known && *known != account)
        return fail(Error::conflict(
            {"这个统一身份已经是别的账号", "That subject is another account already"}));
    TRY(session.run(sql::UnlinkElsewhere{who.issuer, account.value}));
    TRY(session.run(sql::LinkElsewhere{who.issuer, who.subject, account.value}));
    return {};
}

Result<void> unlink_elsewhere(db::Session& session, AccountId account, const std::string& issuer) {
    TRY(session.run(sql::UnlinkElsewhere{issuer, account.value}));
    return {};
}

Result<std::optional<AccountId>> account_elsewhere(db::Session& session, const Elsewhere& who) {
    auto row = TRY(session.one(sql::Elsewhere{who.issuer, who.subject}));
    return row ? std::optional(AccountId(row->account)) : std::nullopt;
}

} // namespace banxing::access
