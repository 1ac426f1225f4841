#pragma once
// FEEL numbers: 34 significant digits, decimal, no binary floating point anywhere.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace banxing::feel {

enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };

/// coefficient × 10^exponent with |coefficient| < 10^34 and exponent in −6176 … 6111 (IEEE 754
/// decimal128), 16 bytes. An operation is exact or rounded half-even to 34 digits; overflow and
/// division by zero give nothing.
class Decimal {
public:
    using Coefficient = unsigned __int128;
    static constexpr int digits = 34, min_exponent = -6176, max_exponent = 6111;

    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t n)
        : low_(n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n)),
          high_(encode(n < 0, 0)) {}

    /// Rounded half-even to 34 digits; nothing when it does not fit.
    static std::optional<Decimal> make(bool negative, Coefficient coefficient, int exponent);
    /// "-12.50", ".5", "1e-3"; nothing for any other text.
    static std::optional<Decimal> parse(std::string_view text);

    bool negative() const { return high_ >> 63; }
    int exponent() const { return static_cast<int>(high_ >> 49 & 0x3fff) + min_exponent; }
    Coefficient coefficient() const {
        return static_cast<Coefficient>(high_ & coefficient_mask) << 64 | low_;
    }
    bool is_zero() const { return low_ == 0 && (high_ & coefficient_mask) == 0; }
    bool is_integer() const;
    int sign() const { return is_zero() ? 0 : negative() ? -1 : 1; }

    /// A whole number below 2^62 written without exponent, as most are: the quick way.
    std::optional<std::int64_t> small() const {
        bool plain = (high_ & ~(std::uint64_t{1} << 63)) == encode(false, 0) && low_ >> 62 == 0;
        if (!plain) return std::nullopt;
        auto n = static_cast<std::int64_t>(low_);
        return negative() ? -n : n;
    }
    /// The whole number it is, exactly; nothing when it has a fraction or does not fit.
    std::optional<std::int64_t> to_int64() const;
    /// Plain notation without trailing zeros after the point: "1200.1", "-0.5", "0".
    std::string text() const;

    Decimal operator-() const;
    Decimal abs() const { return negative() ? -*this : *this; }
    /// Kept to `scale` digits after the point (negative: tens, hundreds …).
    std::optional<Decimal> rounded(int scale, Rounding mode) const;

    friend std::optional<Decimal> add(const Decimal& a, const Decimal& b);
    friend std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
    friend std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
    friend std::optional<Decimal> divide(const Decimal& a, const Decimal& b);

    /// By value: 1.0 equals 1.
    friend bool operator==(const Decimal& a, const Decimal& b) { return compare(a, b) == 0; }
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
        return compare(a, b) <=> 0;
    }
    friend int compare(const Decimal& a, const Decimal& b);

private:
    static constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << 49) - 1;
    static constexpr std::uint64_t encode(bool negative, int exponent) {
        return static_cast<std::uint64_t>(negative) << 63 |
               static_cast<std::uint64_t>(exponent - min_exponent) << 49;
    }
    static constexpr Decimal raw(bool negative, Coefficient c, int exponent) {
        Decimal d;
        d.low_ = static_cast<std::uint64_t>(c);
        d.high_ = encode(negative, exponent) | static_cast<std::uint64_t>(c >> 64);
        return d;
    }
    friend struct DecimalParts;

    std::uint64_t low_ = 0;
    std::uint64_t high_ =
        encode(false, 0); // sign, 14 bits of exponent, upper 49 of the coefficient
};

std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
int compare(const Decimal& a, const Decimal& b);

/// a − b·⌊a/b⌋: the sign is b's.
std::optional<Decimal> modulo(const Decimal& a, const Decimal& b);
/// Correct to 34 digits (last place ±1) for fractional exponents, exact where the result is.
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
std::optional<Decimal> square_root(const Decimal& a);
std::optional<Decimal> exponential(const Decimal& a);
std::optional<Decimal> natural_logarithm(const Decimal& a);

} // namespace banxing::feel
