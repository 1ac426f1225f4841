#pragma once
// Until when each step on the way of money is to be done, from parameters of the system `benefits`
// as they are where the case belongs; and how much waits at a post, how much of it late.
#include <casework/casework.h>

namespace banxing::casework {

enum class Step { review, approve, batch, retry, confirm, pay, objection };
const char* name_of(Step step);

/// As in force today. A place is a region's code: the value of the most specific region that
/// contains it counts; empty, where it is not known: the widest region's. A step without a value
/// has no deadline.
class Deadlines {
public:
    explicit Deadlines(const Office& office);
    struct Rule {
        int days = 0; // working days
        derive::Citation basis;
        bool example = false;
    };
    std::optional<Rule> rule(Step step, std::string_view place) const;
    /// Working days after `from`; nothing where the step has no deadline.
    std::optional<Date> due(Step step, Date from, std::string_view place) const;
    /// What began before this day is late.
    std::optional<Date> late_before(Step step, std::string_view place) const;
    /// Regions that have a value of their own, the wider ones first.
    std::vector<std::string> regions(Step step) const;

private:
    std::shared_ptr<const derive::Program> program_;
    Date today_;
    const derive::Parameter* parameters_[7] = {}; // null: the set has none
};

struct StepLoad {
    Step step = Step::review;
    std::int64_t waiting = 0, late = 0;
    std::optional<Deadlines::Rule> rule;
};
/// Of the steps that the post does, in their order.
Result<std::vector<StepLoad>> steps(Office& office, const access::Principal& who);

} // namespace banxing::casework
