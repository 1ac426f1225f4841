#pragma once
// 256-bit unsigned integers: room for the exact product of two 34-digit coefficients.
#include <array>
#include <cstdint>

namespace banxing::feel {

using U128 = unsigned __int128;

struct Wide {
    U128 low = 0, high = 0;

    constexpr Wide() = default;
    constexpr Wide(U128 n) : low(n) {}
    constexpr Wide(U128 l, U128 h) : low(l), high(h) {}
    constexpr bool is_zero() const { return low == 0 && high == 0; }
    constexpr bool operator==(const Wide&) const = default;
    constexpr bool operator<(const Wide& o) const {
        return high != o.high ? high < o.high : low < o.low;
    }
    constexpr Wide operator+(const Wide& o) const {
        U128 l = low + o.low;
        return {l, high + o.high + (l < low ? 1 : 0)};
    }
    constexpr Wide operator-(const Wide& o) const {
        return {low - o.low, high - o.high - (low < o.low ? 1 : 0)};
    }
};

constexpr Wide multiply_wide(U128 a, U128 b) {
    constexpr U128 mask = ~std::uint64_t{0};
    U128 al = a & mask, ah = a >> 64, bl = b & mask, bh = b >> 64;
    U128 ll = al * bl, lh = al * bh, hl = ah * bl, hh = ah * bh;
    U128 middle = (ll >> 64) + (lh & mask) + (hl & mask);
    return {(ll & mask) | middle << 64, hh + (lh >> 64) + (hl >> 64) + (middle >> 64)};
}

/// The lower 256 bits.
constexpr Wide multiply_wide(const Wide& a, U128 b) {
    Wide product = multiply_wide(a.low, b);
    product.high += a.high * b;
    return product;
}

struct WideDivision {
    Wide quotient;
    U128 remainder;
};

/// divisor ≠ 0
WideDivision divide_wide(const Wide& n, U128 divisor);

namespace detail {
constexpr std::array<Wide, 78> make_powers() {
    std::array<Wide, 78> powers{};
    powers[0] = Wide(1);
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = multiply_wide(powers[i - 1], 10);
    return powers;
}
} // namespace detail

/// 10^0 … 10^77
inline constexpr std::array<Wide, 78> powers_of_ten = detail::make_powers();
constexpr U128 ten_to(int n) {
    return powers_of_ten[static_cast<std::size_t>(n)].low;
} // n ≤ 38

/// Decimal digits; 1 for zero.
int digits_of(U128 n);
int digits_of(const Wide& n);

/// ⌊√n⌋
U128 square_root_of(const Wide& n);

} // namespace banxing::feel
