#include "moves.h"

#include <clock/clock.h>

#include <algorithm>
#include <desks/file.h>
#include <desks/tasks.h>
#include <map>
#include <set>

namespace banxing::http {
namespace {

using derive::TaskState;

auto key(const derive::Task& task) {
    return std::tie(task.system, task.task, task.occurrence);
}

/// To-dos that are open on one side of the act only.
Json only_in(const Context& context, SubjectId subject, const consequences::OfSubject& here,
             const consequences::OfSubject& there) {
    Json out = Json::array();
    for (const auto& task : here.tasks) {
        if (task.state != TaskState::open) continue;
        auto same = std::ranges::find_if(there.tasks, [&](const auto& other) {
            return key(other) == key(task) && other.state == TaskState::open;
        });
        if (same == there.tasks.end()) out.push_back(shown(context, subject, task));
    }
    return out;
}

Json changed_stages(const derive::Program& program, const casework::PreviewSide& side) {
    std::map<std::string, std::pair<std::string, std::string>> stages;
    for (const auto& one : side.before.stages) stages[one.system].first = one.stage;
    for (const auto& one : side.after.stages) stages[one.system].second = one.stage;
    Json out = Json::array();
    for (const auto& [system, change] : stages) {
        if (change.first == change.second) continue;
        Json one{{"system", system}, {"system_words", shown(system_words(program, system))}};
        if (!change.first.empty())
            one["before"] = shown(stage_words(program, system, change.first));
        if (!change.second.empty())
            one["after"] = shown(stage_words(program, system, change.second));
        out.push_back(std::move(one));
    }
    return out;
}

/// Months whose amount changes: in fen, 0 where nothing is granted.
Json changed_months(const derive::Program& program, const casework::PreviewSide& side) {
    std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> months;
    for (const auto& one : side.before.entitled)
        months[{one.benefit, one.period}].first = one.amount.fen;
    for (const auto& one : side.after.entitled)
        months[{one.benefit, one.period}].second = one.amount.fen;
    Json out = Json::array();
    for (const auto& [month, amounts] : months)
        if (amounts.first != amounts.second)
            out.push_back({{"benefit", month.first},
                           {"title", shown(benefit_words(program, month.first))},
                           {"period", month.second},
                           {"before", amounts.first},
                           {"after", amounts.second}});
    return out;
}

Json shown_side(const Context& context, const casework::PreviewSide& side) {
    const auto& program = *context.office().program;
    Json out{{"subject", to_text(side.subject)}, {"version", side.version}};
    put_person(out, context, side.subject);
    for (const auto* list : {"leave", "come"}) out[list] = Json::array();
    for (const auto& row : side.leave) out["leave"].push_back(timeline_entry(context, row, false));
    for (const auto& row : side.come) {
        auto entry = timeline_entry(context, row, false);
        entry["aside"] = std::ranges::find(side.aside, row.lineage) != side.aside.end();
        out["come"].push_back(std::move(entry));
    }
    out["unread"] = side.unread;
    out["opens"] = only_in(context, side.subject, side.after, side.before);
    out["closes"] = only_in(context, side.subject, side.before, side.after);
    out["stages"] = changed_stages(program, side);
    out["months"] = changed_months(program, side);
    return out;
}

} // namespace

Json shown(const Context& context, const casework::Preview& preview) {
    return {{"from", shown_side(context, preview.from)},
            {"into", shown_side(context, preview.into)}};
}

Json shown(const Context& context, const casework::MoveShown& shown_move) {
    const auto& move = shown_move.move;
    auto file = [&](SubjectId subject) {
        Json out{{"subject", to_text(subject)}};
        put_person(out, context, subject);
        return out;
    };
    Json out{{"from", file(move.from)},  {"into", file(move.into)},
             {"move", move.act},         {"merge", move.merge},
             {"at", iso(move.at)},       {"by", context.names.account(move.account)},
             {"reason", move.reason},    {"records", shown_move.records},
             {"later", shown_move.later}};
    if (move.undone) out["undone_at"] = iso(*move.undone);
    return out;
}

} // namespace banxing::http
