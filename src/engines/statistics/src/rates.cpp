#include <algorithm>
#include <cassert>
#include <statistics/rates.h>

namespace banxing::statistics {

__extension__ using Wide = __int128;

constexpr std::int64_t z95 = 1'959'964, z998 = 3'090'232; // millionths of the normal deviate
constexpr std::int64_t z95_squared = 3'841'459;

/// Largest r with r² ≤ n.
static std::int64_t root(Wide n) {
    Wide low = 0, high = Wide(1) << 62;
    while (low < high) {
        Wide middle = (low + high + 1) / 2;
        if (middle * middle <= n)
            low = middle;
        else
            high = middle - 1;
    }
    return std::int64_t(low);
}

std::int64_t share(std::int64_t above, std::int64_t below) {
    if (below <= 0) return 0;
    return std::int64_t((Wide(above) * million * 2 + below) / (Wide(below) * 2));
}

static std::int64_t within(Wide value) {
    return std::int64_t(std::clamp<Wide>(value, 0, million));
}

/// (2x + z² ∓ z √(z² + 4x(n−x)/n)) ÷ 2(n + z²), all but the result in millionths.
Interval wilson(std::int64_t above, std::int64_t below) {
    assert(0 <= above && above <= below && below <= 1'000'000'000);
    if (below == 0) return {};
    Wide x = above, n = below;
    Wide middle = 2 * x * million + z95_squared;
    Wide inner = Wide(z95_squared) * million + 4 * x * (n - x) * million * million / n;
    Wide half = Wide(z95) * root(inner) / million;
    Wide whole = 2 * (n * million + z95_squared);
    return {within((middle - half) * million / whole), within((middle + half) * million / whole)};
}

Interval funnel(std::int64_t overall, std::int64_t below, Confidence confidence) {
    if (below <= 0) return {};
    Wide variance = Wide(overall) * (million - overall) / below;
    Wide half = Wide(confidence == Confidence::p95 ? z95 : z998) * root(variance) / million;
    return {within(overall - half), within(overall + half)};
}

std::int64_t standardised(std::span<const Stratum> strata) {
    Wide sum = 0, weights = 0;
    for (auto& one : strata) {
        if (one.below <= 0) continue;
        sum += Wide(one.weight) * share(one.above, one.below);
        weights += one.weight;
    }
    return weights == 0 ? 0 : std::int64_t((sum * 2 + weights) / (weights * 2));
}

} // namespace banxing::statistics
