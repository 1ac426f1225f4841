#include <algorithm>
#include <desks/tasks.h>

namespace banxing::http {
namespace {

const char* name_of(derive::TaskState state) {
    static constexpr const char* names[] = {"open", "done", "waived", "missed", "ended"};
    return names[int(state)];
}

void put_day(Json& out, const char* name, const std::optional<Date>& day) {
    if (day) out[name] = iso(*day);
}

Json basis_of(const derive::Program& program, const derive::Task& task) {
    const auto* system = program.find_system(task.system);
    if (!system) return Json::array();
    auto rule = std::ranges::find(system->tasks, task.task, &derive::TaskRule::id);
    return rule == system->tasks.end() ? Json::array() : shown(rule->basis);
}

} // namespace

void put_person(Json& out, const Context& context, SubjectId subject) {
    auto person = context.office().registry.listed(subject);
    if (!person) return;
    out["name"] = person->name;
    if (!person->sex.empty()) out["sex"] = person->sex;
    if (person->birth) out["age"] = shown(age_words(*person->birth, context.today));
}

void put_deadline(Json& out, const Context& context, Date due) {
    const auto& calendar = context.office().program->source().calendar;
    out["days_left"] = to_days(due) - to_days(context.today);
    if (due >= context.today) out["working_days_left"] = calendar.between(context.today, due);
    if (calendar.provisional(due)) out["provisional"] = true;
}

Json shown(const Context& context, SubjectId subject, const derive::Task& task) {
    Json out{{"subject", to_text(subject)},
             {"system", task.system},
             {"task", task.task},
             {"occurrence", task.occurrence}};
    out["title"] = shown(task.title);
    out["state"] = name_of(task.state);
    out["opens"] = iso(task.opens);
    put_day(out, "due", task.due);
    put_day(out, "escalates", task.escalates);
    put_day(out, "closed", task.closed);
    if (task.due && task.state == derive::TaskState::open) put_deadline(out, context, *task.due);
    put_person(out, context, subject);
    out["place"] = shown(place_words(context.services.regions, task.place));
    if (const auto* role = context.services.access.roles().find(task.role))
        out["by"] = shown(role->words);
    out["role"] = task.role;
    out["mine"] = context.visit && task.role == context.who().role;
    if (!task.form.empty()) out["form"] = task.form;
    out["basis"] = basis_of(*context.office().program, task);
    return out;
}

Json shown(const consequences::Counts& counts) {
    return {{"overdue", counts.overdue}, {"soon", counts.soon}, {"later", counts.later}};
}

} // namespace banxing::http
