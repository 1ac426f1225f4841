#include "read.h"

#include <algorithm>

namespace banxing::policy {

using namespace derive;

static const std::vector<std::string> constructors = {
    "latest", "first",      "count",     "sum",        "exists",  "holds_on",
    "list",   "age_months", "age_years", "days_since", "formula",
};

/// `$day` is the day of the record itself.
static void read_records(Map& map, const System& system, Fact& fact) {
    fact.form = full_id(system, map.text("form", Need::required));
    bool counted = fact.kind == FactKind::count || fact.kind == FactKind::exists;
    fact.field = map.text("field", counted ? Need::optional : Need::required);
    if (fact.field == "$day") {
        if (fact.type != ValueType::date)
            map.fault({"$day 的类型应为 date", "$day is of type date"});
        fact.field.clear();
    }
    fact.since = full_id(system, map.text("since"));
    fact.where = map.text("where");
    fact.period_field = map.text("month");
    fact.of_period = !fact.period_field.empty();
}

static void read_no_record(Map& map, Fact& fact) {
    auto found = map.node("no_record");
    if (!found) return;
    if (found->IsMap()) {
        Map inner(map.source(), *found);
        fact.no_record = NoRecord::value;
        fact.no_record_value = inner.text("value", Need::required);
        return;
    }
    fact.no_record = NoRecord(map.choice("no_record", {"unknown", "absent"}));
}

static Fact read_fact(Map& map, const System& system) {
    Fact fact;
    fact.id = map.id();
    fact.label = map.words();
    fact.type = read_value_type(map);
    int found = 0;
    for (std::size_t i = 0; i < constructors.size(); ++i)
        if (map.has(constructors[i])) ++found, fact.kind = FactKind(i);
    if (found != 1) {
        map.fault({"事实要写且只写一种取法", "a fact has exactly one constructor"});
        return fact;
    }
    const std::string& name = constructors[std::size_t(fact.kind)];
    if (fact.kind == FactKind::formula) {
        fact.formula = map.text(name, Need::required);
    } else if (fact.kind == FactKind::age_months || fact.kind == FactKind::age_years ||
               fact.kind == FactKind::days_since) {
        fact.birth = full_id(system, map.text(name, Need::required));
    } else if (auto records = map.node(name, Need::required)) {
        Map inner(map.source(), *records);
        read_records(inner, system, fact);
    }
    fact.any_day = map.flag("any_day");
    // no record of these means 0, 0 and false unless the fact says otherwise
    if (fact.kind == FactKind::count || fact.kind == FactKind::sum ||
        fact.kind == FactKind::exists) {
        fact.no_record = NoRecord::value;
        fact.no_record_value = fact.kind == FactKind::exists ? "false" : "0";
    }
    read_no_record(map, fact);
    return fact;
}

void read_facts(const Source& source, const YAML::Node& root, System& system) {
    each_map(source, root, [&](Map& item) { system.facts.push_back(read_fact(item, system)); });
}

static ParameterValue read_value(Map& map) {
    ParameterValue value;
    value.value = map.text("value");
    value.region = read_region(map, "region");
    if (auto from = map.date("from", Need::required)) value.valid.from = *from;
    value.valid.to = map.date("to");
    value.basis = {map.text("document", Need::required), map.text("clause", Need::required)};
    value.example = map.choice("trust", {"official", "example"}, Need::required) == 1;
    value.note = map.words("note");
    if (value.valid.to && *value.valid.to <= value.valid.from)
        map.fault({"to 应晚于 from", "to must be later than from"});
    return value;
}

/// A region's values may take each other's place, but no day between them may be without one.
static void check_gaps(const Map& map, const Parameter& parameter) {
    std::map<std::string, std::vector<Period>> by_region;
    for (auto& value : parameter.values) by_region[value.region].push_back(value.valid);
    for (auto& [region, periods] : by_region) {
        std::sort(periods.begin(), periods.end(), [](auto& a, auto& b) { return a.from < b.from; });
        std::optional<Date> covered = periods.front().from;
        for (auto& period : periods) {
            if (covered && period.from > *covered)
                map.fault({"参数 " + parameter.id + " 在 " + iso(*covered) + " 至 " +
                               iso(period.from) + " 之间没有值",
                           "parameter " + parameter.id + " has no value from " + iso(*covered) +
                               " to " + iso(period.from)});
            if (!period.to || !covered)
                covered = std::nullopt;
            else
                covered = std::max(*covered, *period.to);
        }
    }
}

void read_overlay(const Source& source, const YAML::Node& root, System& system) {
    Map map(source, root);
    map.words("note");
    map.each(
        "values",
        [&](Map& item) {
            std::string id = item.text("parameter", Need::required);
            auto value = read_value(item);
            auto at = std::find_if(system.parameters.begin(), system.parameters.end(),
                                   [&](auto& one) { return one.id == id; });
            if (at == system.parameters.end())
                return item.fault({"没有参数“" + id + "”", "no parameter '" + id + "'"});
            at->values.push_back(std::move(value));
            check_gaps(item, *at);
        },
        Need::required);
}

void read_parameters(const Source& source, const YAML::Node& root, System& system) {
    each_map(source, root, [&](Map& item) {
        Parameter parameter;
        parameter.id = item.id();
        parameter.label = item.words();
        parameter.type = read_value_type(item);
        parameter.unit = item.text("unit", Need::required);
        item.each(
            "values", [&](Map& value) { parameter.values.push_back(read_value(value)); },
            Need::required);
        check_gaps(item, parameter);
        system.parameters.push_back(std::move(parameter));
    });
}

} // namespace banxing::policy
