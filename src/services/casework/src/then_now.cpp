#include "payment.h"
#include "shown.h"

#include <casework/then_now.h>

#include <map>

namespace banxing::casework {

namespace {

using Months = std::map<std::string, MonthBeside>;

Result<void> note_decided(db::Session& session, SubjectId subject, const Beside& about,
                          Months& months) {
    for (auto& claim : TRY(entitlement::claims_of(session, subject))) {
        if (claim.benefit != about.benefit || claim.cap_period != about.cap_period ||
            !stands(claim.state))
            continue;
        for (auto& month : claim.months) months[month.period].decided.fen += month.amount.fen;
    }
    return {};
}

void note_due(const derive::Consequences& now, const Beside& about, Months& months) {
    auto of_it = [&](const std::string& benefit, const std::string& period) {
        return benefit == about.benefit && period.substr(0, 4) == about.cap_period;
    };
    for (auto& one : now.entitled)
        if (of_it(one.benefit, one.period) && (one.amount.fen > 0 || months.contains(one.period)))
            months[one.period].entitled.fen += one.amount.fen;
    for (auto& one : now.paid_before)
        if (of_it(one.benefit, one.period)) months[one.period].decided.fen += one.amount.fen;
}

Result<Beside> beside(Office& office, db::Session& session, SubjectId subject, Beside about) {
    auto head = TRY(records::find(session, subject));
    auto payable =
        TRY(entitlement::find_payable(session, subject, about.benefit, about.cap_period));
    if (!head || !payable) return fail(access::no_such_file());
    about.net = payable->net;
    Months months;
    TRY(note_decided(session, subject, about, months));
    auto rows = TRY(records::load(session, subject));
    auto records = records::as_records(rows);
    note_due(office.program->derive({head->kind, records},
                                    head->derived_on.value_or(office.clock.today())),
             about, months);
    for (auto& [period, month] : months) {
        month.period = period;
        if (auto why = explained(office, session, subject, about.benefit, period))
            month.why = std::move(*why);
        about.months.push_back(std::move(month));
    }
    return about;
}

} // namespace

Result<Beside> then_and_now(Office& office, const access::Principal& who, SubjectId subject,
                            const std::string& benefit, const std::string& cap_period) {
    using access::Act;
    TRY(require_act(who, Act::review | Act::approve | Act::batch));
    auto out = TRY(office.database.read([&](db::Session& session) -> Result<Beside> {
        if (!TRY(access::visible(session, for_money(office, who), subject, office.clock.today())) ||
            !TRY(sight_of(office, session, who, subject)).benefit(benefit))
            return fail(access::no_such_file());
        return beside(office, session, subject,
                      {title_of(office, benefit), benefit, cap_period, {}, {}});
    }));
    TRY(office.database.write(db::Priority::interactive, [&](db::Session& session) {
        return note_act(office, session, who, "explanation.read", subject, {{"benefit", benefit}});
    }));
    return out;
}

} // namespace banxing::casework
