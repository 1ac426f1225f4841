#include "access_sql.h"
#include "login.h"

#include <access/accounts.h>
#include <access/acts.h>

#include <algorithm>

namespace banxing::access {
namespace {

constexpr const char* closed_state = "closed";

Error no_such_account() {
    return Error::not_found({"没有这个账号", "There is no such account"});
}

Error needs_successor(const std::string& role) {
    auto error = Error::conflict(
        {"这个岗位没有别人，请先写明由谁接手", "Nobody else has this post: say who takes it over"});
    error.fields = {{"successor", {"须写明接手人的登录名：" + role, "needs a log-in for " + role}}};
    return error;
}

bool in_area(const Keeper& keeper, std::int64_t region) {
    auto area = inside(keeper.who.organisation.region);
    return area.from <= region && region < area.to;
}

/// The role of families: their accounts are made with a guardian's proof, and nowhere else.
std::string family_role(const Roles& roles) {
    for (const auto& role : roles.all())
        if (holds_any(role.acts, acts::family)) return role.id;
    return {};
}

template <typename Row>
HeldPost held(const Row& row) {
    HeldPost out{row.post, row.role, {}, row.shared != 0};
    out.organisation = {
        OrganisationId(row.id), {}, row.kind, row.region, {row.name_zh, row.name_en}};
    return out;
}

Result<std::vector<HeldPost>> posts_held(db::Session& session, AccountId account) {
    std::vector<HeldPost> out;
    for (const auto& row : TRY(session.all(sql::PostsHeld{account.value})))
        out.push_back(held(row));
    return out;
}

/// Outside the area all the same: an account is looked after by whoever reaches all its posts.
Result<std::vector<HeldPost>> posts_kept(db::Session& session, const Keeper& keeper,
                                         AccountId account) {
    auto row = TRY(session.one(sql::Account{account.value}));
    auto posts = TRY(posts_held(session, account));
    auto family = family_role(keeper.roles);
    bool kept = row && row->state != closed_state && account != keeper.who.account &&
                !posts.empty() && std::ranges::all_of(posts, [&](const HeldPost& one) {
                    return in_area(keeper, one.organisation.region) && one.role != family;
                });
    if (!kept) return fail(no_such_account());
    return posts;
}

Result<void> check_post(db::Session& session, const Keeper& keeper, const Post& post) {
    auto place = TRY(find_organisation(session, post.organisation));
    if (!place || !in_area(keeper, place->region))
        return fail(Error::forbidden(
            {"这个机构不在您管理的范围内", "This organisation is not in your area"}));
    if (!keeper.roles.find(post.role) || post.role == family_role(keeper.roles))
        return fail(Error::invalid({"没有这个岗位", "There is no such post"},
                                   {{"role", {"不是部门的岗位", "is no desk's"}}}));
    return {};
}

/// Nobody's: 0.
Result<AccountId> successor_of(db::Session& session, const Keeper& keeper, AccountId account,
                               const std::string& login) {
    if (login.empty()) return AccountId(0);
    auto row = TRY(session.one(sql::AccountByLogin{login_key(login)}));
    auto wrong = Error::invalid({"没有这个登录名", "There is no such log-in"},
                                {{"successor", {"不能接手", "cannot take over"}}});
    if (!row || AccountId(row->id) == account) return fail(wrong);
    auto kept = posts_kept(session, keeper, AccountId(row->id));
    if (!kept) return fail(wrong);
    return AccountId(row->id);
}

/// Whoever was on it has to log in anew; true when it went to somebody.
Result<bool> end_post(db::Session& session, const HeldPost& post, AccountId successor, Date today) {
    TRY(session.run(sql::EndSessionsOn{post.post}));
    TRY(session.run(sql::EndLentOf{post.post, to_days(today)}));
    auto& place = post.organisation.id;
    bool has = successor.value != 0 &&
               TRY(session.one(sql::SamePost{successor.value, place.value, post.role}));
    if (post.shared || has) {
        TRY(session.run(sql::DropPost{post.post}));
        return false;
    }
    if (successor.value == 0) return fail(needs_successor(post.role));
    TRY(session.run(sql::HandPost{post.post, successor.value}));
    return true;
}

} // namespace

Result<std::vector<KnownAccount>> accounts_of(db::Session& session, const Keeper& keeper,
                                              const std::string& wish, const std::string& after,
                                              int most) {
    auto area = inside(keeper.who.organisation.region);
    std::vector<KnownAccount> out;
    for (auto& row :
         TRY(session.all(sql::AccountsIn{area.from, area.to, family_role(keeper.roles), after}))) {
        if (int(out.size()) == most) break;
        if (row.login.find(wish) == std::string::npos && row.name.find(wish) == std::string::npos)
            continue;
        KnownAccount one{AccountId(row.id), row.login, row.name, row.state,
                         row.factor != 0,   {},        {}};
        if (row.seen) one.seen = Instant{*row.seen};
        one.posts = TRY(posts_held(session, one.id));
        out.push_back(std::move(one));
    }
    return out;
}

Result<AccountId> make_account(db::Session& session, const Keeper& keeper,
                               const NewAccount& account) {
    for (const auto& post : account.posts) TRY(check_post(session, keeper, post));
    if (TRY(session.one(sql::AccountByLogin{login_key(account.login)})))
        return fail(Error::conflict({"这个登录名已经有人用", "This log-in is taken"}));
    return add_account(session, keeper.roles, account);
}

Result<std::int64_t> give_post(db::Session& session, const Keeper& keeper, AccountId account,
                               const Post& post) {
    TRY(posts_kept(session, keeper, account));
    TRY(check_post(session, keeper, post));
    if (TRY(session.one(sql::SamePost{account.value, post.organisation.value, post.role})))
        return fail(
            Error::conflict({"这个账号已经有这个岗位", "The account has this post already"}));
    auto id = TRY(session.one(sql::HighestPost{}))->id + 1;
    TRY(session.run(sql::AddPost{id, account.value, post.organisation.value, post.role}));
    return id;
}

Result<void> take_post_away(db::Session& session, const Keeper& keeper, AccountId account,
                            std::int64_t post, const std::string& successor, Date today) {
    auto posts = TRY(posts_kept(session, keeper, account));
    auto found = std::ranges::find(posts, post, &HeldPost::post);
    if (found == posts.end())
        return fail(Error::not_found({"没有这个岗位", "There is no such post"}));
    if (posts.size() == 1)
        return fail(Error::conflict({"这是账号唯一的岗位：请停用账号",
                                     "It is the account's only post: close the account"}));
    auto other = TRY(successor_of(session, keeper, account, successor));
    TRY(end_post(session, *found, other, today));
    return {};
}

Result<int> leave(db::Session& session, const Keeper& keeper, AccountId account,
                  const std::string& successor, Date today) {
    auto posts = TRY(posts_kept(session, keeper, account));
    auto other = TRY(successor_of(session, keeper, account, successor));
    int went = 0;
    for (const auto& post : posts) went += TRY(end_post(session, post, other, today)) ? 1 : 0;
    TRY(session.run(sql::EndLentTo{account.value, to_days(today)}));
    TRY(session.run(sql::CloseAccount{account.value}));
    TRY(session.run(sql::CloseSessionsOf{account.value}));
    return went;
}

Result<void> renew_code(db::Session& session, const Keeper& keeper, AccountId account,
                        const std::string& code_hash, Instant until) {
    TRY(posts_kept(session, keeper, account));
    TRY(session.run(sql::SetCode{account.value, code_hash, "code", until.ms}));
    TRY(session.run(sql::CloseSessionsOf{account.value}));
    return {};
}

Result<void> require_kept(db::Session& session, const Keeper& keeper, AccountId account) {
    TRY(posts_kept(session, keeper, account));
    return {};
}

} // namespace banxing::access
