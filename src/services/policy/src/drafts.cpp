#include "kept.h"

#include <policy/drafts.h>

#include <algorithm>
#include <policy_sql.h>

namespace banxing::policy {

const char* name_of(DraftState state) {
    static constexpr const char* names[] = {"open", "published", "refused"};
    return names[int(state)];
}

bool Draft::may_be_published() const {
    auto yes = std::count_if(consents.begin(), consents.end(), [&](const Consent& one) {
        return one.given && one.account != proposed_by;
    });
    return state != DraftState::refused && yes >= consents_needed;
}

static Result<void> add_consents(db::Session& session, Draft& draft) {
    for (auto& row : TRY(session.all(sql::Consents{.version = draft.version})))
        draft.consents.push_back(
            {AccountId{row.account}, row.given != 0, std::move(row.reason), Instant{row.at}});
    return {};
}

template <typename R>
static Result<Draft> draft_of(db::Session& session, R& row) {
    Draft out;
    out.version = std::move(row.version);
    out.base = std::move(row.base);
    out.title = {std::move(row.title_zh), std::move(row.title_en)};
    out.change = std::move(row.change);
    out.proposed_by = AccountId{row.proposed_by};
    out.proposed_at = {row.proposed_at};
    out.state = DraftState(row.state);
    TRY(add_consents(session, out));
    return out;
}

Result<std::string> propose_change(db::Session& session, const Files& changed, Draft what) {
    what.version = version_of(changed);
    what.base = TRY(ruling_version(session));
    auto known = TRY(session.one(sql::FindSet{.version = what.version}));
    if (known && known->published_no)
        return fail(Error::conflict({"这就是现行政策，或者是曾经发布过的政策",
                                     "This is the policy that rules, or one that ruled before"}));
    if (!known) TRY(put_set(session, what.version, changed, what.proposed_at));
    auto added = TRY(session.run(sql::PutDraft{.version = what.version,
                                               .base = what.base,
                                               .title_zh = what.title.zh,
                                               .title_en = what.title.en,
                                               .change = what.change,
                                               .proposed_by = what.proposed_by.value,
                                               .proposed_at = what.proposed_at.ms}));
    if (added == 0)
        return fail(Error::conflict(
            {"同样的草稿已经有人提出", "Somebody has proposed the same draft already"}));
    return what.version;
}

Result<std::vector<Draft>> drafts(db::Session& session, int limit) {
    std::vector<Draft> out;
    for (auto& row : TRY(session.all(sql::Drafts{.limit = limit})))
        out.push_back(TRY(draft_of(session, row)));
    return out;
}

Result<Draft> find_draft(db::Session& session, const std::string& version) {
    auto row = TRY(session.one(sql::FindDraft{.version = version}));
    if (!row)
        return fail(Error::not_found({"没有这个政策草稿", "There is no such draft of a policy"}));
    return draft_of(session, *row);
}

static Error decided() {
    return Error::conflict(
        {"这个草稿已经发布或者已被否决", "This draft has been published or refused meanwhile"});
}

Result<void> consent(db::Session& session, const std::string& version, const Consent& what) {
    auto after = what.given ? DraftState::open : DraftState::refused;
    auto draft = TRY(find_draft(session, version));
    if (draft.proposed_by == what.account)
        return fail(Error::forbidden(
            {"自己提出的变更须由他人同意", "Other people consent to what you proposed yourself"}));
    if (!what.given && what.reason.empty())
        return fail(Error::invalid({"请写明不同意的理由", "Say why you do not consent"},
                                   {{"reason", {"必填", "must be given"}}}));
    auto open = TRY(session.run(
        sql::MoveDraft{.version = version, .before = int(DraftState::open), .state = int(after)}));
    if (open == 0) return fail(decided());
    TRY(session.run(sql::PutConsent{.version = version,
                                    .account = what.account.value,
                                    .given = std::int64_t(what.given),
                                    .reason = what.reason,
                                    .at = what.at.ms}));
    return {};
}

} // namespace banxing::policy
