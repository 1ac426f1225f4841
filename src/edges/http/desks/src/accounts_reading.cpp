#include "accounts_reading.h"

#include <access/acts.h>
#include <access/elsewhere.h>
#include <clock/clock.h>

#include <desks/words.h>
#include <sign_on/sign_on.h>

namespace banxing::http {
namespace {

Error no_sign_on() {
    return Error::not_found({"没有接入统一身份认证。", "No single sign-on is set up here."});
}

Json post_shown(const Context& context, const access::HeldPost& post) {
    const auto* role = context.services.access.roles().find(post.role);
    return {{"post", std::to_string(post.post)},
            {"role", post.role},
            {"role_words", shown(role ? role->words : Words{post.role, post.role})},
            {"organisation", shown(post.organisation)},
            {"shared", post.shared}};
}

Json account_shown(const Context& context, const access::KnownAccount& account) {
    Json out{{"account", account.id.value}, {"login", account.login},   {"name", account.name},
             {"state", account.state},      {"factor", account.factor}, {"posts", Json::array()}};
    if (account.seen) out["seen"] = iso(*account.seen);
    for (const auto& post : account.posts) out["posts"].push_back(post_shown(context, post));
    return out;
}

Result<void> link_in(const Context& context, db::Session& session, AccountId account,
                     const std::string& subject) {
    const auto* from = context.services.sign_on;
    if (!from) return fail(no_sign_on());
    const auto& issuer = from->config().issuer;
    if (subject.empty()) return access::unlink_elsewhere(session, account, issuer);
    return access::link_elsewhere(session, account, {issuer, subject});
}

} // namespace

Result<AccountWish> read_new_account(const Request& request) {
    auto fields = TRY(Fields::of(request));
    AccountWish out;
    out.login = fields.text("login", 1, 64);
    out.name = fields.text("name", 1, 60);
    out.post.organisation = OrganisationId(fields.integer("organisation"));
    out.post.role = fields.text("role", 1, 40);
    out.subject = fields.text_or_empty("subject", 255);
    TRY(fields.done());
    return out;
}

Result<access::Post> read_post(const Request& request) {
    auto fields = TRY(Fields::of(request));
    access::Post out{OrganisationId(fields.integer("organisation")), fields.text("role", 1, 40)};
    TRY(fields.done());
    return out;
}

Result<Json> posts_to_give(const Context& context) {
    auto area = access::inside(context.who().organisation.region);
    Json out{{"organisations", Json::array()},
             {"roles", Json::array()},
             {"sign_on", context.services.sign_on != nullptr}};
    for (const auto& one :
         TRY(context.read([](db::Session& s) { return access::organisations(s); }))) {
        if (one.region < area.from || one.region >= area.to) continue;
        out["organisations"].push_back({{"organisation", one.id.value},
                                        {"name", shown(one.name)},
                                        {"kind", one.kind},
                                        {"region", access::region_code(one.region)}});
    }
    for (const auto& role : context.services.access.roles().all())
        if (!access::holds_any(role.acts, access::acts::family))
            out["roles"].push_back({{"role", role.id}, {"words", shown(role.words)}});
    return out;
}

Result<Json> accounts_shown(const Context& context, const std::string& wish,
                            const std::string& after, int limit) {
    const access::Keeper keeper{context.services.access.roles(), context.who()};
    auto found = TRY(context.read(
        [&](db::Session& s) { return access::accounts_of(s, keeper, wish, after, limit + 1); }));
    bool more = found.size() > std::size_t(limit);
    if (more) found.pop_back();
    Json out{{"items", Json::array()}};
    for (const auto& one : found) out["items"].push_back(account_shown(context, one));
    if (more) out["next"] = found.back().login;
    return out;
}

Result<AccountMade> made_account(const Context& context, const AccountWish& wanted) {
    AccountMade made;
    made.code = access::new_code();
    access::NewAccount account{wanted.login,
                               wanted.name,
                               context.services.access.hash_password(made.code),
                               {wanted.post},
                               code_until(context)};
    const access::Keeper keeper{context.services.access.roles(), context.who()};
    TRY(context.services.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            auto id = TRY(access::make_account(session, keeper, account));
            if (!wanted.subject.empty()) TRY(link_in(context, session, id, wanted.subject));
            made.account = id.value;
            return casework::note_act(context.office(), session, context.who(), "account.made",
                                      SubjectId{}, {{"account", id.value}});
        }));
    return made;
}

Result<void> linked(const Context& context, AccountId account, const std::string& subject) {
    return kept(context, {"account.linked", account},
                [&](db::Session& s, const access::Keeper& keeper) -> Result<void> {
                    TRY(access::require_kept(s, keeper, account));
                    return link_in(context, s, account, subject);
                });
}

} // namespace banxing::http
