#pragma once
#include "evaluation.h"

namespace banxing::derive {

inline constexpr std::string_view waiver_form =
    "base.task_waiver"; // field `task`: system.task/occurrence

/// The tasks of one system for one file; architecture §9 "Tasks".
class TaskRun {
public:
    TaskRun(const Program::Impl& program, const CompiledSystem& system, Evaluation& evaluation,
            std::vector<Task>& out);
    /// Opens, closes, waives and ends what the rules say. `inside`: the system's gate holds.
    void run(bool inside);

private:
    struct Closing {
        std::int64_t record = 0;
        Date day;
    };
    void grid(const CompiledTask& rule);
    void grid_age(const CompiledTask& rule, std::size_t at, Date birth);
    void by_record(const CompiledTask& rule);
    void by_condition(const CompiledTask& rule);
    Task begin(const CompiledTask& rule, std::string occurrence, Date opens);
    /// Done, waived or ended; then into the list unless it is history.
    void finish(const CompiledTask& rule, Task task);
    bool answers(Entry& entry, const CompiledMatch& match, const Task& task, bool any_day);
    std::optional<Closing> closing(const CompiledTask& rule, const Task& task, bool any_day);
    std::optional<Date> deadline(const Deadline& deadline, int parameter, Date opens);
    bool waived(const Task& task, Closing& by);
    std::optional<Date> in_operation_since();

    const Program::Impl& program_;
    const CompiledSystem& system_;
    Evaluation& evaluation_;
    std::vector<Task>& out_;
    std::optional<Date> since_;
    bool ended_ = false, inside_ = true;
};

/// A region code as the 12-digit number that places are compared by; 0 for none.
std::int64_t place_number(std::string_view region);

} // namespace banxing::derive
