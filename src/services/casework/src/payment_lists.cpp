#include "payment.h"

#include <access/directory.h>
#include <casework/steps.h>

namespace banxing::casework {

Result<std::optional<Words>> Institutions::of(SubjectId subject, const std::string& benefit) {
    auto* rule = benefit_of(office_, benefit);
    if (!rule) return std::optional<Words>{};
    auto rows = TRY(records::load(session_, subject));
    for (auto* row : records::in_force(rows)) { // newest first
        if (row->form != rule->months_form || row->op == derive::RecordOp::withdrawal) continue;
        auto [known, is_new] = known_.try_emplace(row->organisation);
        if (is_new)
            if (auto found =
                    TRY(access::find_organisation(session_, OrganisationId{row->organisation})))
                known->second = found->name;
        return known->second;
    }
    return std::optional<Words>{};
}

/// Which step waits, and since when; nothing on a desk that has no deadline.
static std::optional<std::pair<Step, Date>> waits(const entitlement::OnDesk& row,
                                                  entitlement::Desk desk) {
    using entitlement::Desk;
    if (desk == Desk::open && row.payable.since) return std::pair(Step::review, *row.payable.since);
    if (!row.claim) return std::nullopt;
    auto& claim = *row.claim;
    if (desk == Desk::proposed) return std::pair(Step::approve, civil_day(claim.proposed_at));
    if (desk == Desk::returned && claim.moved_at)
        return std::pair(Step::retry, civil_day(*claim.moved_at));
    if (desk != Desk::approved || !claim.decided_at) return std::nullopt;
    auto decided = civil_day(*claim.decided_at);
    return std::pair(Step::batch, std::max(decided, claim.notice_until.value_or(decided)));
}

Result<std::optional<Date>> due_of(Office& office, db::Session& session, SubjectId subject,
                                   const Deadlines& deadlines, Step step, Date since) {
    bool alike = deadlines.regions(step).size() < 2; // then the file need not be read
    auto place = alike ? std::string() : TRY(place_of(office, session, subject));
    return deadlines.due(step, since, place);
}

static Result<PayablePage> shown(Office& office, db::Session& session, const access::Principal& who,
                                 const entitlement::DeskFilter& filter) {
    auto rows =
        TRY(entitlement::desk(session, for_money(office, who), filter, office.clock.today()));
    auto names = TRY(access::account_names(session));
    Institutions institutions(office, session);
    Deadlines deadlines(office);
    PayablePage page{{}, std::move(rows.next), rows.total, rows.sum};
    for (auto& row : rows.items) {
        PayableShown one;
        one.desk = filter.desk;
        one.title = title_of(office, row.payable.benefit);
        one.months =
            row.claim ? row.claim->months : TRY(entitlement::months_due(session, row.payable));
        one.institution = TRY(institutions.of(row.payable.subject, row.payable.benefit));
        if (row.claim) {
            auto name = names.find(row.claim->proposed_by.value);
            if (name != names.end()) one.proposed_by = name->second;
            one.mine = row.claim->proposed_by == who.account;
        }
        if (auto waiting = waits(row, filter.desk))
            one.due = TRY(due_of(office, session, row.payable.subject, deadlines, waiting->first,
                                 waiting->second));
        one.row = std::move(row);
        page.items.push_back(std::move(one));
    }
    return page;
}

Result<PayablePage> payables(Office& office, const access::Principal& who,
                             const entitlement::DeskFilter& filter) {
    using access::Act;
    TRY(require_act(who, Act::review | Act::approve | Act::batch));
    auto page = TRY(office.database.read(
        [&](db::Session& session) { return shown(office, session, who, filter); }));
    std::vector<SubjectId> people;
    for (auto& one : page.items) people.push_back(one.row.payable.subject);
    TRY(note_shown(office, who, "payables", std::move(people)));
    return page;
}

} // namespace banxing::casework
