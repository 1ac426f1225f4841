#include "indicators.h"

#include "tasks.h"

#include <algorithm>
#include <tuple>

namespace banxing::derive {

constexpr std::int64_t towns = 1000; // the last three digits name the village

static Date year_begins(Date day, int years) {
    return {day.year() + std::chrono::years{years}, std::chrono::January, std::chrono::day{1}};
}

static std::optional<Date> end_of(Within within, Date day) {
    if (within == Within::ever) return std::nullopt;
    if (within == Within::year) return year_begins(day, 1);
    return add_days(last_of_month(day), 1);
}

static std::optional<Date> sooner(std::optional<Date> one, std::optional<Date> other) {
    return one && other ? std::min(*one, *other) : one ? one : other;
}

IndicatorRun::IndicatorRun(const Program::Impl& program, Evaluation& today,
                           std::vector<Counted>& out)
    : program_(program), today_(today), out_(out), horizon_(year_begins(today.day(), 2)) {}

bool IndicatorRun::may_concern(const CompiledSystem& system, const FileView& view) {
    return std::any_of(system.indicators.begin(), system.indicators.end(), [&](auto& rule) {
        return rule.with < 0 || !view.of_form(rule.with).empty();
    });
}

bool IndicatorRun::Windows::holds(Date day) const {
    return always || std::any_of(stretches.begin(), stretches.end(),
                                 [&](auto& one) { return one.contains(day); });
}

std::optional<Date> IndicatorRun::Windows::next(Date day) const {
    for (auto& one : stretches) {
        if (one.from > day) return one.from;
        if (one.to && *one.to > day) return one.to;
    }
    return std::nullopt;
}

IndicatorRun::Windows IndicatorRun::windows(const CompiledIndicator& rule,
                                            const CompiledMatch& match) {
    Windows out;
    if (match.form < 0) return out;
    out.always = false;
    for (Entry* entry : today_.view().of_form(match.form)) {
        Date day = entry->record->day;
        if (!out.stretches.empty() && out.stretches.back().contains(day)) continue;
        if (today_.matches(*entry, match, {}))
            out.stretches.push_back({day, end_of(rule.rule->within, day)});
    }
    return out;
}

/// Nothing where the file is not concerned at all, found without looking at single days.
std::optional<Date> IndicatorRun::first_day(const CompiledIndicator& rule) {
    Date first = rule.rule->since;
    if (rule.with >= 0) {
        auto entries = today_.view().of_form(rule.with);
        if (entries.empty()) return std::nullopt;
        first = std::max(first, entries.front()->record->day);
    }
    auto born = today_.date_of(rule.gate.birth);
    auto too_old = today_.number_of(rule.gate.age_to);
    if (rule.gate.birth >= 0 && !born) return std::nullopt;
    if (born && too_old && reaches_age(*born, int(*too_old)) <= first) return std::nullopt;
    return first;
}

void IndicatorRun::follow(const CompiledSystem& system, const CompiledIndicator& rule) {
    if (today_.never(rule.below)) return;
    auto first = first_day(rule);
    if (!first) return;
    auto below = windows(rule, rule.below_records);
    if (!below.always && below.stretches.empty()) return;
    auto above = windows(rule, rule.above_records);
    followed_.push_back({&system, &rule, first, std::move(below), std::move(above)});
}

void IndicatorRun::add(const CompiledSystem& system) {
    for (auto& rule : system.indicators) follow(system, rule);
}

IndicatorRun::State IndicatorRun::state(const Followed& one, Evaluation& then) {
    const CompiledIndicator& rule = *one.rule;
    if (!then.passes(rule.gate)) return {};
    for (int end : one.system->ends)
        if (then.value(end).is_true()) return {};
    State out;
    out.town = place_of(then, rule.place) / towns * towns;
    if (out.town == 0 || !then.holds(rule.below)) return {};
    out.below = rule.amount < 0 ? 1 : then.number_of(rule.amount).value_or(0);
    if (one.above.holds(then.day()) && then.holds(rule.above)) out.above = out.below;
    return out.below == 0 ? State{} : out;
}

/// The state from this day on: a new run unless it is the one before.
void IndicatorRun::extend(Followed& one, const State& state) {
    if (one.last && *one.last == state) return;
    Date day = *one.next;
    if (one.last && one.last->below != 0) out_[one.open].to = day;
    one.open = out_.size();
    if (state.below != 0)
        out_.push_back({one.rule->full_id, day, {}, state.town, state.below, state.above});
    one.last = state;
}

/// Notes the state of its next day, and when it may come out otherwise: by a record, or with time.
void IndicatorRun::look(Followed& one, Evaluation& then) {
    Date day = *one.next;
    auto turn = one.below.next(day);
    if (!one.below.holds(day)) { // nothing is asked of this day
        extend(one, {});
        one.next = turn;
        return;
    }
    then.move_to(day);
    then.set_place(one.system->place);
    Evaluation::Watch watch(then);
    extend(one, state(one, then));
    one.next = sooner(sooner(turn, one.above.next(day)), watch.next_change());
}

IndicatorRun::Followed* IndicatorRun::earliest() {
    Followed* out = nullptr;
    for (auto& one : followed_)
        if (one.next && (!out || *one.next < *out->next)) out = &one;
    return out;
}

void IndicatorRun::run() {
    if (followed_.empty()) return;
    Evaluation then(program_, today_.view(), today_.day());
    while (auto* one = earliest()) {
        if (*one->next >= horizon_) return today_.changes_on(horizon_);
        look(*one, then);
    }
}

void sort_counted(std::vector<Counted>& counted) {
    std::sort(counted.begin(), counted.end(), [](auto& a, auto& b) {
        return std::tie(a.indicator, a.from) < std::tie(b.indicator, b.from);
    });
}

} // namespace banxing::derive
