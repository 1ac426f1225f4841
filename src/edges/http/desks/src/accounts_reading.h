#pragma once
// Accounts as those see and change them who look after them. Every change stands in the audit.
#include <access/accounts.h>
#include <casework/own_file.h>

#include <wire/context.h>
#include <wire/read.h>

namespace banxing::http {

struct AccountWish {
    std::string login, name;
    access::Post post;
    std::string subject; // at the single sign-on; empty: none
};
struct AccountMade {
    std::int64_t account = 0;
    std::string code; // shown once
};

Result<AccountWish> read_new_account(const Request& request);
Result<access::Post> read_post(const Request& request);

Result<Json> posts_to_give(const Context& context);
Result<Json> accounts_shown(const Context& context, const std::string& wish,
                            const std::string& after, int limit);
Result<AccountMade> made_account(const Context& context, const AccountWish& wanted);
/// Not found where no single sign-on is set up; an empty subject ends a link.
Result<void> linked(const Context& context, AccountId account, const std::string& subject);

struct AccountAct {
    const char* action;
    AccountId account;
};

/// The act and its event, in one transaction.
template <typename F>
auto kept(const Context& context, const AccountAct& act, F&& change)
    -> decltype(change(std::declval<db::Session&>(), std::declval<const access::Keeper&>())) {
    using Out =
        decltype(change(std::declval<db::Session&>(), std::declval<const access::Keeper&>()));
    const access::Keeper keeper{context.services.access.roles(), context.who()};
    return context.services.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Out {
            auto done = change(session, keeper);
            if (!done) return done;
            TRY(casework::note_act(context.office(), session, context.who(), act.action,
                                   SubjectId{}, {{"account", act.account.value}}));
            return done;
        });
}

} // namespace banxing::http
