#include "access_sql.h"
#include "login.h"
#include "principal_row.h"

#include <access/directory.h>

namespace banxing::access {
namespace {

constexpr const char* open_state = "open";
constexpr const char* code_state = "code";

template <typename Row>
Organisation organisation_of(const Row& row) {
    Organisation out{OrganisationId(row.id), {}, row.kind, row.region, {row.name_zh, row.name_en}};
    if (row.parent) out.parent = OrganisationId(*row.parent);
    return out;
}

Error no_role(const std::string& role) {
    return Error::invalid({"没有这个岗位：" + role, "There is no such role: " + role});
}

} // namespace

Result<OrganisationId> add_organisation(db::Session& session, const Organisation& organisation) {
    auto id = organisation.id.value;
    if (id == 0) id = TRY(session.one(sql::HighestOrganisation{}))->id + 1;
    if (id < 0 || id >= first_region || organisation.region < first_region)
        return fail(Error::invalid(
            {"机构编号或区划代码不对", "The number or the region of an organisation is wrong"}));
    std::optional<std::int64_t> parent;
    if (organisation.parent) parent = organisation.parent->value;
    TRY(session.run(sql::AddOrganisation{id, parent, organisation.kind, organisation.region,
                                         organisation.name.zh, organisation.name.en}));
    return OrganisationId(id);
}

Result<std::optional<Organisation>> find_organisation(db::Session& session, OrganisationId id) {
    auto row = TRY(session.one(sql::Organisation{id.value}));
    if (!row) return std::optional<Organisation>{};
    return std::optional(organisation_of(*row));
}

Result<std::vector<Organisation>> organisations(db::Session& session) {
    std::vector<Organisation> out;
    for (const auto& row : TRY(session.all(sql::Organisations{})))
        out.push_back(organisation_of(row));
    return out;
}

Result<AccountId> add_account(db::Session& session, const Roles& roles, const NewAccount& account) {
    auto login = login_key(account.login);
    if (login.empty() || account.posts.empty())
        return fail(
            Error::invalid({"账号要有登录名和岗位", "An account needs a login and a post"}));
    auto id = TRY(session.one(sql::HighestAccount{}))->id + 1;
    std::optional<std::int64_t> until;
    if (account.code_until) until = account.code_until->ms;
    TRY(session.run(sql::AddAccount{id, login, account.name, account.password_hash,
                                    until ? code_state : open_state, until}));
    auto post = TRY(session.one(sql::HighestPost{}))->id;
    for (const auto& [organisation, role] : account.posts) {
        if (!roles.find(role)) return fail(no_role(role));
        TRY(session.run(sql::AddPost{++post, id, organisation.value, role}));
    }
    return AccountId(id);
}

Result<std::map<std::int64_t, std::string>> account_names(db::Session& session) {
    std::map<std::int64_t, std::string> out;
    for (auto& row : TRY(session.all(sql::AccountNames{})))
        out.emplace(row.id, std::move(row.name));
    return out;
}

Result<void> set_code(db::Session& session, const std::string& login, const std::string& code_hash,
                      Instant until) {
    auto row = TRY(session.one(sql::AccountByLogin{login_key(login)}));
    if (!row) return fail(Error::not_found({"没有这个登录名", "There is no such login"}));
    TRY(session.run(sql::SetCode{row->id, code_hash, code_state, until.ms}));
    TRY(session.run(sql::CloseSessionsOf{row->id}));
    return {};
}

template <typename Row>
static Result<Principal> principal_of(const std::optional<Row>& row, const Roles& roles) {
    const auto* role = row ? roles.find(row->role) : nullptr;
    if (!role)
        return fail(
            Error::not_found({"没有这样的账号或岗位。", "There is no such account or post."}));
    auto out = principal_from(*row, *role);
    out.must_set_password = false; // whoever works at the machine needs none
    return out;
}

Result<Principal> principal_of_login(db::Session& session, const Roles& roles,
                                     const std::string& login) {
    return principal_of(TRY(session.one(sql::PostOfLogin{login_key(login)})), roles);
}

Result<Principal> principal_of_role(db::Session& session, const Roles& roles,
                                    const std::string& role) {
    return principal_of(TRY(session.one(sql::PostOfRole{role})), roles);
}

} // namespace banxing::access
