#include "figures.h"

#include <clock/clock.h>
#include <consequences/figures.h>

#include <algorithm>

namespace banxing::http {

using insight::Standing;

static const char* name_of(derive::Unit unit) {
    static constexpr const char* names[] = {"percent", "per_100000", "per_million", "count"};
    return names[int(unit)];
}
static const char* name_of(derive::Within within) {
    static constexpr const char* names[] = {"ever", "month", "year"};
    return names[int(within)];
}
static const char* name_of(derive::Level level) {
    static constexpr const char* names[] = {"national", "provincial", "local"};
    return names[int(level)];
}
static const char* name_of(derive::Comparator comparator) {
    static constexpr const char* names[] = {"at_least", "more_than", "at_most", "less_than",
                                            "falls_by"};
    return names[int(comparator)];
}
static const char* name_of(Standing standing) {
    static constexpr const char* names[] = {"open",   "no_data",  "reached",
                                            "missed", "on_track", "at_risk"};
    return names[int(standing)];
}

std::string month_text(std::int64_t month) {
    return iso(consequences::first_day_of(month)).substr(0, 7);
}

/// Hundredths of a per cent of a share in parts per million: 982500 → "98.25".
std::string percent_text(std::int64_t share) {
    auto value = (share + 50) / 100;
    auto rest = value % 100;
    return std::to_string(value / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

static const char* source_of(const insight::Listed& listed) {
    if (listed.indicator->unnamed) return "open";
    return listed.counted() ? "files" : "entered";
}

static Json shown(const insight::Figure& figure, const derive::Target& target) {
    Json out{
        {"level", name_of(target.level)},
        {"by", iso(target.by)},
        {"comparator", name_of(target.comparator)},
        {"standing", name_of(insight::standing(*figure.listed.indicator, target, figure.course))},
        {"basis", {{"document", target.basis.document}, {"clause", target.basis.clause}}}};
    if (!target.value.empty()) out["value"] = target.value;
    if (!target.trust.empty()) out["trust"] = target.trust;
    if (target.base_year > 0) out["base_year"] = target.base_year;
    if (!target.note.zh.empty()) out["note"] = shown(target.note);
    return out;
}

static Json shown(const derive::Indicator& indicator, const insight::Dated& at) {
    return {{"month", month_text(at.month)},
            {"below", at.below},
            {"above", at.above},
            {"value", insight::figure_text(indicator, at.above, at.below)}};
}

Json shown(const insight::Figure& figure, const std::string& region) {
    auto& indicator = *figure.listed.indicator;
    Json out{{"id", figure.listed.id},
             {"title", shown(indicator.label)},
             {"system", shown(figure.listed.system->label)},
             {"source", source_of(figure.listed)},
             {"unit", name_of(indicator.unit)},
             {"within", name_of(indicator.within)}};
    if (!indicator.group.empty()) out["group"] = indicator.group;
    if (indicator.number > 0) out["number"] = indicator.number;
    out["course"] = Json::array();
    for (auto& at : figure.course) out["course"].push_back(shown(indicator, at));
    if (figure.has() && indicator.unit == derive::Unit::percent && figure.now().below > 0) {
        auto interval = statistics::wilson(figure.now().above, figure.now().below);
        out["low"] = percent_text(interval.low);
        out["high"] = percent_text(interval.high);
    }
    out["targets"] = Json::array();
    for (auto* target : insight::targets_of(indicator, region))
        out["targets"].push_back(shown(figure, *target));
    return out;
}

static Json shown_side(const derive::Program& program, const derive::Counting& side) {
    Json out = Json::object();
    if (!side.when.empty()) out["when"] = side.when;
    if (auto* form = program.find_form(side.records.form)) out["form"] = shown(form->label);
    if (!side.records.where.empty()) out["where"] = side.records.where;
    return out;
}

Json shown_definition(const derive::Program& program, const insight::Listed& listed) {
    auto& indicator = *listed.indicator;
    Json out{{"formula", shown(indicator.formula)}, {"basis", shown(indicator.basis)}};
    if (!indicator.note.zh.empty()) out["note"] = shown(indicator.note);
    if (!indicator.trust.empty()) out["trust"] = indicator.trust;
    if (!listed.counted()) return out;
    out["place"] = shown(fact_words(program, indicator.place));
    out["since"] = iso(indicator.since);
    out["below"] = shown_side(program, indicator.below);
    if (indicator.unit != derive::Unit::count) out["above"] = shown_side(program, indicator.above);
    if (!indicator.amount.empty()) out["amount"] = shown(fact_words(program, indicator.amount));
    return out;
}

Json shown(const policy::Regions& regions, const insight::Figure& figure,
           const insight::Place& place) {
    auto& indicator = *figure.listed.indicator;
    auto* region = regions.find(place.region);
    Json out{{"code", place.region},
             {"name", region ? region->name : place.region},
             {"below", place.below},
             {"above", place.above},
             {"value", insight::figure_text(indicator, place.above, place.below)},
             {"outside", place.outside < 0   ? "below"
                         : place.outside > 0 ? "above"
                                             : "within"}};
    if (indicator.unit != derive::Unit::percent || place.below == 0) return out;
    out["low"] = percent_text(place.interval.low);
    out["high"] = percent_text(place.interval.high);
    out["limits"] = {{"low95", percent_text(place.usual.low)},
                     {"high95", percent_text(place.usual.high)},
                     {"low998", percent_text(place.wide.low)},
                     {"high998", percent_text(place.wide.high)}};
    return out;
}

Json shown(const Context& context, const insight::Entered& entered) {
    return {{"month", month_text(entered.month)},
            {"version", entered.version},
            {"below", entered.below},
            {"above", entered.above},
            {"source", entered.source},
            {"organisation", shown(context.names.organisation(entered.organisation))},
            {"at", iso(entered.at)}};
}

} // namespace banxing::http
