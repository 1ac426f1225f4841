#include "booking.h"

#include <ledger/applications.h>

namespace banxing::ledger {

template <typename R>
static Application application_of(R& row) {
    Application out;
    out.id = row.id;
    out.line = row.line;
    out.asked = {row.asked};
    out.granted = {row.granted};
    out.state = ApplicationState(row.state);
    out.reason = std::move(row.reason);
    out.reference = std::move(row.reference);
    out.sent_on = from_days(row.sent_on);
    if (row.answered_on) out.answered_on = from_days(*row.answered_on);
    return out;
}

Result<std::int64_t> apply_for(db::Session& session, std::int64_t line, Money amount, Date on,
                               const By& by) {
    TRY(require_line(session, line));
    if (amount.fen <= 0)
        return fail(Error::invalid({"申请金额应大于零", "Ask for more than nothing"},
                                   {{"amount", {"应大于零", "must be above zero"}}}));
    auto id = TRY(next_number(session, "application"));
    TRY(session.run(sql::PutApplication{.id = id,
                                        .line = line,
                                        .asked = amount.fen,
                                        .reason = by.reason,
                                        .sent_by = by.account.value,
                                        .sent_on = to_days(on)}));
    return id;
}

Result<Application> find_application(db::Session& session, std::int64_t id) {
    auto row = TRY(session.one(sql::FindApplication{.id = id}));
    if (!row) return fail(Error::not_found({"没有这份申请", "There is no such application"}));
    return application_of(*row);
}

Result<void> answer(db::Session& session, std::int64_t id, Money granted, Date on, const By& by) {
    auto found = TRY(find_application(session, id));
    auto state = granted.fen > 0 ? ApplicationState::granted : ApplicationState::refused;
    auto moved = TRY(session.run(sql::AnswerApplication{.id = id,
                                                        .state = int(state),
                                                        .granted = granted.fen,
                                                        .answered_by = by.account.value,
                                                        .answered_on = to_days(on),
                                                        .reference = by.reference}));
    if (moved == 0)
        return fail(Error::conflict({"这份申请已经答复", "This application is answered already"}));
    if (state == ApplicationState::refused) return {};
    return appropriate(session, found.line, granted, by);
}

Result<std::vector<Application>> applications(db::Session& session, std::int64_t from,
                                              std::int64_t to, int year) {
    std::vector<Application> out;
    for (auto& row :
         TRY(session.all(sql::Applications{.region_from = from, .region_to = to, .year = year})))
        out.push_back(application_of(row));
    return out;
}

} // namespace banxing::ledger
