#include "sentences.h"

#include <casework/budget.h>
#include <casework/own_file.h>
#include <consequences/figures.h>
#include <consequences/pathway.h>

#include <algorithm>
#include <duties/board.h>
#include <insight/reported.h>

namespace banxing::reports {
namespace {

using insight::Standing;

/// Which comes first where something is to be done.
int weight(Standing standing) {
    static constexpr int order[] = {5, 4, 3,
                                    0, 2, 1}; // open no_data reached missed on_track at_risk
    return order[int(standing)];
}

/// The most local target with a value; of several the one that stands worst.
void put_target(Line& line, const std::string& region) {
    const auto& indicator = *line.figure.listed.indicator;
    for (const auto* target : insight::targets_of(indicator, region)) {
        if (target->value.empty()) continue;
        auto stands = insight::standing(indicator, *target, line.figure.course);
        bool more_local = !line.target || target->level > line.target->level;
        bool worse = line.target && target->level == line.target->level &&
                     weight(stands) < weight(line.standing);
        if (!more_local && !worse) continue;
        line.target = target;
        line.standing = stands;
        line.goal = goal_words(indicator, *target);
    }
}

std::string percent(std::int64_t share) {
    auto value = (share + 50) / 100, rest = value % 100;
    return std::to_string(value / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

Line line_of(insight::Figure figure, const Asked& asked) {
    Line out;
    const auto& indicator = *figure.listed.indicator;
    auto before = asked.year ? asked.month / 12 * 12 - 1 : asked.month - 1;
    for (const auto& one : figure.course)
        if (one.month == before) out.before = insight::figure_text(indicator, one.above, one.below);
    if (figure.has()) {
        auto now = figure.now();
        out.value = insight::figure_text(indicator, now.above, now.below);
        if (indicator.unit == derive::Unit::percent && now.below > 0) {
            auto interval = statistics::wilson(now.above, now.below);
            out.low = percent(interval.low);
            out.high = percent(interval.high);
        }
    }
    out.figure = std::move(figure);
    put_target(out, asked.region);
    return out;
}

Result<std::vector<Load>> loads_of(casework::Office& office, db::Session& session,
                                   const std::string& region) {
    auto below = office.regions.children(region);
    auto digits = below.empty() ? region.size() : below.front()->code.size();
    auto area = access::inside(access::region_of(region).value_or(0));
    std::vector<Load> out;
    for (const auto& one :
         TRY(consequences::count_by_place(session, area, int(digits), office.clock.today()))) {
        auto code = std::to_string(one.place);
        const auto* found = office.regions.find(code);
        out.push_back({code, found ? found->name : code, one.open, one.overdue});
    }
    return out;
}

void put_reported(Report& out, const std::vector<insight::Reported>& frozen) {
    for (const auto& one : frozen) {
        out.frozen = one.at;
        for (auto& line : out.lines) {
            if (line.figure.listed.id != one.indicator || !line.figure.has()) continue;
            auto then = insight::figure_text(*line.figure.listed.indicator, one.above, one.below);
            if (then != line.value) line.reported = std::move(then);
        }
    }
}

constexpr int course_months = 24;

Report begun(const casework::Office& office, const Asked& asked) {
    Report out;
    out.asked = asked;
    auto place = office.regions.name(asked.region);
    auto year = std::to_string(asked.month / 12);
    out.title = {place + "残疾预防和孤独症服务工作" + (asked.year ? "年报" : "月报"),
                 place + (asked.year ? ": yearly" : ": monthly") +
                     " report on disability prevention and autism services"};
    out.period = asked.year ? Words{year + "年", year} : month_words(asked.month);
    return out;
}

Words as_of(const Asked& asked) {
    return month_words(asked.month);
}

bool sees_money(const access::Principal& who) {
    using access::Act;
    return access::may(who, Act::review | Act::approve | Act::batch | Act::pay | Act::supervise);
}

} // namespace

Result<Report> report(casework::Office& office, insight::Cube& cube,
                      const duties::Register* registers, const access::Principal& who,
                      const Asked& asked) {
    auto out = begun(office, asked);
    const auto& program = *office.program; // stays, whatever is published meanwhile
    auto place = office.regions.name(asked.region);
    TRY(office.database.read([&](db::Session& session) -> Result<void> {
        insight::Asked board{asked.region, asked.month, course_months};
        for (auto& one : TRY(insight::board(session, cube, program, board)))
            out.lines.push_back(line_of(std::move(one), asked));
        out.parts.push_back(overall(out.lines, {place, place}, as_of(asked)));
        out.parts.push_back(on_life(out.lines, asked.year, out.steps));
        std::erase_if(out.lines, [](auto& one) { return one.value.empty() || !one.target; });
        std::ranges::stable_sort(out.lines, {}, [](auto& one) { return weight(one.standing); });
        put_reported(out, TRY(insight::reported(session, asked.region, asked.month)));
        if (registers)
            out.parts.push_back(on_duties(
                TRY(duties::board(session, cube, program, *registers, office.clock.today()))));
        out.loads = TRY(loads_of(office, session, asked.region));
        return {};
    }));
    out.parts.push_back(on_tasks(out.loads));
    if (sees_money(who))
        out.parts.push_back(on_money(TRY(casework::budget(office, who, int(asked.month / 12)))));
    return out;
}

Result<std::int64_t> freeze(casework::Office& office, insight::Cube& cube,
                            const access::Principal& who, const Asked& asked) {
    if (asked.month >= consequences::month_number(office.clock.today()))
        return fail(Error::conflict({"本月还没有结束，不能定稿", "The month has not ended yet"}));
    const auto& program = *office.program; // stays, whatever is published meanwhile
    return office.database.write(
        db::Priority::interactive, [&](db::Session& session) -> Result<std::int64_t> {
            insight::Asked board{asked.region, asked.month, 1};
            auto figures = TRY(insight::board(session, cube, program, board));
            auto id = TRY(insight::freeze(session, who, board, figures, program.source().version,
                                          office.clock.now()));
            TRY(casework::note_act(
                office, session, who, "report.frozen", SubjectId{},
                {{"report", id}, {"region", board.region}, {"month", board.month}}));
            return id;
        });
}

} // namespace banxing::reports
