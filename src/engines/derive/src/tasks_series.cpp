// Tasks that come again: ages of a grid, repeats, periods of the calendar.
#include "tasks.h"

#include <algorithm>
#include <cstdio>

namespace banxing::derive {

void TaskRun::grid(const CompiledTask& rule) {
    if (!rule.grid) return;
    if (rule.opened_by.form >= 0) {
        for (Entry* entry : evaluation_.view().of_form(rule.opened_by.form))
            if (entry->record->day <= evaluation_.day() &&
                evaluation_.matches(*entry, rule.opened_by, {}))
                grid_from(rule, entry->record->day, entry);
        return;
    }
    auto anchor = evaluation_.date_of(rule.since >= 0 ? rule.since : system_.gate.birth);
    if (anchor) grid_from(rule, *anchor, nullptr);
}

/// The last age of a grid counted from birth ends with the gate.
std::optional<Date> TaskRun::last_age(const CompiledTask& rule, const Entry* opener) {
    auto birth = evaluation_.date_of(system_.gate.birth);
    if (opener || rule.since >= 0 || !birth) return std::nullopt;
    auto end = evaluation_.number_of(system_.gate.age_to);
    return end ? std::optional<Date>(reaches_age(*birth, int(*end))) : std::nullopt;
}

static Date reached(Date anchor, const GridStep& step, bool age) {
    if (step.days > 0) return add_days(anchor, step.days);
    return age ? reaches_age(anchor, step.months) : add_months(anchor, step.months);
}

void TaskRun::grid_from(const CompiledTask& rule, Date anchor, const Entry* opener) {
    bool age = !opener && rule.since < 0;
    for (std::size_t i = 0; i < rule.grid->size(); ++i) {
        const GridStep& one = (*rule.grid)[i];
        Step next{one.code, one.code, reached(anchor, one, age)};
        next.label = &one.label;
        evaluation_.changes_on(next.opens);
        if (next.opens > evaluation_.day()) return;
        next.next = i + 1 < rule.grid->size() ? reached(anchor, (*rule.grid)[i + 1], age)
                                              : last_age(rule, opener);
        if (opener) {
            next.occurrence = std::to_string(opener->record->lineage) + "-" + one.code;
            next.opened_by = opener->record->no;
        }
        step(rule, next);
    }
}

/// Records that may close the repeat, oldest first.
std::vector<Entry*> TaskRun::closing_entries(const CompiledTask& rule, Date from) {
    std::vector<Entry*> out;
    for (auto& match : rule.closed_by)
        for (Entry* entry : evaluation_.view().of_form(match.form)) {
            Date day = entry->record->day;
            if (day >= from && day <= evaluation_.day() && evaluation_.matches(*entry, match, {}))
                out.push_back(entry);
        }
    auto order = [](const Entry* e) {
        return std::make_tuple(to_days(e->record->day), e->record->entered_at.ms, e->record->no);
    };
    std::sort(out.begin(), out.end(), [&](auto* a, auto* b) { return order(a) < order(b); });
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void TaskRun::repeat(const CompiledTask& rule) {
    auto start = evaluation_.date_of(rule.since);
    if (!start && rule.since < 0) start = since_;
    if (!start || *start > evaluation_.day()) {
        if (start) evaluation_.changes_on(*start);
        return;
    }
    if (rule.rule->from_done)
        from_done(rule, *start);
    else
        from_start(rule, *start);
}

/// Each counts from the record that closed the one before; `0` is the first.
void TaskRun::from_done(const CompiledTask& rule, Date start) {
    std::string occurrence = "0";
    Date opens = start;
    for (Entry* entry : closing_entries(rule, start)) {
        const Record& record = *entry->record;
        if (evaluation_.at(record.day).holds(rule.when)) {
            Task task = begin(rule, occurrence, opens);
            if (!rule.due.given())
                task.due = end_of(rule.every, evaluation_, opens, system_.gate.birth);
            done(task, {record.no, record.day});
            finish(rule, std::move(task));
        }
        occurrence = std::to_string(record.lineage);
        opens = record.day;
    }
    if (!inside_ || !evaluation_.holds(rule.when)) return;
    Task task = begin(rule, occurrence, opens);
    if (!rule.due.given()) task.due = end_of(rule.every, evaluation_, opens, system_.gate.birth);
    finish(rule, std::move(task));
}

static Words label_of_turn(const std::string& code) {
    return {"第" + code + "次", "no. " + code};
}

/// The n-th counts n intervals from the start, never from the one before.
void TaskRun::from_start(const CompiledTask& rule, Date start) {
    auto every = evaluation_.number_at(rule.every.symbol, start);
    if (!every || *every <= 0) return;
    bool days = rule.rule->every.span == Span::days;
    auto nth = [&](int n) {
        int count = n * int(*every);
        return days ? add_days(start, count) : add_months(start, count);
    };
    for (int n = 0; nth(n) <= evaluation_.day(); ++n) {
        std::string code = std::to_string(n + 1);
        step(rule, {code, code, nth(n), nth(n + 1), 0, nullptr, label_of_turn});
    }
}

/// 2026, 2026-H1, 2026-Q3, 2026-11.
static std::string code_of(CalendarPeriod each, int year, int part) {
    static constexpr const char* before[] = {"", "-H", "-Q", "-"};
    std::string out = std::to_string(year);
    if (each == CalendarPeriod::year) return out;
    out += before[std::size_t(each)];
    if (each == CalendarPeriod::month && part < 10) out += '0';
    return out += std::to_string(part);
}

static Words label_of_period(const std::string& code) {
    std::string year = code.substr(0, 4), part = code.size() > 5 ? code.substr(5) : "";
    if (part.empty()) return {year + "年", year};
    std::string number = part.substr(1);
    if (part[0] == 'H')
        return {year + (number == "1" ? "年上半年" : "年下半年"), year + " half " + number};
    if (part[0] == 'Q') return {year + "年第" + number + "季度", year + " quarter " + number};
    return {year + "年" + (part[0] == '0' ? number : part) + "月", code};
}

static int months_of(CalendarPeriod each) {
    static constexpr int months[] = {12, 6, 3, 1};
    return months[std::size_t(each)];
}

void TaskRun::period(const CompiledTask& rule) {
    auto from = evaluation_.date_of(rule.since);
    if (rule.since >= 0 && !from) return;
    Date start = from.value_or(since_.value_or(evaluation_.day()));
    if (since_ && !rule.rule->catch_up) start = std::max(start, *since_);
    if (start > evaluation_.day()) return evaluation_.changes_on(start);
    int months = months_of(rule.rule->each);
    int part = int(unsigned(start.month()) - 1) / months;
    Date first{start.year(), std::chrono::month(unsigned(part * months + 1)), std::chrono::day(1)};
    for (; first <= evaluation_.day(); first = add_months(first, months)) {
        int number = int(unsigned(first.month()) - 1) / months + 1;
        auto code = code_of(rule.rule->each, int(first.year()), number);
        step(rule, {code, code, std::max(first, start), add_months(first, months), 0, nullptr,
                    label_of_period});
    }
    evaluation_.changes_on(first);
}

} // namespace banxing::derive
