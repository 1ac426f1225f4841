#pragma once
// Money asked for at a higher level, for a line of the budget.
#include <ledger/ledger.h>

namespace banxing::ledger {

enum class ApplicationState { sent, granted, refused };

struct Application {
    std::int64_t id = 0, line = 0;
    Money asked, granted;
    ApplicationState state = ApplicationState::sent;
    std::string reason, reference;
    Date sent_on;
    std::optional<Date> answered_on;
};

Result<std::int64_t> apply_for(db::Session& session, std::int64_t line, Money amount, Date on,
                               const By& by);
/// What is granted (zero: refused) is appropriated on the line. Conflict when it was answered.
Result<void> answer(db::Session& session, std::int64_t application, Money granted, Date on,
                    const By& by);
/// not_found when there is none.
Result<Application> find_application(db::Session& session, std::int64_t id);
Result<std::vector<Application>> applications(db::Session& session, std::int64_t from,
                                              std::int64_t to, int year);

} // namespace banxing::ledger
