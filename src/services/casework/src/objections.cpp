#include "payment.h"

#include <access/directory.h>
#include <casework/objections.h>
#include <casework/steps.h>

namespace banxing::casework {

constexpr int objections_listed = 200;
constexpr const char* said_place = "objection.said";
constexpr const char* answer_sealed_place = "objection.answer";

static Error no_objection() {
    return Error::not_found({"没有这个异议，或者不在您的权限之内",
                             "There is no such objection, or it is not open to your post"});
}

static Result<void> require_visible(Office& office, db::Session& session,
                                    const access::Principal& who, SubjectId subject) {
    if (TRY(access::visible(session, for_money(office, who), subject, office.clock.today())))
        return {};
    return fail(no_objection());
}

Result<std::int64_t> object(Office& office, const access::Principal& who, std::int64_t id,
                            const std::string& said) {
    TRY(require_act(who, access::Act::review | access::Act::approve | access::Act::batch));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::int64_t> {
            auto claim = TRY(entitlement::find_claim(session, id));
            if (!claim) return fail(no_objection());
            TRY(require_visible(office, session, who, claim->subject));
            TRY(records::lock(session, claim->subject)); // else a batch may take it meanwhile
            entitlement::Objection what;
            what.subject = claim->subject;
            what.claim = id;
            what.said = TRY(office.registry.seal(session, claim->subject, said, said_place));
            what.entered_by = who.account;
            what.entered_at = office.clock.now();
            auto made = TRY(entitlement::object(session, what));
            TRY(note_act(office, session, who, "objection.entered", claim->subject,
                         {{"claim", id}, {"objection", made}}));
            return made;
        });
}

static Result<ObjectionShown> shown_objection(Office& office, db::Session& session,
                                              entitlement::Objection one,
                                              const Deadlines& deadlines) {
    ObjectionShown out;
    auto claim = TRY(entitlement::find_claim(session, one.claim));
    if (claim) {
        out.title = title_of(office, claim->benefit);
        out.amount = claim->amount;
    }
    one.said = TRY(office.registry.reveal(session, one.subject, one.said, said_place));
    if (!one.answer.empty())
        one.answer =
            TRY(office.registry.reveal(session, one.subject, one.answer, answer_sealed_place));
    if (!one.upheld)
        out.due = TRY(due_of(office, session, one.subject, deadlines, Step::objection,
                             civil_day(one.entered_at)));
    out.objection = std::move(one);
    return out;
}

Result<std::vector<ObjectionShown>> objections(Office& office, const access::Principal& who) {
    TRY(require_act(who, access::Act::review | access::Act::approve | access::Act::batch));
    Deadlines deadlines(office);
    auto list =
        TRY(office.database.read([&](db::Session& session) -> Result<std::vector<ObjectionShown>> {
            std::vector<ObjectionShown> out;
            auto names = TRY(access::account_names(session));
            for (auto& one : TRY(entitlement::objections(
                     session, for_money(office, who), objections_listed, office.clock.today()))) {
                out.push_back(TRY(shown_objection(office, session, std::move(one), deadlines)));
                auto& last = out.back();
                last.entered_by = names[last.objection.entered_by.value];
                last.answered_by = names[last.objection.answered_by.value];
                last.mine = last.objection.entered_by == who.account;
            }
            return out;
        }));
    std::vector<SubjectId> people;
    for (auto& one : list) people.push_back(one.objection.subject);
    TRY(note_shown(office, who, "objections", std::move(people)));
    return list;
}

/// The approval with its record and its money, as if it had not been given; the reasons that were
/// kept stay.
static Result<void> take_back(Office& office, db::Session& session, const access::Principal& who,
                              const entitlement::Claim& claim, const std::string& reason) {
    std::int64_t decision = 0;
    for (auto& entry : TRY(ledger::entries_of_claim(session, claim.id)))
        decision = std::max(decision, entry.decision);
    TRY(entitlement::revoke_claim(session, claim, who.account, office.clock.now(), reason));
    TRY(ledger::release(session, claim.id, {who.account, office.clock.now(), reason, {}}));
    auto writer = TRY(FileWriter::open(office, session, who, claim.subject));
    TRY(writer.give_up(decision, reason));
    TRY(writer.finish("claim.revoked"));
    return {};
}

static Result<void> answer_in(Office& office, db::Session& session, const access::Principal& who,
                              entitlement::Objection one, const std::string& words) {
    TRY(require_visible(office, session, who, one.subject));
    if (one.entered_by == who.account)
        return fail(Error::forbidden(
            {"自己登记的异议由他人答复", "Another person answers what you entered yourself"}));
    one.answer = TRY(office.registry.seal(session, one.subject, words, answer_sealed_place));
    one.answered_by = who.account;
    one.answered_at = office.clock.now();
    TRY(entitlement::answer_objection(session, one));
    TRY(note_act(office, session, who, "objection.answered", one.subject,
                 {{"objection", one.id}, {"upheld", one.upheld.value_or(false)}}));
    if (!one.upheld.value_or(false)) return {};
    auto claim = TRY(entitlement::find_claim(session, one.claim));
    if (!claim) return fail(no_objection());
    return take_back(office, session, who, *claim, words);
}

Result<void> answer_objection(Office& office, const access::Principal& who, std::int64_t id,
                              bool upheld, const std::string& answer) {
    TRY(require_act(who, access::Act::approve));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            auto one = TRY(entitlement::find_objection(session, id));
            if (!one) return fail(no_objection());
            one->upheld = upheld;
            return answer_in(office, session, who, std::move(*one), answer);
        });
}

} // namespace banxing::casework
