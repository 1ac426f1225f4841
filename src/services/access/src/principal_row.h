#pragma once
#include <access/principal.h>

namespace banxing::access {

/// A principal from a row with the columns of an account, its post and the organisation.
template <typename Row>
Principal principal_from(const Row& row, const Role& role) {
    Principal out;
    out.account = AccountId(row.account);
    out.account_name = row.account_name;
    out.post = row.post;
    out.role = role.id;
    out.role_words = role.words;
    out.organisation = {
        OrganisationId(row.id), {}, row.kind, row.region, {row.name_zh, row.name_en}};
    if (row.parent) out.organisation.parent = OrganisationId(*row.parent);
    out.acts = role.acts;
    out.purposes = role.purposes;
    out.reach.own = row.id;
    if (role.reaches_area) {
        auto range = inside(row.region);
        out.reach.from = range.from;
        out.reach.to = range.to;
    }
    out.must_set_password = row.account_state == "code";
    return out;
}

} // namespace banxing::access
