#include "payment.h"

#include <access/directory.h>
#include <casework/policy_desk.h>
#include <policy/cases.h>

namespace banxing::casework {

constexpr int drafts_shown = 100;

Result<PolicyDrafts> policy_drafts(Office& office, const access::Principal& who) {
    TRY(require_act(who, proposes_policy | consents_to_policy));
    return office.database.read([&](db::Session& session) -> Result<PolicyDrafts> {
        PolicyDrafts out;
        out.items = TRY(policy::drafts(session, drafts_shown));
        out.names = TRY(access::account_names(session));
        out.ruling = TRY(policy::ruling_version(session));
        return out;
    });
}

Result<std::string> propose_policy(Office& office, const access::Principal& who,
                                   const policy::Files& changed, const Words& title,
                                   const std::string& change) {
    TRY(require_act(who, proposes_policy));
    auto program = TRY(derive::Program::compile(TRY(policy::read_source(changed))));
    TRY(policy::pass_own_cases(*program, change));
    policy::Draft what;
    what.title = title;
    what.change = change;
    what.proposed_by = who.account;
    what.proposed_at = office.clock.now();
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::string> {
            auto version = TRY(policy::propose_change(session, changed, what));
            TRY(note_act(office, session, who, "policy.proposed", SubjectId{},
                         {{"version", version}}));
            return version;
        });
}

Result<void> consent_to_policy(Office& office, const access::Principal& who,
                               const std::string& version, bool given, const std::string& reason) {
    TRY(require_act(who, consents_to_policy));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            TRY(policy::consent(session, version,
                                {who.account, given, reason, office.clock.now()}));
            return note_act(office, session, who, given ? "policy.consented" : "policy.refused",
                            SubjectId{}, {{"version", version}});
        });
}

Result<void> publish_policy(Office& office, const access::Principal& who,
                            const std::string& version) {
    TRY(require_act(who, consents_to_policy));
    auto program = TRY(office.database.read(
        [&](db::Session& session) { return policy::compiled(session, version); }));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) -> Result<void> {
        TRY(policy::publish(session, version, who.account, office.clock.now()));
        return note_act(office, session, who, "policy.published", SubjectId{},
                        {{"version", version}});
    }));
    office.program.replace(std::move(program));
    return {};
}

Result<bool> follow_policy(Office& office) {
    auto version = TRY(
        office.database.read([](db::Session& session) { return policy::ruling_version(session); }));
    if (version.empty() || version == office.program->source().version) return false;
    office.program.replace(TRY(office.database.read(
        [&](db::Session& session) { return policy::compiled(session, version); })));
    return true;
}

} // namespace banxing::casework
