#include "access_sql.h"

#include <access/access.h>
#include <access/grants.h>
#include <access/refusals.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace banxing::access {
namespace {

using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t>; // holder, purpose, from

/// What a family has said no to is not opened, whatever the policy derives.
Result<void> leave_out_refused(db::Session& session, SubjectId subject,
                               std::map<Key, std::int64_t>& wanted) {
    for (const auto& row : TRY(session.all(sql::RefusalsOf{subject.value})))
        std::erase_if(wanted, [&](auto& one) {
            return row.purpose == every_purpose || std::get<1>(one.first) == row.purpose;
        });
    return {};
}

Result<std::map<Key, std::int64_t>> wanted_rows(const Roles& roles, std::span<const Grant> grants) {
    std::map<Key, std::int64_t> wanted;
    for (const auto& grant : grants) {
        auto bit = roles.purpose_bit(grant.purpose);
        if (bit == 0)
            return fail(Error::invalid(
                {"没有这种用途：" + grant.purpose, "There is no such purpose: " + grant.purpose}));
        auto until = grant.until ? to_days(*grant.until) : open_end;
        auto& row = wanted[{grant.holder, bit, to_days(grant.from)}];
        row = std::max(row, until); // two reasons for one opening: the longer one holds
    }
    return wanted;
}

Result<void> put(db::Session& session, SubjectId subject, const std::map<Key, std::int64_t>& rows) {
    for (const auto& [key, until] : rows) {
        const auto& [holder, purpose, from] = key;
        TRY(session.run(sql::PutGrant{subject.value, holder, purpose, from, until}));
    }
    return {};
}

} // namespace

Result<void> replace_grants(db::Session& session, const Roles& roles, SubjectId subject,
                            std::span<const Grant> grants) {
    auto wanted = TRY(wanted_rows(roles, grants));
    TRY(leave_out_refused(session, subject, wanted));
    for (const auto& row : TRY(session.all(sql::GrantsOf{subject.value}))) {
        auto found = wanted.find({row.holder, row.purpose, row.from_day});
        if (found == wanted.end())
            TRY(session.run(sql::DropGrant{subject.value, row.holder, row.purpose, row.from_day}));
        else if (found->second == row.until_day)
            wanted.erase(found);
    }
    return put(session, subject, wanted);
}

Result<void> add_grants(db::Session& session, const Roles& roles, SubjectId subject,
                        std::span<const Grant> grants) {
    return put(session, subject, TRY(wanted_rows(roles, grants)));
}

Result<bool> has_grants(db::Session& session, const Roles& roles, SubjectId subject,
                        std::span<const Grant> grants) {
    auto wanted = TRY(wanted_rows(roles, grants));
    TRY(leave_out_refused(session, subject, wanted));
    for (const auto& row : TRY(session.all(sql::GrantsOf{subject.value}))) {
        auto found = wanted.find({row.holder, row.purpose, row.from_day});
        if (found == wanted.end() || found->second != row.until_day) return false;
        wanted.erase(found);
    }
    return wanted.empty();
}

Result<bool> visible(db::Session& session, const Principal& principal, SubjectId subject,
                     Date today) {
    if (TRY(session.one(sql::IsOpened{principal.account.value, subject.value}))) return true;
    auto row = TRY(session.one(sql::IsVisible{.subject_id = subject.value,
                                              .reach_from = principal.reach.from,
                                              .reach_to = principal.reach.to,
                                              .reach_own = principal.reach.own,
                                              .purposes = principal.purposes,
                                              .today = to_days(today)}));
    return row && row->visible != 0;
}

Result<std::int64_t> purposes_open(db::Session& session, const Principal& principal,
                                   SubjectId subject, Date today) {
    if (TRY(session.one(sql::IsOpened{principal.account.value, subject.value}))) return ~0LL;
    std::int64_t open = 0;
    for (const auto& row : TRY(session.all(sql::PurposesOpen{.subject_id = subject.value,
                           .reach_from = principal.reach.from,
                           .reach_to = principal.reach.to,
                           .reach_own = principal.reach.own,
                           .purposes = principal.purposes,
                           .today = to_days(today)})))
        open |= row.purpose;
    return open;
}

Result<std::vector<SubjectId>> all_visible(db::Session& session, const Principal& principal,
                                           Date today) {
    std::vector<SubjectId> out;
    for (auto& row : TRY(session.all(sql::AllVisible{.reach_from = principal.reach.from,
                     .reach_to = principal.reach.to,
                     .reach_own = principal.reach.own,
                     .purposes = principal.purposes,
                     .today = to_days(today)})))
        out.emplace_back(row.subject_id);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

Result<void> refuse(db::Session& session, SubjectId subject, std::int64_t purpose, bool refused) {
    if (refused)
        TRY(session.run(sql::Refuse{subject.value, purpose}));
    else
        TRY(session.run(sql::Allow{subject.value, purpose}));
    return {};
}

Error no_such_file() {
    return Error::not_found({"没有这份档案，或者不在您的权限之内。",
                             "There is no such file, or it is not open to your post."});
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::access
