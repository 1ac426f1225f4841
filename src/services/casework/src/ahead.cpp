#include "ahead.h"

#include <map>
#include <set>

namespace banxing::casework {
namespace {

constexpr int years_ahead = 3, most_steps = 60; // of a life line: how far it looks

using Key = std::tuple<std::string, std::string, std::string>; // system, task, occurrence

Key key_of(const derive::Task& task) {
    return {task.system, task.task, task.occurrence};
}

/// A task of an age grid with a deadline of its own follows up what was missed at an age; nothing
/// that lies ahead is missed yet.
bool follows_up(const derive::Program& program, const derive::Task& task) {
    auto* system = program.find_system(task.system);
    if (!system) return false;
    for (auto& rule : system->tasks)
        if (rule.id == task.task)
            return rule.opening == derive::Opening::grid &&
                   rule.due.span != derive::Span::next_grid_age;
    return false;
}

/// From one day on which something may change to the next.
class LifeLine {
public:
    LifeLine(const derive::Program& program, const derive::Outlook& now)
        : program_(program), today_(now.day), stages_(stages_of(now)) {
        for (auto& task : now.tasks) known_.insert(key_of(task));
    }

    void note(const derive::Outlook& then) {
        for (auto& task : then.tasks)
            if (task.opens > today_ && known_.insert(key_of(task)).second &&
                !follows_up(program_, task))
                out_.planned.push_back(task);
        auto stages = stages_of(then);
        for (auto& [system, stage] : stages)
            if (stages_[system] != stage) change(then.day, system, stages_[system], stage);
        for (auto& [system, stage] : stages_)
            if (!stage.empty() && !stages.contains(system)) change(then.day, system, stage, {});
        stages_ = std::move(stages);
    }

    Ahead take() { return std::move(out_); }

private:
    static std::map<std::string, std::string> stages_of(const derive::Outlook& at) {
        std::map<std::string, std::string> out;
        for (auto& one : at.stages) out[one.system] = one.stage;
        return out;
    }
    void change(Date day, const std::string& system, std::string before, std::string after) {
        out_.changes.push_back({day, system, std::move(before), std::move(after)});
    }

    const derive::Program& program_;
    Date today_;
    std::set<Key> known_;
    std::map<std::string, std::string> stages_;
    Ahead out_;
};

} // namespace

Ahead look_ahead(const derive::Program& program, const derive::File& file, Date today) {
    auto days = program.outlook(file, today, add_months(today, 12 * years_ahead), most_steps);
    if (days.empty()) return {};
    LifeLine line(program, days.front());
    for (std::size_t i = 1; i < days.size(); ++i) line.note(days[i]);
    return line.take();
}

} // namespace banxing::casework
