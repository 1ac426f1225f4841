#include "family_sql.h"

#include <access/refusals.h>
#include <casework/own_file.h>

#include <family/consents.h>

namespace banxing::family {
namespace {

Error not_yours() {
    return Error::forbidden(
        {"孩子已到自己作主的年龄，由本人决定", "The young person is old enough to decide this"});
}

Result<void> decide_in(const Desk& desk, db::Session& session, const access::Principal& who,
                       SubjectId subject, const ConsentRule& rule, bool given) {
    auto ward = TRY(child(desk, session, who, subject));
    if (!ward.may_decide) return fail(not_yours());
    std::int64_t last = 0, standing = -1;
    for (auto& row : TRY(session.all(sql::ConsentsOf{subject.value})))
        if (row.purpose == rule.bit) last = row.no, standing = row.given;
    if (standing == std::int64_t(given)) return {};
    TRY(session.run(sql::AddConsent{subject.value, rule.bit, last + 1, std::int64_t(given),
                                    who.account.value, desk.office.clock.now().ms}));
    TRY(access::refuse(session, subject, rule.bit, !given));
    TRY(casework::derive_again(desk.office, session, subject));
    return casework::note_act(desk.office, session, who,
                              given ? "consent.given" : "consent.withdrawn", subject,
                              {{"purpose", rule.purpose}});
}

} // namespace

Result<std::vector<Consent>> consents_of(const Desk& desk, db::Session& session,
                                         SubjectId subject) {
    std::vector<Consent> out;
    for (const auto& rule : desk.rules.consents)
        out.push_back({&rule, rule.words, Choice::unasked, {}, AccountId()});
    for (auto& row : TRY(session.all(sql::ConsentsOf{subject.value})))
        for (auto& one : out) {
            if (one.rule->bit != row.purpose) continue;
            one.choice = row.given != 0 ? Choice::given : Choice::withdrawn;
            one.at = Instant{row.at};
            one.by = AccountId(row.account);
        }
    return out;
}

Result<void> decide(const Desk& desk, const access::Principal& who, SubjectId subject,
                    const std::string& purpose, bool given) {
    const auto* rule = desk.rules.consent(purpose);
    return desk.office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            TRY(child(desk, session, who, subject));
            if (!rule)
                return fail(
                    Error::not_found({"这项用途不需要同意", "This purpose needs no consent"}));
            return decide_in(desk, session, who, subject, *rule, given);
        });
}

} // namespace banxing::family
