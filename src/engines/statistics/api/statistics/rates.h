#pragma once
// Rates and what chance alone does to them. Shares are parts per million.
#include <cstdint>
#include <span>

namespace banxing::statistics {

constexpr std::int64_t million = 1'000'000;

struct Interval {
    std::int64_t low = 0, high = million; // parts per million
    bool operator==(const Interval&) const = default;
};

/// above ÷ below, rounded half up; 0 where nobody counts below.
std::int64_t share(std::int64_t above, std::int64_t below);

/// Wilson's 95 % interval; everything is possible where nobody counts. Needs 0 ≤ above ≤ below ≤
/// 10^9.
Interval wilson(std::int64_t above, std::int64_t below);

enum class Confidence { p95, p998 };
/// Between which limits the share of a group of `below` people lies by chance alone, when the share
/// of all is `overall`.
Interval funnel(std::int64_t overall, std::int64_t below, Confidence confidence);

struct Stratum {
    std::int64_t above = 0, below = 0;
    std::int64_t weight = 0; // people of this stratum in the standard population
};
/// Σ weight · share ÷ Σ weight over strata in which somebody counts; 0 without any.
std::int64_t standardised(std::span<const Stratum> strata);

} // namespace banxing::statistics
