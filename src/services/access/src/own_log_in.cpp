#include "access_sql.h"
#include "login.h"

#include <access/own_log_in.h>
#include <crypto/hash.h>

#include <algorithm>

namespace banxing::access {
namespace {

constexpr std::size_t id_letters = 16; // of the token's hash: names a session, opens none
constexpr int longest_months = 12;

template <typename Row>
OwnPost post_of(const Row& row) {
    OwnPost out{row.post, row.role, {}, {}};
    out.organisation = {
        OrganisationId(row.id), {}, row.kind, row.region, {row.name_zh, row.name_en}};
    if (row.lent_until) out.lent_until = from_days(*row.lent_until);
    return out;
}

Error no_such_session() {
    return Error::not_found({"没有这个登录", "There is no such session"});
}

} // namespace

Result<std::vector<OpenSession>> sessions_of(db::Session& session, AccountId account,
                                             const std::string& token) {
    auto current = crypto::sm3_hex(token);
    std::vector<OpenSession> out;
    for (auto& row : TRY(session.all(sql::SessionsOf{account.value})))
        out.push_back({row.token_hash.substr(0, id_letters),
                       row.post,
                       {row.created},
                       {row.last_seen},
                       row.token_hash == current});
    return out;
}

Result<void> end_session(db::Session& session, AccountId account, const std::string& id) {
    for (auto& row : TRY(session.all(sql::SessionsOf{account.value}))) {
        if (row.token_hash.substr(0, id_letters) != id) continue;
        TRY(session.run(sql::EndSession{account.value, row.token_hash}));
        return {};
    }
    return fail(no_such_session());
}

Result<std::vector<OwnPost>> posts_of(db::Session& session, AccountId account, Date today) {
    std::vector<OwnPost> out;
    for (auto& row : TRY(session.all(sql::OwnPosts{account.value}))) out.push_back(post_of(row));
    for (auto& row : TRY(session.all(sql::LentPosts{account.value, to_days(today)})))
        out.push_back(post_of(row));
    return out;
}

Result<void> take_post(db::Session& session, AccountId account, const std::string& token,
                       std::int64_t post, Date today) {
    auto posts = TRY(posts_of(session, account, today));
    if (std::ranges::find(posts, post, &OwnPost::post) == posts.end())
        return fail(Error::forbidden({"这不是您的岗位", "This is not your post"}));
    TRY(session.run(sql::TakePost{crypto::sm3_hex(token), account.value, post}));
    return {};
}

Result<std::int64_t> lend(db::Session& session, const Principal& who, const std::string& login,
                          Date until, Date today, Instant now) {
    if (until <= today || until > add_months(today, longest_months))
        return fail(Error::invalid(
            {"截止日期应在一年之内", "The end must lie within a year"},
            {{"until", {"应在今天之后一年之内", "must be after today and within a year"}}}));
    auto posts = TRY(session.all(sql::OwnPosts{who.account.value}));
    bool own = std::ranges::any_of(posts, [&](auto& row) { return row.post == who.post; });
    if (!own)
        return fail(
            Error::forbidden({"代理的岗位不能再委托", "A post that was lent is not lent on"}));
    auto other = TRY(session.one(sql::AccountByLogin{login_key(login)}));
    if (!other || other->id == who.account.value || other->state == "closed")
        return fail(Error::invalid({"没有这个登录名", "There is no such log-in"},
                                   {{"login", {"不能委托给它", "cannot stand in"}}}));
    auto id = TRY(session.one(sql::HighestDelegation{}))->id + 1;
    TRY(session.run(sql::Lend{id, who.post, other->id, to_days(today), to_days(until),
                              who.account.value, now.ms}));
    return id;
}

Result<std::vector<Delegation>> delegations_of(db::Session& session, const Principal& who,
                                               Date today) {
    std::vector<Delegation> out;
    for (auto& row : TRY(session.all(sql::DelegationsOf{who.post, to_days(today)})))
        out.push_back(
            {row.id, AccountId(row.account), from_days(row.from_day), from_days(row.until_day)});
    return out;
}

Result<void> take_back(db::Session& session, const Principal& who, std::int64_t delegation,
                       Date today) {
    if (TRY(session.run(sql::TakeBack{delegation, who.post, to_days(today)})) == 1) return {};
    return fail(Error::not_found({"没有这项委托", "There is no such delegation"}));
}

} // namespace banxing::access
