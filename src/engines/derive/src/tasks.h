#pragma once
#include "evaluation.h"

namespace banxing::derive {

struct Closing {
    std::int64_t record = 0;
    Date day;
};

/// The day that ends a span from `opens`; the parameter is the one in force
/// then. Nothing when it is not known.
std::optional<Date> end_of(const CompiledDeadline& deadline, Evaluation& evaluation, Date opens,
                           int birth);

/// Of the most specific region that contains the file's place; nothing where
/// the system does not run.
std::optional<Date> in_operation_since(const CompiledSystem& system, Evaluation& evaluation);

/// A record that waives the task, by its key.
std::optional<Closing> waived(const Program::Impl& program, Evaluation& evaluation,
                              const Task& task, const TaskRule* rule);

/// How a file stands to a system: since when it runs there, whether the gate
/// holds, whether death or moving away has ended it.
struct Standing {
    std::optional<Date> since;
    bool inside = false, ended = false;
    bool runs = false; // in operation, or open without a first day
};

/// Whether the family has taken back its consent to one of these purposes; silence is none.
bool consent_taken_back(const Program::Impl& program, Evaluation& evaluation,
                        const std::vector<std::string>& purposes);

/// The tasks of one system for one file; architecture §9 "Tasks".
class TaskRun {
public:
    TaskRun(const Program::Impl& program, const CompiledSystem& system, Evaluation& evaluation,
            std::vector<Task>& out);
    /// Opens, closes, waives and ends what the rules say.
    void run(const Standing& standing);

private:
    /// One of a series: an age, a repeat, a period of the calendar.
    struct Step {
        std::string occurrence,
            code; // `code`: what equals_occurrence is compared with
        Date opens;
        std::optional<Date> next = {}; // the day on which the following one opens
        std::int64_t opened_by = 0;
        const Words* label = nullptr;                         // an age's
        Words (*label_of)(const std::string& code) = nullptr; // any other's
        Words named() const { return label ? *label : label_of ? label_of(code) : Words{}; }
    };
    void rule(const CompiledTask& rule);
    void grid(const CompiledTask& rule);
    void grid_from(const CompiledTask& rule, Date anchor, const Entry* opener);
    std::optional<Date> last_age(const CompiledTask& rule, const Entry* opener);
    void by_record(const CompiledTask& rule);
    void by_condition(const CompiledTask& rule);
    void repeat(const CompiledTask& rule);
    void from_start(const CompiledTask& rule, Date start);
    void from_done(const CompiledTask& rule, Date start);
    void period(const CompiledTask& rule);
    void step(const CompiledTask& rule, const Step& step);
    /// Whether it was asked for on the last day on which it could be done.
    bool asked_for(const CompiledTask& rule, const Step& step);
    std::vector<Entry*> closing_entries(const CompiledTask& rule, Date from);

    Task begin(const CompiledTask& rule, std::string occurrence, Date opens);
    void done(Task& task, const Closing& by);
    /// Whether a condition that holds now did not hold for a while after that day.
    bool lapsed_since(const CompiledTask& rule, Date day);
    /// Done, waived or ended; then into the list unless it is history or not law there.
    bool taken_over(const CompiledTask& rule, Task& task);
    void finish(const CompiledTask& rule, Task task);
    bool applies(const CompiledTask& rule, Date opens);
    bool answers(const CompiledMatch& match, const Step& step, Entry& entry, bool whenever);
    /// The earliest record that answers; `whenever`: one from before the opening
    /// counts too.
    std::optional<Closing> closing(const CompiledTask& rule, const Step& step, bool whenever);

    const Program::Impl& program_;
    const CompiledSystem& system_;
    Evaluation& evaluation_;
    std::vector<Task>& out_;
    std::optional<Date> since_;
    bool ended_ = false, inside_ = true;
};

/// A region code as the 12-digit number that places are compared by; 0 for
/// none.
std::int64_t place_number(std::string_view region);
/// Of a fact that holds a region code; 0 when it is not known.
std::int64_t place_of(Evaluation& evaluation, int symbol);

} // namespace banxing::derive
