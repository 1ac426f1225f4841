#include "read.h"

namespace banxing::policy {

using namespace derive;

static void read_grids(Map& map, System& system) {
    auto found = map.node("grids");
    if (!found) return;
    Map grids(map.source(), *found);
    for (const auto& entry : *found) {
        std::string name = entry.first.Scalar();
        auto& steps = system.grids[name];
        grids.each(
            name,
            [&](Map& item) {
                GridStep step;
                step.code = item.text("code", Need::required);
                step.label = item.words();
                step.months = int(item.integer("months").value_or(0));
                step.days = int(item.integer("days").value_or(0));
                if (item.has("months") == item.has("days"))
                    item.fault({"months 与 days 写且只写一个", "give either months or days"});
                if (!steps.empty() &&
                    31 * step.months + step.days <= 31 * steps.back().months + steps.back().days)
                    item.fault({"应从小到大", "steps must rise"});
                steps.push_back(std::move(step));
            },
            Need::required);
    }
}

RecordMatch read_match(Map& map, const System& system) {
    return {full_id(system, map.text("form", Need::required)), map.text("where"),
            map.text("equals_occurrence")};
}

std::vector<RecordMatch> read_matches(Map& map, const std::string& key, const System& system,
                                      Need need) {
    std::vector<RecordMatch> out;
    map.each(
        key, [&](Map& item) { out.push_back(read_match(item, system)); }, need);
    return out;
}

/// The span of a map that may hold other keys as well.
static Deadline read_span(Map& inner, const System& system) {
    Deadline deadline;
    static const std::pair<const char*, Span> spans[] = {{"working_days", Span::working_days},
                                                         {"days", Span::days},
                                                         {"months", Span::months},
                                                         {"age", Span::age},
                                                         {"date", Span::date}};
    int given = 0;
    for (auto& [name, span] : spans) {
        if (!inner.has(name)) continue;
        ++given;
        deadline = {span, full_id(system, inner.text(name, Need::required))};
    }
    if (inner.has("next_grid_age") && inner.flag("next_grid_age"))
        ++given, deadline = {Span::next_grid_age, {}};
    deadline.keep_rest_day = inner.flag("keep_rest_day");
    if (given != 1) inner.fault({"期限要写且只写一种", "a deadline has exactly one span"});
    return deadline;
}

Deadline read_deadline(Map& map, const std::string& key, const System& system) {
    auto found = map.node(key);
    if (!found) return {};
    Map inner(map.source(), *found);
    return read_span(inner, system);
}

Escalation read_escalation(Map& map, const System& system) {
    auto found = map.node("escalates");
    if (!found) return {};
    Map inner(map.source(), *found);
    return {read_span(inner, system), inner.text("to")};
}

static void read_every(Map& map, const System& system, TaskRule& task) {
    task.opening = Opening::repeat;
    auto found = map.node("every", Need::required);
    if (!found) return;
    Map inner(map.source(), *found);
    task.from_done = inner.choice("counts_from", {"done", "start"}) == 0;
    task.every = read_span(inner, system);
    bool counted = task.every.span == Span::months || task.every.span == Span::days ||
                   (task.every.span == Span::working_days && task.from_done);
    if (!counted)
        inner.fault({"间隔应为 months 或 days（自上次起也可用 working_days）",
                     "an interval is in months or days (from `done` also working_days)"});
    if (!task.from_done && task.since.empty())
        map.fault({"自起点重复需要 since", "a repeat from the start needs `since`"});
}

static void read_opening(Map& map, const System& system, TaskRule& task) {
    int given = int(map.has("grid")) + int(map.has("every")) + int(map.has("each"));
    bool alone = map.has("opened_by") && !map.has("grid");
    bool condition = given == 0 && !alone && map.has("while");
    if (given + int(alone) + int(condition) != 1 || (map.has("while") && alone))
        map.fault({"grid、every、each、opened_by、while 的写法不对",
                   "a task opens by one of grid, every, each, opened_by, while"});
    task.since = full_id(system, map.text("since"));
    if (auto found = map.node("opened_by")) {
        task.opening = Opening::record;
        Map inner(map.source(), *found);
        task.opened_by = read_match(inner, system);
    }
    if (map.has("grid")) {
        task.opening = Opening::grid;
        task.grid = map.text("grid", Need::required);
    } else if (map.has("every")) {
        read_every(map, system, task);
    } else if (map.has("each")) {
        task.opening = Opening::period;
        task.each = CalendarPeriod(map.choice("each", {"year", "half_year", "quarter", "month"}));
    }
    if (map.has("while") && map.has("when"))
        map.fault({"while 与 when 只写一个", "give either while or when"});
    task.when = map.has("while") ? map.text("while", Need::required) : map.text("when");
}

static void read_waive(Map& map, TaskRule& task) {
    auto found = map.node("waive");
    if (!found) return;
    if (found->IsScalar())
        task.waivable = map.flag("waive", true);
    else
        task.waive = map.texts("waive");
}

static Applies read_applies(Map& map) {
    Applies out;
    out.region = read_region(map, "region");
    if (auto from = map.date("from", Need::required)) out.valid.from = *from;
    out.valid.to = map.date("to");
    out.basis = {map.text("document", Need::required), map.text("clause", Need::required)};
    return out;
}

static TaskRule read_task(Map& map, const System& system) {
    TaskRule task;
    task.id = map.id();
    task.title = map.words();
    read_opening(map, system, task);
    task.due = read_deadline(map, "due", system);
    task.escalates = read_escalation(map, system);
    task.closed_by = read_matches(map, "closed_by", system, Need::required);
    task.role = map.text("role", Need::required);
    task.chaser = map.text("chaser");
    task.place = full_id(system, map.text("place", Need::required));
    task.form = full_id(system, map.text("form", Need::required));
    task.catch_up = map.flag("catch_up");
    task.lapses_at_next = map.flag("lapses_at_next_age") || map.flag("lapses_at_next");
    read_waive(map, task);
    map.each("applies", [&](Map& item) { task.applies.push_back(read_applies(item)); });
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
        Stage stage{item.id(), item.words(), item.text("when", Need::required), item.flag("final")};
        once(item, "stage " + stage.id);
        system.stages.push_back(std::move(stage));
    });
    map.each("tasks", [&](Map& item) {
        system.tasks.push_back(read_task(item, system));
        once(item, "task " + system.tasks.back().id);
    });
    map.each("referrals", [&](Map& item) {
        system.referrals.push_back(read_referral(item, system));
        once(item, "task " + system.referrals.back().id);
    });
    map.each("transitions", [&](Map& item) {
        system.transitions.push_back(read_transition(item, system));
        once(item, "transition " + system.transitions.back().id);
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
    out.cap_period = map.text("cap_period", Need::required);
    if (out.cap_period != "year" && out.cap_period != "life")
        out.cap_period = full_id(system, out.cap_period);
    out.notice = full_id(system, map.text("notice"));
    out.estimate = map.flag("estimate");
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
