#include "sentences.h"

#include <algorithm>

namespace banxing::reports {
namespace {

using insight::Standing;

const Words from_figures{"指标", "indicators"},
    from_files{"由档案自动统计", "counted from the files"},
    from_units{"部门填报", "entered by the unit"}, from_duties{"督办登记", "register of duties"},
    from_tasks{"待办", "to-dos"}, from_budget{"预算账", "budget"};

/// From birth to work, in the order of a life.
constexpr const char* life[] = {"disability_prevention.newborn_hearing",
                                "autism_screening.initial_screening_rate",
                                "autism_screening.re_screening_rate",
                                "autism_screening.diagnosis_rate",
                                "child_rehabilitation.in_rehabilitation",
                                "education_placement.preschool_enrolment",
                                "education_placement.compulsory_enrolment",
                                "education_placement.upper_enrolment",
                                "work_training.training_rate",
                                "supported_employment.at_work_people"};

Words titles(const std::vector<Line>& all, Standing standing) {
    std::vector<Words> names;
    for (const auto& one : all)
        if (one.standing == standing) names.push_back(one.figure.listed.indicator->label);
    return list_of(names);
}

/// Up, down or as before, against the month or the year before.
Words course_words(const Line& line, bool year) {
    if (line.before.empty() || line.value.empty()) return {};
    const auto& indicator = *line.figure.listed.indicator;
    Words then{year ? "上年末" : "上月", year ? "at the end of last year" : "a month before"};
    if (line.before == line.value)
        return Say("，与{then}持平", ", as {then}").with("then", then).words();
    auto number = [](std::string text) {
        std::erase(text, '.');
        return std::stoll(text); // our own text: two decimals on both sides, or none
    };
    bool up = number(line.value) > number(line.before);
    return Say(up ? "，比{then}（{value}）上升" : "，比{then}（{value}）下降",
               up ? ", up from {value} {then}" : ", down from {value} {then}")
        .with("then", then)
        .with("value", with_unit(indicator, line.before))
        .words();
}

Words goal_said(const Line& line) {
    if (!line.target) return {};
    return Say("，目标{goal}（{day}前），{standing}", ", target {goal} by {day}, {standing}")
        .with("goal", line.goal)
        .with("day", day_words(line.target->by))
        .with("standing", standing_words(line.standing))
        .words();
}

} // namespace

Part overall(const std::vector<Line>& lines, const Words& place, const Words& period) {
    auto count = [&](Standing one) { return std::ranges::count(lines, one, &Line::standing); };
    Part out{"overall", {"总体情况", "Overall"}, {}};
    auto good = count(Standing::reached) + count(Standing::on_track);
    auto risk = count(Standing::at_risk), missed = count(Standing::missed);
    auto said =
        Say("截至{period}，{place}有目标的指标{n}项，其中达到或预计能达到{good}项，可能达不到{risk}"
            "项，"
            "到期未达标{missed}项。",
            "As of {period}, {place} has {n} indicators with a target: {good} are reached or "
            "on their way, {risk} are at risk, {missed} were missed.")
            .with("period", period)
            .with("place", place)
            .with("n", good + risk + missed)
            .with("good", good)
            .with("risk", risk)
            .with("missed", missed)
            .words();
    out.said.push_back({std::move(said), from_figures});
    if (risk > 0)
        out.said.push_back({Say("可能达不到的是：{names}。", "At risk: {names}.")
                                .with("names", titles(lines, Standing::at_risk))
                                .words(),
                            from_figures});
    if (missed > 0)
        out.said.push_back({Say("到期未达标的是：{names}。", "Missed: {names}.")
                                .with("names", titles(lines, Standing::missed))
                                .words(),
                            from_figures});
    return out;
}

Part on_life(const std::vector<Line>& lines, bool year, std::vector<std::string>& steps) {
    Part out{"life", {"从出生到就业各环节", "From birth to work"}, {}};
    for (const auto* id : life) {
        auto at =
            std::ranges::find_if(lines, [&](auto& one) { return one.figure.listed.id == id; });
        if (at == lines.end() || at->value.empty()) continue;
        steps.emplace_back(id);
        const auto& indicator = *at->figure.listed.indicator;
        auto said = Say("{what}为{value}{course}{goal}。", "{what} is {value}{course}{goal}.")
                        .with("what", indicator.label)
                        .with("value", with_unit(indicator, at->value))
                        .with("course", course_words(*at, year))
                        .with("goal", goal_said(*at))
                        .words();
        out.said.push_back(
            {std::move(said), at->figure.listed.counted() ? from_files : from_units});
    }
    return out;
}

Part on_duties(const duties::Board& board) {
    Part out{"duties", {"重点任务督办", "Duties"}, {}};
    std::int64_t risk = 0, orders = 0;
    std::vector<Words> late;
    for (const auto& one : board.duties) {
        orders += one.standing.overdue_orders;
        if (one.standing.state == duties::State::at_risk) ++risk;
        if (one.standing.state == duties::State::late) late.push_back(one.duty->label);
    }
    auto said = Say("截至今日，共督办{n}项任务，逾期{late}项，有风险{risk}项，逾期未答复的督办单{"
                    "orders}件。",
                    "As of today {n} duties are supervised: {late} late, {risk} at risk, {orders} "
                    "orders unanswered beyond their day.")
                    .with("n", std::int64_t(board.duties.size()))
                    .with("late", std::int64_t(late.size()))
                    .with("risk", risk)
                    .with("orders", orders)
                    .words();
    out.said.push_back({std::move(said), from_duties});
    if (!late.empty())
        out.said.push_back(
            {Say("逾期的是：{names}。", "Late: {names}.").with("names", list_of(late)).words(),
             from_duties});
    return out;
}

Part on_tasks(std::vector<Load> loads) {
    constexpr std::size_t named = 3;
    Part out{"tasks", {"待办", "To-dos"}, {}};
    std::int64_t open = 0, overdue = 0;
    for (const auto& one : loads) open += one.open, overdue += one.overdue;
    out.said.push_back({Say("截至今日，全域未办结待办{open}项，其中超期{overdue}项。",
                            "As of today {open} to-dos are open, {overdue} of them overdue.")
                            .with("open", open)
                            .with("overdue", overdue)
                            .words(),
                        from_tasks});
    std::ranges::stable_sort(loads, std::greater<>(), &Load::overdue);
    std::vector<Words> worst;
    for (const auto& one : loads)
        if (one.overdue > 0 && worst.size() < named)
            worst.push_back({one.name + grouped(one.overdue) + "项",
                             one.name + " (" + grouped(one.overdue) + ")"});
    if (!worst.empty())
        out.said.push_back({Say("超期较多的是：{places}。", "Most are overdue in {places}.")
                                .with("places", list_of(worst))
                                .words(),
                            from_tasks});
    return out;
}

Part on_money(const casework::BudgetShown& budget) {
    Part out{"money", {"经费", "Money"}, {}};
    Money appropriated, paid, committed, available;
    for (const auto& one : budget.lines) {
        appropriated += one.appropriated;
        paid += one.paid;
        committed += one.committed;
        available += one.available;
    }
    auto amount = [](Money one) { return Words{"¥" + yuan(one), "¥" + yuan(one)}; };
    auto year = std::to_string(budget.year);
    auto said =
        Say("{year}年预算{appropriated}，已发放{paid}，已批准未发放{committed}，可用{available}。",
            "Budget of {year} {appropriated}; paid {paid}, approved and not paid {committed}, "
            "available {available}.")
            .with("year", Words{year, year})
            .with("appropriated", amount(appropriated))
            .with("paid", amount(paid))
            .with("committed", amount(committed))
            .with("available", amount(available))
            .words();
    out.said.push_back({std::move(said), from_budget});
    return out;
}

} // namespace banxing::reports
