#pragma once
// Until when each step on the way of money is to be done, from parameters of the system `benefits`;
// and how much waits at a post, how much of it late.
#include <casework/casework.h>

namespace banxing::casework {

enum class Step { review, approve, batch, retry, confirm, pay, objection };
const char* name_of(Step step);

/// As in force today; a step without a parameter has no deadline.
class Deadlines {
public:
    explicit Deadlines(const Office& office);
    /// Working days after `from`; nothing where the step has no deadline.
    std::optional<Date> due(Step step, Date from) const;
    /// What began before this day is late.
    std::optional<Date> late_before(Step step) const;
    struct Rule {
        int days = 0;
        derive::Citation basis;
        bool example = false;
    };
    const std::optional<Rule>& rule(Step step) const { return rules_[std::size_t(step)]; }

private:
    const WorkingDays& calendar_;
    Date today_;
    std::optional<Rule> rules_[7];
};

struct StepLoad {
    Step step = Step::review;
    std::int64_t waiting = 0, late = 0;
    std::optional<Deadlines::Rule> rule;
};
/// Of the steps that the post does, in their order.
Result<std::vector<StepLoad>> steps(Office& office, const access::Principal& who);

} // namespace banxing::casework
