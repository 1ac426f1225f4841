#pragma once
#include "evaluation.h"

namespace banxing::derive {

/// What one file contributes to indicators, from each indicator's first day to the end of the year
/// after the day that is derived; what time alone will change is in it already. All indicators are
/// followed side by side through time, so that a fact is looked at anew only when it may differ.
class IndicatorRun {
public:
    /// `today`: of the file, on the day that is derived.
    IndicatorRun(const Program::Impl& program, Evaluation& today, std::vector<Counted>& out);
    /// The indicators of the system whose place `today` stands at.
    void add(const CompiledSystem& system);
    void run();
    /// False where no indicator of the system can concern the file, by its forms alone.
    static bool may_concern(const CompiledSystem& system, const FileView& view);

private:
    struct State {
        std::int64_t town = 0, below = 0, above = 0;
        bool operator==(const State&) const = default;
    };
    /// Days on which a record counts; half-open, sorted, apart.
    struct Windows {
        bool always = true;
        std::vector<Period> stretches;
        bool holds(Date day) const;
        /// The first later day on which that changes.
        std::optional<Date> next(Date day) const;
    };
    struct Followed {
        const CompiledSystem* system;
        const CompiledIndicator* rule;
        std::optional<Date> next; // nothing: it stays as it is
        Windows below, above;
        std::optional<State> last = {};
        std::size_t open = 0; // in out_, where `last` counts
    };
    void follow(const CompiledSystem& system, const CompiledIndicator& rule);
    std::optional<Date> first_day(const CompiledIndicator& rule);
    Windows windows(const CompiledIndicator& rule, const CompiledMatch& match);
    Followed* earliest();
    void look(Followed& one, Evaluation& then);
    State state(const Followed& one, Evaluation& then);
    void extend(Followed& one, const State& state);

    const Program::Impl& program_;
    Evaluation& today_;
    std::vector<Counted>& out_;
    Date horizon_; // not looked beyond
    std::vector<Followed> followed_;
};

void sort_counted(std::vector<Counted>& counted);

} // namespace banxing::derive
