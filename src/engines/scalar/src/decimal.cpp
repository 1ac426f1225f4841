#include "decimal_parts.h"

#include <algorithm>
#include <scalar/decimal.h>

namespace banxing::feel {
namespace {

bool rounds_up(Rounding mode, bool negative, bool odd, int against_half, bool exact) {
    if (exact) return false;
    switch (mode) {
    case Rounding::half_even:
        return against_half > 0 || (against_half == 0 && odd);
    case Rounding::half_up:
        return against_half >= 0;
    case Rounding::half_down:
        return against_half > 0;
    case Rounding::up:
        return true;
    case Rounding::down:
        return false;
    case Rounding::floor:
        return negative;
    case Rounding::ceiling:
        return !negative;
    }
    return false;
}

struct Dropped {
    Wide kept;
    int against_half;
    bool exact;
};

Dropped drop_digits(const Wide& n, int count) {
    if (count <= 0) return {n, -1, true};
    if (count > 77) return {Wide(0), -1, n.is_zero()};
    Wide kept = n, unit = powers_of_ten[static_cast<std::size_t>(count)];
    bool sticky = false;
    if (count > 38) {
        auto first = divide_wide(kept, ten_to(count - 38));
        sticky = first.remainder != 0;
        kept = first.quotient;
        unit = powers_of_ten[38];
    }
    auto division = divide_wide(kept, unit.low);
    U128 half = unit.low / 2; // unit is even
    int against = division.remainder > half ? 1 : division.remainder < half ? -1 : sticky ? 1 : 0;
    return {division.quotient, against, division.remainder == 0 && !sticky};
}

constexpr U128 limit = ten_to(Decimal::digits);

U128 without_zeros(U128 c, int& exponent, int most) {
    for (int step : {16, 8, 4, 2, 1}) {
        while (step <= most && c != 0 && c % ten_to(step) == 0) {
            c /= ten_to(step);
            exponent += step, most -= step;
        }
    }
    return c;
}

template <typename T>
int sign_of(const T& x, const T& y) {
    return static_cast<int>(x > y) - static_cast<int>(x < y);
}

/// Neither is zero.
int compare_magnitudes(const Decimal& a, const Decimal& b) {
    U128 x = a.coefficient(), y = b.coefficient();
    int shift = a.exponent() - b.exponent();
    if (shift == 0) return sign_of(x, y);
    int before_point = digits_of(x) + a.exponent(), other = digits_of(y) + b.exponent();
    if (before_point != other) return sign_of(before_point, other);
    if (shift > 0) return sign_of(x * ten_to(shift), y); // the difference of exponents is below 34
    return sign_of(x, y * ten_to(-shift));
}

} // namespace

std::optional<Decimal> DecimalParts::pack(bool negative, const Wide& coefficient, int exponent) {
    int drop = std::max(digits_of(coefficient) - Decimal::digits, Decimal::min_exponent - exponent);
    U128 c = coefficient.low;
    if (drop > 0) {
        auto dropped = drop_digits(coefficient, drop);
        c = dropped.kept.low;
        exponent += drop;
        if (rounds_up(Rounding::half_even, negative, c & 1, dropped.against_half, dropped.exact))
            ++c;
        if (c == limit) c /= 10, ++exponent;
    }
    if (c == 0) return Decimal::raw(false, 0, std::clamp(exponent, Decimal::min_exponent, 0));
    while (exponent > Decimal::max_exponent && c < limit / 10) c *= 10, --exponent;
    if (exponent > Decimal::max_exponent) return std::nullopt;
    return Decimal::raw(negative, c, exponent);
}

std::optional<Decimal> Decimal::make(bool negative, Coefficient coefficient, int exponent) {
    return DecimalParts::pack(negative, Wide(coefficient), exponent);
}

bool Decimal::is_integer() const {
    if (exponent() >= 0 || is_zero()) return true;
    if (exponent() < -digits) return false;
    return coefficient() % ten_to(-exponent()) == 0;
}

std::optional<std::int64_t> Decimal::to_int64() const {
    if (auto n = small()) return n;
    if (!is_integer()) return std::nullopt;
    U128 c = coefficient();
    if (c == 0) return 0;
    if (exponent() < 0) c /= ten_to(-exponent());
    for (int i = exponent(); i > 0; --i) {
        if (c > ten_to(19)) return std::nullopt;
        c *= 10;
    }
    U128 most = (static_cast<U128>(1) << 63) - (negative() ? 0 : 1);
    if (c > most) return std::nullopt;
    auto magnitude = static_cast<std::uint64_t>(c);
    return static_cast<std::int64_t>(negative() ? 0 - magnitude : magnitude);
}

Decimal Decimal::operator-() const {
    return is_zero() ? *this : raw(!negative(), coefficient(), exponent());
}

std::optional<Decimal> Decimal::rounded(int scale, Rounding mode) const {
    if (exponent() >= -scale || is_zero()) return *this;
    auto dropped = drop_digits(Wide(coefficient()), -scale - exponent());
    U128 c = dropped.kept.low;
    if (rounds_up(mode, negative(), c & 1, dropped.against_half, dropped.exact)) ++c;
    return DecimalParts::pack(negative(), Wide(c), -scale);
}

int compare(const Decimal& a, const Decimal& b) {
    if (auto x = a.small(), y = b.small(); x && y) return *x < *y ? -1 : *x > *y;
    if (a.sign() != b.sign()) return a.sign() < b.sign() ? -1 : 1;
    int outcome = a.is_zero() ? 0 : compare_magnitudes(a, b);
    return a.negative() ? -outcome : outcome;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
    if (auto x = a.small(), y = b.small(); x && y) return Decimal(*x + *y);
    if (a.is_zero()) return b;
    if (b.is_zero()) return a;
    if (a.exponent() < b.exponent()) return add(b, a);
    U128 x = a.coefficient(), y = b.coefficient();
    int exponent = b.exponent(), shift = a.exponent() - exponent;
    if (shift > 0) {
        int pad = std::min(Decimal::digits - digits_of(x), shift);
        x *= ten_to(pad), shift -= pad;
    }
    if (shift > Decimal::digits +
                    3) { // b is below a thousandth of a's last place: only its presence counts
        exponent += shift - 3, shift = 3, y = 1;
    }
    Wide left = multiply_wide(powers_of_ten[static_cast<std::size_t>(shift)], x), right(y);
    if (a.negative() == b.negative())
        return DecimalParts::pack(a.negative(), left + right, exponent);
    if (left < right) return DecimalParts::pack(b.negative(), right - left, exponent);
    return DecimalParts::pack(a.negative(), left - right, exponent);
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) {
    return add(a, -b);
}

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
    return DecimalParts::pack(a.negative() != b.negative(),
                              multiply_wide(a.coefficient(), b.coefficient()),
                              a.exponent() + b.exponent());
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
    if (b.is_zero()) return std::nullopt;
    if (a.is_zero()) return Decimal(0);
    bool negative = a.negative() != b.negative();
    U128 x = a.coefficient(), y = b.coefficient();
    int exponent = a.exponent() - b.exponent();
    if (x % y == 0) return DecimalParts::pack(negative, Wide(x / y), exponent);
    int scale = Decimal::digits + 1 + digits_of(y) - digits_of(x);
    scale = std::max(scale, 0);
    auto division =
        divide_wide(multiply_wide(powers_of_ten[static_cast<std::size_t>(scale)], x), y);
    Wide q = division.quotient;
    exponent -= scale;
    if (division.remainder != 0)
        return DecimalParts::pack(negative, multiply_wide(q, 10) + Wide(1), exponent - 1);
    U128 c = without_zeros(q.low, exponent, scale);
    return DecimalParts::pack(negative, Wide(c), exponent);
}

std::optional<Decimal> modulo(const Decimal& a, const Decimal& b) {
    if (b.is_zero()) return std::nullopt;
    if (a.is_zero()) return Decimal(0);
    U128 x = a.coefficient(), y = b.coefficient();
    int exponent = std::min(a.exponent(), b.exponent());
    U128 rest;
    if (b.exponent() > exponent && digits_of(y) + b.exponent() - exponent > 38) {
        rest = x; // |a| < |b|
    } else {
        y *= ten_to(b.exponent() - exponent);
        rest = x % y;
        for (int i = a.exponent() - exponent; i > 0; i -= 38)
            rest = divide_wide(multiply_wide(rest, ten_to(std::min(i, 38))), y).remainder;
    }
    auto remainder = DecimalParts::pack(a.negative(), Wide(rest), exponent);
    if (!remainder || remainder->is_zero() || a.negative() == b.negative()) return remainder;
    return add(*remainder, b);
}

} // namespace banxing::feel
