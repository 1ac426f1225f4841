#include <algorithm>
#include <duties/threads.h>

namespace banxing::duties {
namespace {

std::vector<Note> answers_to(const Note& note, const char* kind, const std::vector<Note>& all) {
    std::vector<Note> out;
    for (const auto& one : all)
        if (one.answers == note.id && one.kind == kind) out.push_back(one);
    return out;
}

template <typename Thread>
void newest_first(std::vector<Thread>& all) {
    std::ranges::stable_sort(all, std::greater<>(), [](auto& one) { return one.note.day; });
}

/// One note counts for the unit that it names, else for each that leads.
bool concerns(const Note& note, const Duty& duty, const std::string& unit) {
    if (!note.unit.empty()) return note.unit == unit;
    return std::ranges::find(duty.lead, unit) != duty.lead.end();
}

void add(UnitRecord& out, const Note& note, std::int64_t& points) {
    if (note.kind == "plan") ++out.plans;
    if (note.kind == "progress")
        out.last_progress = std::max(out.last_progress.value_or(note.day), note.day);
    if (note.kind != "inspection") return;
    ++out.inspections;
    points += note.amount.value_or(0);
}

} // namespace

std::vector<Document> documents_of(const Duty& duty, const std::vector<Note>& about_it) {
    std::vector<Document> out;
    for (const auto& name : duty.documents) {
        Document one{name, "planned", {}};
        for (const auto& note : about_it)
            if (note.item == name) {
                one.steps.push_back(note);
                one.step = note.kind;
            }
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<Term> terms_of(const std::vector<Note>& about_post) {
    std::vector<Term> out;
    for (const auto& note : about_post)
        if (note.kind == "holder") out.push_back({note, {}});
    std::ranges::stable_sort(out, {}, [](auto& one) { return one.note.day; });
    for (std::size_t i = 1; i < out.size(); ++i) out[i - 1].until = out[i].note.day;
    return out;
}

namespace {

/// What a unit did about one duty.
void add_duty(UnitRecord& out, const Duty& duty, const Standing& state, const NotesOf& notes,
              std::int64_t& points) {
    bool leads = std::ranges::find(duty.lead, out.unit) != duty.lead.end();
    if (leads) ++out.leads;
    if (leads && state.state == State::late) ++out.late;
    auto at = notes.find("duty/" + duty.id);
    if (at == notes.end()) return;
    for (const auto& note : at->second)
        if (concerns(note, duty, out.unit)) add(out, note, points);
}

} // namespace

std::vector<UnitRecord> units_of(const Register& all, const std::vector<Standing>& states,
                                 const NotesOf& notes) {
    std::vector<UnitRecord> out;
    for (const auto& unit : all.units) {
        UnitRecord one;
        one.unit = unit.id;
        std::int64_t points = 0;
        for (std::size_t i = 0; i < all.duties.size(); ++i)
            add_duty(one, all.duties[i], states[i], notes, points);
        if (one.inspections > 0)
            one.points = (2 * points + one.inspections) / (2 * one.inspections);
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<Meeting> meetings_of(const std::vector<Note>& about_group, Date today) {
    std::vector<Meeting> out;
    for (const auto& note : about_group) {
        if (note.kind != "meeting") continue;
        Meeting meeting{note, {}};
        for (const auto& decided : answers_to(note, "decision", about_group)) {
            Decision one{decided, answers_to(decided, "follow_up", about_group)};
            one.overdue = one.follow_ups.empty() && decided.due && *decided.due < today;
            meeting.decisions.push_back(std::move(one));
        }
        out.push_back(std::move(meeting));
    }
    newest_first(out);
    return out;
}

Research research_of(const std::vector<Note>& about_group, Date today) {
    Research out;
    for (const auto& note : about_group) {
        if (note.kind == "fund") {
            out.paid_in += note.amount.value_or(0);
            out.funds.push_back(note);
        }
        if (note.kind != "call") continue;
        Call call{note, note.due && *note.due >= today, {}};
        for (const auto& granted : answers_to(note, "grant", about_group)) {
            out.granted += granted.amount.value_or(0);
            out.granted_in_year[int(granted.day.year())] += granted.amount.value_or(0);
            call.grants.push_back({granted, answers_to(granted, "result", about_group)});
        }
        out.calls.push_back(std::move(call));
    }
    newest_first(out.calls);
    return out;
}

} // namespace banxing::duties
