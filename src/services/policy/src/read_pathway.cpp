#include "read.h"

namespace banxing::policy {

using namespace derive;

static void read_grids(Map& map, System& system) {
    auto found = map.node("grids");
    if (!found) return;
    Map grids(map.source(), *found);
    for (const auto& entry : *found) {
        std::string name = entry.first.Scalar();
        auto& ages = system.grids[name];
        grids.each(
            name,
            [&](Map& item) {
                GridAge age;
                age.code = item.text("code", Need::required);
                age.label = item.words();
                age.months = int(item.integer("months", Need::required).value_or(0));
                if (!ages.empty() && age.months <= ages.back().months)
                    item.fault({"月龄应从小到大", "ages must rise"});
                ages.push_back(std::move(age));
            },
            Need::required);
    }
}

static RecordMatch read_match(Map& map, const System& system) {
    return {full_id(system, map.text("form", Need::required)), map.text("where"),
            map.text("equals_occurrence")};
}

static Deadline read_deadline(Map& map, const std::string& key, const System& system) {
    Deadline deadline;
    auto found = map.node(key);
    if (!found) return deadline;
    Map inner(map.source(), *found);
    static const std::pair<const char*, Span> spans[] = {
        {"working_days", Span::working_days}, {"days", Span::days}, {"months", Span::months}};
    int given = 0;
    for (auto& [name, span] : spans) {
        if (!inner.has(name)) continue;
        ++given;
        deadline = {span, full_id(system, inner.text(name, Need::required))};
    }
    if (inner.has("next_grid_age") && inner.flag("next_grid_age"))
        ++given, deadline = {Span::next_grid_age, {}};
    if (given != 1) inner.fault({"期限要写且只写一种", "a deadline has exactly one span"});
    return deadline;
}

static void read_opening(Map& map, const System& system, TaskRule& task) {
    int given = int(map.has("grid")) + int(map.has("opened_by")) + int(map.has("while"));
    if (given != 1)
        map.fault({"grid、opened_by、while 要写且只写一个", "give one of grid, opened_by, while"});
    if (map.has("grid")) {
        task.opening = Opening::grid;
        task.grid = map.text("grid", Need::required);
    } else if (auto found = map.node("opened_by")) {
        task.opening = Opening::record;
        Map inner(map.source(), *found);
        task.opened_by = read_match(inner, system);
    }
    task.when = map.has("while") ? map.text("while", Need::required) : map.text("when");
    task.since = full_id(system, map.text("since"));
}

static TaskRule read_task(Map& map, const System& system) {
    TaskRule task;
    task.id = map.id();
    task.title = map.words();
    read_opening(map, system, task);
    task.due = read_deadline(map, "due", system);
    task.escalates = read_deadline(map, "escalates", system);
    map.each(
        "closed_by", [&](Map& item) { task.closed_by.push_back(read_match(item, system)); },
        Need::required);
    task.role = map.text("role", Need::required);
    task.chaser = map.text("chaser");
    task.place = full_id(system, map.text("place", Need::required));
    task.form = full_id(system, map.text("form", Need::required));
    task.catch_up = map.flag("catch_up");
    task.lapses_at_next_age = map.flag("lapses_at_next_age");
    task.basis = map.basis();
    return task;
}

void read_pathway(const Source& source, const YAML::Node& root, System& system) {
    Map map(source, root);
    read_grids(map, system);
    std::set<std::string> seen;
    auto once = [&](Map& item, const std::string& id) {
        if (!seen.insert(id).second)
            item.fault({"“" + id + "”重复", "'" + id + "' is given twice"});
    };
    map.each("stages", [&](Map& item) {
        Stage stage{item.id(), item.words(), item.text("when", Need::required)};
        once(item, "stage " + stage.id);
        system.stages.push_back(std::move(stage));
    });
    map.each("tasks", [&](Map& item) {
        system.tasks.push_back(read_task(item, system));
        once(item, "task " + system.tasks.back().id);
    });
}

static Entitlement read_entitlement(Map& map, const System& system) {
    Entitlement out;
    out.id = map.id();
    out.label = map.words();
    if (auto months = map.node("months", Need::required)) {
        Map inner(map.source(), *months);
        out.months_form = full_id(system, inner.text("form", Need::required));
        out.months_field = inner.text("field", Need::required);
    }
    out.assessed_on = full_id(system, map.text("assessed_on", Need::required));
    map.choice("cap_period", {"year"}, Need::required);
    out.cap_period = "year";
    out.gate = read_gate(map, system);
    out.model = map.text("model", Need::required);
    out.decision = map.text("decision", Need::required);
    out.amount = map.text("amount");
    out.so_far = full_id(system, map.text("so_far"));
    if (auto paid = map.node("already_paid")) {
        Map inner(map.source(), *paid);
        out.already_paid_form = full_id(system, inner.text("form", Need::required));
        out.already_paid_month = inner.text("month", Need::required);
        out.already_paid_field = inner.text("field", Need::required);
    }
    out.basis = map.basis();
    return out;
}

void read_entitlements(const Source& source, const YAML::Node& root, System& system) {
    each_map(source, root,
             [&](Map& item) { system.entitlements.push_back(read_entitlement(item, system)); });
}

} // namespace banxing::policy
