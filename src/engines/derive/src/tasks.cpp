#include "tasks.h"

#include <algorithm>

namespace banxing::derive {

std::int64_t place_number(std::string_view region) {
    if (region.empty() || region.size() > 12) return 0;
    std::int64_t number = 0;
    for (std::size_t i = 0; i < 12; ++i) {
        char digit = i < region.size() ? region[i] : '0';
        if (digit < '0' || digit > '9') return 0;
        number = number * 10 + (digit - '0');
    }
    return number;
}

TaskRun::TaskRun(const Program::Impl& program, const CompiledSystem& system, Evaluation& evaluation,
                 std::vector<Task>& out)
    : program_(program), system_(system), evaluation_(evaluation), out_(out) {}

/// Of the most specific region that contains the file's place; nothing where the system does not
/// run.
std::optional<Date> TaskRun::in_operation_since() {
    auto& operation = system_.system->operation;
    feel::Value place = system_.place >= 0 ? evaluation_.value(system_.place) : feel::Value();
    std::string_view code = place.is(feel::Kind::string) ? place.string() : "";
    const Operation* best = nullptr;
    for (auto& one : operation)
        if (code.starts_with(one.region) && (!best || one.region.size() > best->region.size()))
            best = &one;
    return best ? std::optional<Date>(best->since) : std::nullopt;
}

void TaskRun::run(bool inside) {
    inside_ = inside;
    since_ = in_operation_since();
    if (!since_ && !system_.system->operation.empty()) return;
    for (int end : system_.ends) ended_ = ended_ || evaluation_.value(end).is_true();
    for (auto& rule : system_.tasks) {
        switch (rule.rule->opening) {
        case Opening::grid:
            grid(rule);
            break;
        case Opening::record:
            by_record(rule);
            break;
        case Opening::condition:
            if (inside_) by_condition(rule);
            break;
        }
    }
}

std::optional<Date> TaskRun::deadline(const Deadline& deadline, int parameter, Date opens) {
    auto n = evaluation_.number_of(parameter);
    if (!n) return std::nullopt;
    const WorkingDays& calendar = program_.source.calendar;
    switch (deadline.span) {
    case Span::working_days:
        return calendar.after(opens, int(*n));
    case Span::days:
        return calendar.on_or_after(add_days(opens, int(*n)));
    case Span::months:
        return calendar.on_or_after(add_months(opens, int(*n)));
    default:
        return std::nullopt;
    }
}

static void replace(std::string& text, const std::string& by) {
    constexpr std::string_view mark = "{occurrence}";
    if (auto at = text.find(mark); at != text.npos) text.replace(at, mark.size(), by);
}

Task TaskRun::begin(const CompiledTask& rule, std::string occurrence, Date opens) {
    Task task;
    task.system = system_.system->id;
    task.task = rule.rule->id;
    task.occurrence = std::move(occurrence);
    task.opens = opens;
    task.due = deadline(rule.rule->due, rule.due, opens);
    task.escalates = deadline(rule.rule->escalates, rule.escalates, opens);
    task.role = rule.rule->role;
    task.chaser = rule.rule->chaser;
    task.form = rule.rule->form;
    task.title = rule.rule->title;
    auto place = rule.place >= 0 ? evaluation_.value(rule.place) : feel::Value();
    if (place.is(feel::Kind::string)) task.place = place_number(place.string());
    return task;
}

void TaskRun::grid(const CompiledTask& rule) {
    auto birth = evaluation_.date_of(system_.gate.birth);
    if (!birth || !rule.grid) return;
    for (std::size_t i = 0; i < rule.grid->size(); ++i) {
        Date opens = reaches_age(*birth, (*rule.grid)[i].months);
        evaluation_.changes_on(opens);
        if (opens > evaluation_.day()) return;
        grid_age(rule, i, *birth);
    }
}

void TaskRun::grid_age(const CompiledTask& rule, std::size_t at, Date birth) {
    const GridAge& age = (*rule.grid)[at];
    Task task = begin(rule, age.code, reaches_age(birth, age.months));
    replace(task.title.zh, age.label.zh);
    replace(task.title.en, age.label.en);
    std::optional<Date> next;
    if (at + 1 < rule.grid->size())
        next = reaches_age(birth, (*rule.grid)[at + 1].months);
    else if (auto end = evaluation_.number_of(system_.gate.age_to))
        next = reaches_age(birth, int(*end));
    if (rule.rule->due.span == Span::next_grid_age) task.due = next;
    if (auto done = closing(rule, task, true)) {
        task.state = TaskState::done;
        task.closed_by = done->record;
        task.closed = done->day;
    } else if (!evaluation_.holds(rule.when)) {
        return;
    } else if (rule.rule->lapses_at_next_age && next && evaluation_.day() >= *next) {
        task.state = TaskState::missed;
        task.closed = next;
    } else if (next) {
        evaluation_.changes_on(*next);
    }
    finish(rule, std::move(task));
}

void TaskRun::by_record(const CompiledTask& rule) {
    if (rule.opened_by.form < 0) return;
    for (Entry* entry : evaluation_.view().of_form(rule.opened_by.form)) {
        if (entry->record->day > evaluation_.day()) continue;
        if (!evaluation_.matches(*entry, rule.opened_by, {})) continue;
        Task task = begin(rule, std::to_string(entry->record->lineage), entry->record->day);
        task.opened_by = entry->record->no;
        if (auto done = closing(rule, task, false)) {
            task.state = TaskState::done;
            task.closed_by = done->record;
            task.closed = done->day;
        } else if (!evaluation_.holds(rule.when) || !inside_) {
            continue;
        }
        finish(rule, std::move(task));
    }
}

void TaskRun::by_condition(const CompiledTask& rule) {
    if (!evaluation_.holds(rule.when)) return;
    auto since = evaluation_.date_of(rule.since);
    Task task = begin(rule, "1", since.value_or(evaluation_.day()));
    if (!since) { // nobody knows since when: no deadline can be counted
        task.due.reset();
        task.escalates.reset();
        task.opens = since_.value_or(evaluation_.day());
    }
    finish(rule, std::move(task));
}

bool TaskRun::answers(Entry& entry, const CompiledMatch& match, const Task& task, bool any_day) {
    const Record& record = *entry.record;
    if (record.no == task.opened_by || record.day > evaluation_.day()) return false;
    if (!any_day && record.day < task.opens) return false;
    return evaluation_.matches(entry, match, task.occurrence);
}

/// The earliest record that answers the task.
std::optional<TaskRun::Closing> TaskRun::closing(const CompiledTask& rule, const Task& task,
                                                 bool any_day) {
    std::optional<Closing> best;
    for (auto& match : rule.closed_by) {
        if (match.form < 0) continue;
        for (Entry* entry : evaluation_.view().of_form(match.form)) {
            bool earlier = !best || entry->record->day < best->day;
            if (earlier && answers(*entry, match, task, any_day))
                best = Closing{entry->record->no, entry->record->day};
        }
    }
    return best;
}

bool TaskRun::waived(const Task& task, Closing& by) {
    int form = program_.find_form(waiver_form);
    if (form < 0) return false;
    std::string key = task.system + "." + task.task + "/" + task.occurrence;
    int slot = program_.forms[std::size_t(form)].slot_of("task");
    for (Entry* entry : evaluation_.view().of_form(form)) {
        auto named = slot >= 0 ? evaluation_.field(*entry, slot) : feel::Value();
        if (!named.is(feel::Kind::string) || named.string() != key) continue;
        by = {entry->record->no, entry->record->day};
        return true;
    }
    return false;
}

void TaskRun::finish(const CompiledTask& rule, Task task) {
    // what fell due before the system went into operation is history, not a task
    Date last = task.due.value_or(evaluation_.day());
    if (task.state == TaskState::missed) last = std::min(last, *task.closed);
    if (since_ && !rule.rule->catch_up && last < *since_) return;
    Closing by;
    if (task.state == TaskState::open && waived(task, by)) {
        task.state = TaskState::waived;
        task.closed_by = by.record;
        task.closed = by.day;
    }
    if (task.state == TaskState::open && ended_) task.state = TaskState::ended;
    out_.push_back(std::move(task));
}

} // namespace banxing::derive
