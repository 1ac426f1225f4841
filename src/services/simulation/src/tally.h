#pragma once
// Sums of a simulation: filled by each thread on its own, then put together.
#include <map>
#include <simulation/simulate.h>

namespace banxing::simulation {

/// What one person's months came to, under both sets.
struct Months2 {
    Money before, after;
};
using OfPerson = std::map<std::pair<std::string, std::string>, Months2>; // benefit, period

class Tally {
public:
    void person(SubjectId subject, const std::string& town, const std::string& age,
                const OfPerson& months);
    void add(const Tally& other);

    std::int64_t files = 0, people = 0, gain = 0, lose = 0, newly = 0, no_longer = 0;
    Money before, after;
    std::map<std::string, Side> by_month, by_town, by_age, by_benefit;
    struct Changed {
        SubjectId subject;
        Money before, after;
        std::string benefit, period; // that changes most
        Money month_before, month_after;
    };
    /// Those that change most, each way; `most` at most.
    std::vector<Changed> gains, losses;

private:
    static constexpr std::size_t most = 10;
    static void keep(std::vector<Changed>& list, const Changed& one);
};

} // namespace banxing::simulation
