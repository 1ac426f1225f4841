#include <algorithm>
#include <duties/state.h>

namespace banxing::duties {

static bool answered(const Note& order, const std::vector<Note>& notes) {
    return std::ranges::any_of(notes, [&](auto& one) {
        return (one.kind == "answer" || one.kind == "close") && one.answers == order.id;
    });
}

static bool is_closed(const std::vector<Note>& notes) {
    return std::ranges::any_of(notes,
                               [](auto& one) { return one.kind == "close" && one.answers == 0; });
}

static State by_time(std::optional<Date> due, Figures figures, Date today) {
    bool passed = due && *due < today;
    switch (figures) {
    case Figures::reached:
        return due && !passed ? State::ahead : State::on_time;
    case Figures::missed:
        return State::late;
    case Figures::at_risk:
        return passed ? State::late : State::at_risk;
    case Figures::on_track:
    case Figures::none:
        break;
    }
    if (passed) return State::late;
    return due ? State::on_time : State::lasting;
}

Standing standing(std::optional<Date> due, Figures figures, const std::vector<Note>& about_it,
                  Date today) {
    Standing out;
    for (auto& one : about_it) {
        if (one.kind == "progress") out.last_progress = one.day;
        if (one.kind != "order" || answered(one, about_it)) continue;
        ++out.open_orders;
        if (one.due && *one.due < today) ++out.overdue_orders;
    }
    out.state = is_closed(about_it) ? State::closed : by_time(due, figures, today);
    bool fine = out.state == State::on_time || out.state == State::lasting;
    if (fine && out.overdue_orders > 0) out.state = State::at_risk;
    return out;
}

} // namespace banxing::duties
