#pragma once
#include "evaluation.h"

namespace banxing::derive {

/// What one file contributes to the indicators of one system, from each indicator's first day to
/// the end of the year after the day that is derived; what time alone will change is in it already.
class IndicatorRun {
public:
    IndicatorRun(const CompiledSystem& system, Evaluation& evaluation, std::vector<Counted>& out);
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
    };
    void count(const CompiledIndicator& rule);
    std::optional<Date> first_day(const CompiledIndicator& rule);
    Windows windows(const CompiledIndicator& rule, const CompiledMatch& match);
    std::vector<Date> turning_points(const CompiledIndicator& rule, Date from);
    std::optional<Date> next_turn(const std::vector<Date>& points, Date day);
    State state(const CompiledIndicator& rule, Date day);
    void extend(const CompiledIndicator& rule, Date day, const State& state);

    const CompiledSystem& system_;
    Evaluation& evaluation_;
    std::vector<Counted>& out_;
    Date horizon_; // not looked beyond
    Windows below_, above_;
    std::optional<State> last_;
};

void sort_counted(std::vector<Counted>& counted);

} // namespace banxing::derive
