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

IndicatorRun::IndicatorRun(const CompiledSystem& system, Evaluation& evaluation,
                           std::vector<Counted>& out)
    : system_(system), evaluation_(evaluation), out_(out),
      horizon_(year_begins(evaluation.day(), 2)) {}

bool IndicatorRun::may_concern(const CompiledSystem& system, const FileView& view) {
    return std::any_of(system.indicators.begin(), system.indicators.end(), [&](auto& rule) {
        return rule.with < 0 || !view.of_form(rule.with).empty();
    });
}

void IndicatorRun::run() {
    for (auto& rule : system_.indicators) count(rule);
}

bool IndicatorRun::Windows::holds(Date day) const {
    return always || std::any_of(stretches.begin(), stretches.end(),
                                 [&](auto& one) { return one.contains(day); });
}

IndicatorRun::Windows IndicatorRun::windows(const CompiledIndicator& rule,
                                            const CompiledMatch& match) {
    Windows out;
    if (match.form < 0) return out;
    out.always = false;
    for (Entry* entry : evaluation_.view().of_form(match.form)) {
        Date day = entry->record->day;
        if (!out.stretches.empty() && out.stretches.back().contains(day)) continue;
        if (evaluation_.matches(*entry, match, {}))
            out.stretches.push_back({day, end_of(rule.rule->within, day)});
    }
    return out;
}

/// Nothing where the file is not concerned at all, found without looking at single days.
std::optional<Date> IndicatorRun::first_day(const CompiledIndicator& rule) {
    Date first = rule.rule->since;
    if (rule.with >= 0) {
        auto entries = evaluation_.view().of_form(rule.with);
        if (entries.empty()) return std::nullopt;
        first = std::max(first, entries.front()->record->day);
    }
    auto born = evaluation_.date_of(rule.gate.birth);
    auto too_old = evaluation_.number_of(rule.gate.age_to);
    if (rule.gate.birth >= 0 && !born) return std::nullopt;
    if (born && too_old && reaches_age(*born, int(*too_old)) <= first) return std::nullopt;
    return first;
}

std::vector<Date> IndicatorRun::turning_points(const CompiledIndicator& rule, Date from) {
    std::vector<Date> out{from};
    for (int form : rule.forms)
        for (Entry* entry : evaluation_.view().of_form(form)) out.push_back(entry->record->day);
    for (auto* windows : {&below_, &above_})
        for (auto& one : windows->stretches) {
            out.push_back(one.from);
            if (one.to) out.push_back(*one.to);
        }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

IndicatorRun::State IndicatorRun::state(const CompiledIndicator& rule, Date day) {
    if (!below_.holds(day)) return {};
    Evaluation& then = evaluation_.at(day);
    if (!then.passes(rule.gate)) return {};
    for (int end : system_.ends)
        if (then.value(end).is_true()) return {};
    State out;
    out.town = place_of(then, rule.place) / towns * towns;
    if (out.town == 0 || !then.holds(rule.below)) return {};
    out.below = rule.amount < 0 ? 1 : then.number_of(rule.amount).value_or(0);
    if (above_.holds(day) && then.holds(rule.above)) out.above = out.below;
    return out.below == 0 ? State{} : out;
}

/// The state from this day on: a new run unless it is the one before.
void IndicatorRun::extend(const CompiledIndicator& rule, Date day, const State& state) {
    if (last_ && *last_ == state) return;
    if (last_ && last_->below != 0) out_.back().to = day;
    if (state.below != 0)
        out_.push_back({rule.full_id, day, {}, state.town, state.below, state.above});
    last_ = state;
}

/// The next day on which it may come out otherwise: a record's, or one that time brings.
std::optional<Date> IndicatorRun::next_turn(const std::vector<Date>& points, Date day) {
    auto point = std::upper_bound(points.begin(), points.end(), day);
    auto later = point == points.end() ? std::nullopt : std::optional<Date>(*point);
    if (!below_.holds(day)) return later; // nothing was asked of this day
    auto change = evaluation_.at(day).next_change();
    return later && change ? std::min(*later, *change) : later ? later : change;
}

void IndicatorRun::count(const CompiledIndicator& rule) {
    auto first = first_day(rule);
    if (!first) return;
    below_ = windows(rule, rule.below_records);
    if (!below_.always && below_.stretches.empty()) return;
    above_ = windows(rule, rule.above_records);
    last_.reset();
    auto points = turning_points(rule, *first);
    for (std::optional<Date> day = first; day; day = next_turn(points, *day)) {
        if (*day >= horizon_) return evaluation_.changes_on(horizon_);
        extend(rule, *day, state(rule, *day));
    }
}

void sort_counted(std::vector<Counted>& counted) {
    std::sort(counted.begin(), counted.end(), [](auto& a, auto& b) {
        return std::tie(a.indicator, a.from) < std::tie(b.indicator, b.from);
    });
}

} // namespace banxing::derive
