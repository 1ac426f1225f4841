#include "read.h"

namespace banxing::policy {

using namespace derive;

static Counting read_counting(Map& map, const std::string& key, const System& system) {
    Counting out;
    auto found = map.node(key);
    if (!found) return out;
    Map inner(map.source(), *found);
    out.when = inner.text("when");
    if (inner.has("form")) out.records = read_match(inner, system);
    return out;
}

static bool is_decimal(const std::string& text) {
    bool point = false;
    for (char c : text) {
        if (c == '.' && !point)
            point = true;
        else if (c < '0' || c > '9')
            return false;
    }
    return !text.empty() && text.front() != '.' && text.back() != '.';
}

static Target read_target(Map& map) {
    Target out;
    out.level =
        derive::Level(map.choice("level", {"national", "provincial", "local"}, Need::required));
    out.region = read_region(map, "region");
    if (auto by = map.date("by", Need::required)) out.by = *by;
    out.comparator =
        Comparator(map.choice("comparator", {">=", ">", "<=", "<", "falls_by"}, Need::required));
    out.value = map.text("value");
    if (!out.value.empty() && !is_decimal(out.value))
        map.fault({"目标值应为数字", "the value of a target is a number"});
    out.base_year = int(map.integer("base_year").value_or(0));
    if ((out.comparator == Comparator::falls_by) != (out.base_year != 0))
        map.fault({"base_year 与 falls_by 要一起写", "base_year and falls_by belong together"});
    out.basis = {map.text("document", Need::required), map.text("clause", Need::required)};
    out.trust = map.text("trust", out.value.empty() ? Need::optional : Need::required);
    if (!out.trust.empty() && out.trust != "official" && out.trust != "secondary")
        map.fault({"trust 只能是 official 或 secondary", "trust is official or secondary"});
    out.note = map.words("note");
    return out;
}

/// How files are counted.
static void read_counted(Map& map, const System& system, Indicator& out) {
    out.place = full_id(system, map.text("place", Need::required));
    if (auto since = map.date("since", Need::required)) out.since = *since;
    out.within = Within(map.choice("within", {"ever", "month", "year"}));
    out.gate = read_gate(map, system);
    out.with = full_id(system, map.text("with"));
    out.below = read_counting(map, "below", system);
    out.above = read_counting(map, "above", system);
    out.amount = full_id(system, map.text("amount"));
    if ((out.unit == Unit::count) == map.has("above"))
        map.fault({"个数只写 below，比率还要写 above",
                   "a count has `below` only, a rate has `above` as well"});
}

static Indicator read_indicator(Map& map, const System& system) {
    Indicator out;
    out.id = map.id();
    out.label = map.words();
    out.unnamed = map.flag("unnamed");
    out.unit = Unit(map.choice("unit", {"percent", "per_100000", "per_million", "count"},
                               out.unnamed ? Need::optional : Need::required));
    out.rises = map.choice("direction", {"up", "down"}) == 0;
    out.group = map.text("group");
    out.number = int(map.integer("number").value_or(0));
    out.formula = map.words("formula", out.unnamed ? Need::optional : Need::required);
    out.entered_by = map.texts("entered_by");
    if (out.entered_by.empty() && !out.unnamed) read_counted(map, system, out);
    map.each("targets", [&](Map& item) { out.targets.push_back(read_target(item)); });
    out.trust = map.text("trust");
    out.note = map.words("note");
    out.basis = map.basis();
    return out;
}

void read_indicators(const Source& source, const YAML::Node& root, System& system) {
    std::set<std::string> seen;
    each_map(source, root, [&](Map& item) {
        system.indicators.push_back(read_indicator(item, system));
        if (!seen.insert(system.indicators.back().id).second)
            item.fault({"指标重复", "the indicator is given twice"});
    });
}

} // namespace banxing::policy
