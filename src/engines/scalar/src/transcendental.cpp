// Roots, powers, exponentials and logarithms in fixed point with 37 places: three more than are
// kept.
#include "decimal_parts.h"

#include <algorithm>

namespace banxing::feel {
namespace {

constexpr int places = 37;
constexpr U128 one = ten_to(places);

struct Fixed { // magnitude × 10^-37, below 34
    U128 magnitude = 0;
    bool negative = false;
};

U128 multiply_fixed(U128 a, U128 b) {
    return divide_wide(multiply_wide(a, b), one).quotient.low;
}
U128 divide_fixed(U128 a, U128 b) {
    return divide_wide(multiply_wide(a, one), b).quotient.low;
}

const Decimal& ln2() {
    static const Decimal value = *Decimal::parse("0.6931471805599453094172321214581765680755");
    return value;
}

struct SplitLn10 {
    Decimal upper, lower; // upper has few digits, so that k·upper is exact
};

const SplitLn10& ln10() {
    static const SplitLn10 value{*Decimal::parse("2.3025850929940456840179914546"),
                                 *Decimal::parse("8.43642076011014886287729760333e-29")};
    return value;
}

/// |a| must be below 34.
Fixed to_fixed(const Decimal& a) {
    U128 c = a.coefficient();
    int shift = places + a.exponent();
    if (shift >= 0) return {shift > 38 ? 0 : c * ten_to(shift), a.negative()};
    return {-shift > 38 ? 0 : c / ten_to(-shift), a.negative()};
}

std::optional<Decimal> from_fixed(U128 magnitude, bool negative, int exponent = 0) {
    return DecimalParts::pack(negative, Wide(magnitude), exponent - places);
}

/// e^r for |r| ≤ 1.2
U128 exponential_fixed(const Fixed& r) {
    U128 term = one, positive = one, negative = 0;
    for (U128 n = 1; term != 0 && n < 60; ++n) {
        term = multiply_fixed(term, r.magnitude) / n;
        (r.negative && (n & 1) ? negative : positive) += term;
    }
    return positive - negative;
}

/// ln m for m in [0.7, 1.5)
Fixed logarithm_fixed(U128 m) {
    bool below = m < one;
    U128 z = divide_fixed(below ? one - m : m - one, m + one), square = multiply_fixed(z, z);
    U128 sum = 0;
    for (U128 n = 1; z != 0; n += 2) {
        sum += z / n;
        z = multiply_fixed(z, square);
    }
    return {2 * sum, below};
}

/// ln a = 2z · (1 + z²/3 + z⁴/5 …) with z = (a − 1)/(a + 1) kept relative, so that nothing cancels.
std::optional<Decimal> logarithm_near_one(const Decimal& a) {
    auto z = divide(*subtract(a, 1), *add(a, 1));
    U128 square = to_fixed(*multiply(*z, *z)).magnitude, term = one, sum = 0;
    for (U128 n = 1; term != 0; n += 2) {
        sum += term / n;
        term = multiply_fixed(term, square);
    }
    return multiply(*multiply(*z, 2), *from_fixed(sum, false));
}

std::optional<Decimal> integer_power(Decimal base, std::int64_t n) {
    bool inverse = n < 0;
    auto count = inverse ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
    std::optional<Decimal> result = Decimal(1), square = base;
    for (; count != 0; count >>= 1) {
        if (!square) return std::nullopt;
        if (count & 1) result = multiply(*result, *square);
        if (!result) return std::nullopt;
        if (count > 1) square = multiply(*square, *square);
    }
    return inverse ? divide(Decimal(1), *result) : result;
}

} // namespace

std::optional<Decimal> square_root(const Decimal& a) {
    if (a.sign() < 0) return std::nullopt;
    if (a.is_zero()) return Decimal(0);
    int shift = 72 - digits_of(a.coefficient());
    if ((a.exponent() - shift) & 1) --shift;
    Wide n = multiply_wide(powers_of_ten[static_cast<std::size_t>(shift)], a.coefficient());
    U128 root = square_root_of(n);
    int exponent = (a.exponent() - shift) / 2;
    bool exact = multiply_wide(root, root) == n;
    Wide kept = exact ? Wide(root) : multiply_wide(root, 10) + Wide(1);
    auto result = DecimalParts::pack(false, kept, exact ? exponent : exponent - 1);
    return result && result->is_integer() ? result->rounded(0, Rounding::down) : result;
}

std::optional<Decimal> exponential(const Decimal& a) {
    if (a > Decimal(15000)) return std::nullopt;
    if (a < Decimal(-15000)) return Decimal(0);
    auto k = *divide(a, ln10().upper)->rounded(0, Rounding::half_even);
    auto rest = subtract(*subtract(a, *multiply(k, ln10().upper)), *multiply(k, ln10().lower));
    return from_fixed(exponential_fixed(to_fixed(*rest)), false, static_cast<int>(*k.to_int64()));
}

std::optional<Decimal> natural_logarithm(const Decimal& a) {
    if (a.sign() <= 0) return std::nullopt;
    int digits = digits_of(a.coefficient()), exponent = a.exponent() + digits - 1;
    U128 m = a.coefficient() * ten_to(places - digits + 1);
    if (m > 3 * one) m /= 10, ++exponent; // now in [0.3, 3)
    int twos = 0;
    for (; m >= one + one / 2; m /= 2) ++twos;
    for (; m < one * 7 / 10; m *= 2) --twos;
    if (m > one - one / 100 && m < one + one / 100 && exponent == 0 && twos == 0)
        return logarithm_near_one(a);
    Fixed series = logarithm_fixed(m);
    auto result = from_fixed(series.magnitude, series.negative);
    result = add(*result, *multiply(Decimal(twos), ln2()));
    result = add(*result, *multiply(Decimal(exponent), ln10().lower));
    return add(*result, *multiply(Decimal(exponent), ln10().upper));
}

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
    if (auto n = exponent.to_int64(); n && (*n > -1'000'000 && *n < 1'000'000)) {
        if (base.is_zero() && *n < 0) return std::nullopt;
        return integer_power(base, *n);
    }
    if (base.is_zero()) return exponent.sign() > 0 ? std::optional(Decimal(0)) : std::nullopt;
    if (base.sign() < 0) return std::nullopt;
    auto scaled = multiply(*natural_logarithm(base), exponent);
    return scaled ? exponential(*scaled) : std::nullopt;
}

} // namespace banxing::feel
