#include "payment.h"

#include "frozen.h"

#include <casework/benefits.h>
#include <entitlement/payable.h>

namespace banxing::casework {

access::Principal for_money(const Office& office, const access::Principal& who) {
    access::Principal out = who;
    out.purposes &= office.roles.purpose_bit(money_purpose);
    return out;
}

Result<void> require_act(const access::Principal& who, access::Act act) {
    if (access::may(who, act)) return {};
    return fail(Error::forbidden({"您的岗位不能办理此事", "Your post may not do this"}));
}

const derive::Entitlement* benefit_of(const Office& office, const std::string& benefit) {
    auto dot = benefit.find('.');
    auto* system =
        dot == benefit.npos ? nullptr : office.program->find_system(benefit.substr(0, dot));
    if (!system) return nullptr;
    for (auto& rule : system->entitlements)
        if (benefit.compare(dot + 1, benefit.npos, rule.id) == 0) return &rule;
    return nullptr;
}

Words title_of(const Office& office, const std::string& benefit) {
    auto* rule = benefit_of(office, benefit);
    return rule ? rule->label : Words{benefit, benefit};
}

std::string basis_of(const Office& office, const std::string& benefit) {
    auto* rule = benefit_of(office, benefit);
    return rule && !rule->basis.empty()
               ? rule->basis.front().document + " " + rule->basis.front().clause
               : std::string();
}

std::string form_beside(const std::string& benefit, const char* form) {
    return benefit.substr(0, benefit.find('.') + 1) + form;
}

static Error no_claim() {
    return Error::not_found({"没有这笔补贴申请，或者不在您的权限之内",
                             "There is no such claim, or it is not open to your post"});
}

static Error amount_changed() {
    return Error::conflict({"应发金额已变化，请刷新后按新的金额办理",
                            "The amount due has changed; load again and go by the new one"});
}

/// Locks the file first, so that what is read of claim and amount stays true until the commit.
static Result<records::Head> lock_visible(Office& office, db::Session& session,
                                          const access::Principal& who, SubjectId subject) {
    if (!TRY(access::visible(session, for_money(office, who), subject, office.clock.today())))
        return fail(access::no_such_file());
    auto head = TRY(records::lock(session, subject));
    if (!head.fault.empty())
        return fail(Error::conflict({"这份档案目前无法推导，须先由管理员处理",
                                     "This file cannot be derived now; the administrator first"}));
    return head;
}

static Result<std::int64_t> propose_in(Office& office, db::Session& session,
                                       const access::Principal& who, const Proposal& what) {
    auto head = TRY(lock_visible(office, session, who, what.subject));
    TRY(respect(session, what.subject, what.benefit));
    auto payable =
        TRY(entitlement::find_payable(session, what.subject, what.benefit, what.cap_period));
    if (!payable || payable->net != what.amount || what.amount.fen <= 0)
        return fail(amount_changed());
    entitlement::Claim claim;
    claim.subject = what.subject;
    claim.benefit = what.benefit;
    claim.cap_period = what.cap_period;
    claim.amount = what.amount;
    claim.months = TRY(entitlement::months_due(session, *payable));
    claim.proposed_by = who.account;
    claim.proposed_at = office.clock.now();
    claim.file_version = head.version;
    claim.policy = head.policy;
    auto id = TRY(entitlement::add_claim(session, claim));
    TRY(note_act(office, session, who, "claim.proposed", what.subject,
                 {{"claim", id}, {"fen", what.amount.fen}}));
    return id;
}

Result<std::int64_t> propose(Office& office, const access::Principal& who, const Proposal& what) {
    TRY(require_act(who, access::Act::review));
    return office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return propose_in(office, session, who, what);
    });
}

/// The claim as it stands once its file is locked.
static Result<entitlement::Claim> lock_claim(Office& office, db::Session& session,
                                             const access::Principal& who, std::int64_t id) {
    auto before = TRY(entitlement::find_claim(session, id));
    if (!before) return fail(no_claim());
    auto seen =
        access::visible(session, for_money(office, who), before->subject, office.clock.today());
    if (!TRY(std::move(seen))) return fail(no_claim());
    TRY(records::lock(session, before->subject));
    return *TRY(entitlement::find_claim(session, id));
}

static void append(std::string& text, const std::string& part) {
    text += (text.empty() ? "" : "；") + part;
}

static std::string sentence_of(const derive::Explanation& why) {
    std::string out = why.sentence.zh; // names its month
    for (auto& row : why.matched) out += "（" + row.clause + "）";
    return out;
}

static std::string facts_of(const derive::Entitled& one) {
    std::string out = one.period + "：";
    for (std::size_t i = 0; i < one.records.size(); ++i)
        out += (i ? "、" : "") + std::to_string(one.records[i]);
    return out;
}

/// What is decided, as it can be read years later: a sentence a month, and the records.
static Result<Json> decision_of(db::Session& session, const entitlement::Claim& claim,
                                const std::vector<Frozen>& months) {
    auto derived = TRY(consequences::load(session, claim.subject));
    std::string sentences, facts;
    for (auto& month : months) {
        append(sentences, sentence_of(month.why));
        for (auto& one : derived.entitled)
            if (one.benefit == claim.benefit && one.period == month.period)
                append(facts, facts_of(one));
    }
    Json out = {{"benefit", claim.benefit},
                {"cap_period", claim.cap_period},
                {"months", entitlement::months_in_words(claim.months)},
                {"amount", claim.amount.fen},
                {"policy", claim.policy},
                {"claim", claim.id}};
    if (!facts.empty()) out["facts"] = facts;
    if (!sentences.empty()) out["explanation"] = sentences;
    return out;
}

static Result<void> check_decidable(db::Session& session, const access::Principal& who,
                                    const entitlement::Claim& claim) {
    if (claim.proposed_by == who.account)
        return fail(Error::forbidden(
            {"自己提交的须由他人审批", "Another person decides what you proposed yourself"}));
    auto payable =
        TRY(entitlement::find_payable(session, claim.subject, claim.benefit, claim.cap_period));
    bool still =
        claim.state == entitlement::ClaimState::proposed && payable && payable->net == claim.amount;
    if (claim.state == entitlement::ClaimState::proposed && !still) return fail(amount_changed());
    return {};
}

/// On the books of whoever approves, in the year in which it is approved.
static Result<void> commit(const Office& office, db::Session& session, const access::Principal& who,
                           const entitlement::Claim& claim, std::int64_t decision) {
    ledger::Commitment what;
    what.claim = claim.id;
    what.subject = claim.subject;
    what.benefit = claim.benefit;
    what.amount = claim.amount;
    what.region = who.organisation.region;
    what.year = int(office.clock.today().year());
    what.decision = decision;
    what.clause = basis_of(office, claim.benefit);
    return ledger::commit(session, what, {who.account, office.clock.now(), {}, {}});
}

/// So many working days of public notice as the benefit's parameter says today; none when it is
/// not given or the documents leave it open.
static Result<void> put_on_notice(const Office& office, db::Session& session,
                                  const entitlement::Claim& claim) {
    auto* rule = benefit_of(office, claim.benefit);
    if (!rule || rule->notice.empty()) return {};
    auto rows = TRY(records::load(session, claim.subject));
    auto records = records::as_records(rows);
    auto today = office.clock.today();
    auto days = TRY(office.program->value({"person", records}, today, rule->notice));
    if (days.empty() || days.find_first_not_of("0123456789") != days.npos || days == "0") return {};
    auto until = office.program->source().calendar.after(today, std::stoi(days));
    return entitlement::put_on_notice(session, claim.id, add_days(until, 1));
}

static Result<void> approve_in(Office& office, db::Session& session, const access::Principal& who,
                               std::int64_t id) {
    auto claim = TRY(lock_claim(office, session, who, id));
    auto head = TRY(lock_visible(office, session, who, claim.subject));
    TRY(check_decidable(session, who, claim));
    // what is decided rests on the policy of today, not on the one it was proposed under
    auto& program = *office.program;
    claim.policy = program.source().version;
    auto months = TRY(reasons(program, session, head, claim, office.clock.today()));
    TRY(entitlement::decide_claim(session, claim, entitlement::ClaimState::approved, who.account,
                                  office.clock.now(), {}));
    Submission record;
    record.form = form_beside(claim.benefit, "subsidy_decision");
    record.day = office.clock.today();
    record.content = TRY(decision_of(session, claim, months));
    auto decision = TRY(submit_in(office, session, who, claim.subject, {record}, Door::opening));
    // writing derived the file as of today: a net that is not settled now was not what is due
    auto after =
        TRY(entitlement::find_payable(session, claim.subject, claim.benefit, claim.cap_period));
    auto derived = TRY(records::find(session, claim.subject));
    if (!after || after->net.fen != 0 || !derived || !derived->fault.empty())
        return fail(amount_changed());
    TRY(freeze(session, claim, months, office.clock.now()));
    TRY(commit(office, session, who, claim, decision.written.front().lineage));
    TRY(put_on_notice(office, session, claim));
    return note_act(office, session, who, "claim.approved", claim.subject,
                    {{"claim", id}, {"fen", claim.amount.fen}});
}

Result<void> approve(Office& office, const access::Principal& who, std::int64_t claim) {
    TRY(require_act(who, access::Act::approve));
    return office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return approve_in(office, session, who, claim);
    });
}

static Result<void> end_claim(Office& office, const access::Principal& who, std::int64_t id,
                              entitlement::ClaimState to, const std::string& reason) {
    bool withdrawal = to == entitlement::ClaimState::withdrawn;
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            auto claim = TRY(lock_claim(office, session, who, id));
            if (withdrawal && claim.proposed_by != who.account)
                return fail(
                    Error::forbidden({"只有提交人可以撤回", "Only the proposer may withdraw it"}));
            TRY(entitlement::decide_claim(session, claim, to, who.account, office.clock.now(),
                                          reason));
            return note_act(office, session, who, withdrawal ? "claim.withdrawn" : "claim.refused",
                            claim.subject, {{"claim", id}});
        });
}

Result<void> refuse(Office& office, const access::Principal& who, std::int64_t claim,
                    const std::string& reason) {
    TRY(require_act(who, access::Act::approve));
    if (reason.empty())
        return fail(Error::invalid({"请写明退回的理由", "Say why it is refused"},
                                   {{"reason", {"必填", "must be given"}}}));
    return end_claim(office, who, claim, entitlement::ClaimState::refused, reason);
}

Result<void> withdraw(Office& office, const access::Principal& who, std::int64_t claim,
                      const std::string& reason) {
    TRY(require_act(who, access::Act::review));
    return end_claim(office, who, claim, entitlement::ClaimState::withdrawn, reason);
}

Result<void> retry(Office& office, const access::Principal& who, std::int64_t id) {
    TRY(require_act(who, access::Act::batch));
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<void> {
            auto claim = TRY(lock_claim(office, session, who, id));
            auto anew =
                TRY(entitlement::retry_claim(session, claim, who.account, office.clock.now()));
            return note_act(office, session, who, "claim.retried", claim.subject,
                            {{"claim", id}, {"anew", anew}, {"fen", claim.amount.fen}});
        });
}

template <typename T, typename F>
static Result<Outcomes> each(const std::vector<T>& items, F act) {
    Outcomes out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Result<void> done = act(items[i]);
        if (done) {
            ++out.done;
            continue;
        }
        auto fault = done.error().fault;
        if (fault == Fault::internal || fault == Fault::unavailable) return fail(done.error());
        out.failed.push_back({i, done.error().message});
    }
    return out;
}

Result<Outcomes> propose_each(Office& office, const access::Principal& who,
                              const std::vector<Proposal>& what) {
    TRY(require_act(who, access::Act::review));
    return each(what, [&](const Proposal& one) -> Result<void> {
        TRY(propose(office, who, one));
        return {};
    });
}

std::optional<ClaimAct> claim_act_named(std::string_view name) {
    if (name == "approve") return ClaimAct::approve;
    if (name == "refuse") return ClaimAct::refuse;
    if (name == "withdraw") return ClaimAct::withdraw;
    if (name == "retry") return ClaimAct::retry;
    return std::nullopt;
}

Result<Outcomes> act_each(Office& office, const access::Principal& who, ClaimAct act,
                          const std::vector<std::int64_t>& claims, const std::string& reason) {
    TRY(require_act(who, act == ClaimAct::withdraw ? access::Act::review
                         : act == ClaimAct::retry  ? access::Act::batch
                                                   : access::Act::approve));
    return each(claims, [&](std::int64_t claim) -> Result<void> {
        switch (act) {
        case ClaimAct::approve:
            return approve(office, who, claim);
        case ClaimAct::refuse:
            return refuse(office, who, claim, reason);
        case ClaimAct::withdraw:
            return withdraw(office, who, claim, reason);
        case ClaimAct::retry:
            break;
        }
        return retry(office, who, claim);
    });
}

} // namespace banxing::casework
