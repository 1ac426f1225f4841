#pragma once
// How a duty stands: computed from its deadline, its notes and what its figures say.
#include <duties/journal.h>

namespace banxing::duties {

/// What the figures of a duty say against their targets, the worst of them; the caller knows the
/// figures.
enum class Figures { none, reached, on_track, at_risk, missed };

enum class State {
    closed,  // struck off the list
    ahead,   // its figures are reached before the day
    on_time, //
    at_risk, // by trend, or an order is overdue
    late,    // its day has passed
    lasting  // no day, nothing is wrong
};

struct Standing {
    State state = State::lasting;
    std::int64_t open_orders = 0, overdue_orders = 0;
    std::optional<Date> last_progress;
};

/// `about_it`: the notes about this duty or project, oldest first.
Standing standing(std::optional<Date> due, Figures figures, const std::vector<Note>& about_it,
                  Date today);

} // namespace banxing::duties
