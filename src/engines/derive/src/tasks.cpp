#include "tasks.h"

#include <algorithm>

namespace banxing::derive {

TaskRun::TaskRun(const Program::Impl& program, const CompiledSystem& system, Evaluation& evaluation,
                 std::vector<Task>& out)
    : program_(program), system_(system), evaluation_(evaluation), out_(out) {}

void TaskRun::run(const Standing& standing) {
    inside_ = standing.inside;
    since_ = standing.since;
    ended_ = standing.ended;
    for (auto& one : system_.tasks) rule(one);
}

void TaskRun::rule(const CompiledTask& rule) {
    switch (rule.rule->opening) {
    case Opening::grid:
        return grid(rule);
    case Opening::record:
        return by_record(rule);
    case Opening::condition:
        if (inside_) by_condition(rule);
        return;
    case Opening::repeat:
        return repeat(rule);
    case Opening::period:
        return period(rule);
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
    task.due = end_of(rule.due, evaluation_, opens, system_.gate.birth);
    task.escalates = end_of(rule.escalates, evaluation_, opens, system_.gate.birth);
    task.role = rule.rule->role;
    task.chaser = rule.rule->chaser;
    task.supervisor = rule.rule->escalates.to;
    task.form = rule.rule->form;
    task.title = rule.rule->title;
    task.place = place_of(evaluation_, rule.place);
    return task;
}

void TaskRun::done(Task& task, const Closing& by) {
    task.state = TaskState::done;
    task.closed_by = by.record;
    task.closed = by.day;
}

bool TaskRun::asked_for(const CompiledTask& rule, const Step& step) {
    bool over = step.next && *step.next <= evaluation_.day();
    bool history = over && rule.rule->opening != Opening::grid;
    return history ? evaluation_.at(add_days(*step.next, -1)).holds(rule.when)
                   : evaluation_.holds(rule.when);
}

void TaskRun::step(const CompiledTask& rule, const Step& step) {
    bool named = !rule.closed_by.empty() && rule.closed_by.front().occurrence_slot >= 0;
    auto by = closing(rule, step, named);
    bool alone = rule.rule->opening == Opening::grid; // its ages stand without the gate
    if (!by && ((!alone && !inside_) || !asked_for(rule, step))) return;
    Task task = begin(rule, step.occurrence, step.opens);
    task.opened_by = step.opened_by;
    Words label = step.named();
    replace(task.title.zh, label.zh);
    replace(task.title.en, label.en);
    if (rule.rule->due.span == Span::next_grid_age) task.due = step.next;
    if (!rule.due.given() && rule.rule->opening == Opening::period)
        task.due = program_.source.calendar.on_or_after(add_days(step.next.value(), -1));
    if (!rule.due.given() && rule.rule->opening == Opening::repeat)
        task.due = end_of(rule.every, evaluation_, step.opens, system_.gate.birth);
    if (by) {
        done(task, *by);
    } else if (rule.rule->lapses_at_next && step.next && evaluation_.day() >= *step.next) {
        task.state = TaskState::missed;
        task.closed = step.next;
    } else if (step.next) {
        evaluation_.changes_on(*step.next);
    }
    finish(rule, std::move(task));
}

void TaskRun::by_record(const CompiledTask& rule) {
    if (rule.opened_by.form < 0) return;
    for (Entry* entry : evaluation_.view().of_form(rule.opened_by.form)) {
        if (entry->record->day > evaluation_.day()) continue;
        if (!evaluation_.matches(*entry, rule.opened_by, {})) continue;
        Step step{std::to_string(entry->record->lineage), {}, entry->record->day};
        step.code = step.occurrence;
        step.opened_by = entry->record->no;
        auto by = closing(rule, step, false);
        if (!by && (!inside_ || !evaluation_.holds(rule.when))) continue;
        Task task = begin(rule, step.occurrence, step.opens);
        task.opened_by = step.opened_by;
        if (by) done(task, *by);
        finish(rule, std::move(task));
    }
}

void TaskRun::by_condition(const CompiledTask& rule) {
    if (!evaluation_.holds(rule.when)) return;
    auto since = evaluation_.date_of(rule.since);
    Task task = begin(rule, "1", since.value_or(evaluation_.day()));
    if (!since) { // nobody knows since when: no deadline can be counted
        if (rule.rule->due.span != Span::age) task.due.reset();
        if (rule.rule->escalates.after.span != Span::age) task.escalates.reset();
        task.opens = since_.value_or(evaluation_.day());
    }
    finish(rule, std::move(task));
}

/// Without equals_occurrence a record answers the step in whose time it falls.
bool TaskRun::answers(const CompiledMatch& match, const Step& step, Entry& entry, bool whenever) {
    const Record& record = *entry.record;
    if (record.no == step.opened_by || record.day > evaluation_.day()) return false;
    if (!whenever && record.day < step.opens) return false;
    bool named = match.occurrence_slot >= 0;
    if (!named && step.next && record.day >= *step.next) return false;
    return evaluation_.matches(entry, match, step.code);
}

std::optional<Closing> TaskRun::closing(const CompiledTask& rule, const Step& step, bool whenever) {
    std::optional<Closing> best;
    for (auto& match : rule.closed_by)
        for (Entry* entry : evaluation_.view().of_form(match.form)) {
            const Record& record = *entry->record;
            bool earlier = !best || record.day < best->day;
            if (earlier && answers(match, step, *entry, whenever))
                best = Closing{record.no, record.day};
        }
    return best;
}

bool TaskRun::applies(const CompiledTask& rule, Date opens) {
    auto& parts = rule.rule->applies;
    if (parts.empty()) return true;
    for (auto& part : parts) {
        evaluation_.changes_on(part.valid.from);
        if (part.valid.to) evaluation_.changes_on(*part.valid.to);
        if (evaluation_.place().starts_with(part.region) && part.valid.contains(opens)) return true;
    }
    return false;
}

bool TaskRun::lapsed_since(const CompiledTask& rule, Date day) {
    for (Date at = day; at < evaluation_.day();) {
        Evaluation& then = evaluation_.at(at);
        Evaluation::Watch watch(then);
        if (!then.holds(rule.when)) return true;
        auto next = evaluation_.view().next_day(at);
        if (auto change = watch.next_change(); change && (!next || *change < *next)) next = change;
        at = next.value_or(evaluation_.day());
    }
    return false;
}

/// What fell due before the system went into operation is history, not a task. What is still to be
/// caught up was not late under this system: it counts from its first day.
bool TaskRun::taken_over(const CompiledTask& rule, Task& task) {
    Date last = task.due.value_or(evaluation_.day());
    if (task.state == TaskState::missed) last = std::min(last, *task.closed);
    if (!since_ || last >= *since_) return true;
    if (rule.rule->catch_up && task.state == TaskState::open && rule.due.given()) {
        auto anew = begin(rule, task.occurrence, *since_);
        task.due = anew.due;
        task.escalates = anew.escalates;
    }
    return rule.rule->catch_up;
}

void TaskRun::finish(const CompiledTask& rule, Task task) {
    if (!applies(rule, task.opens) || !taken_over(rule, task)) return;
    if (task.state == TaskState::open) {
        auto by = waived(program_, evaluation_, task, rule.rule);
        bool spent = by && rule.rule->opening == Opening::condition && lapsed_since(rule, by->day);
        if (by && !spent) {
            task.state = TaskState::waived;
            task.closed_by = by->record;
            task.closed = by->day;
        }
    }
    if (task.state == TaskState::open && ended_) task.state = TaskState::ended;
    out_.push_back(std::move(task));
}

} // namespace banxing::derive
