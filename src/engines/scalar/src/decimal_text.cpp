#include "decimal_parts.h"

#include <algorithm>

namespace banxing::feel {
namespace {

bool is_decimal_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "e-12"; false when it is something else. Exponents beyond any use are clamped, not overflowed.
bool read_exponent(std::string_view text, int& exponent) {
    if (text.empty()) return true;
    text.remove_prefix(1);
    bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_decimal_digit)) return false;
    int n = 0;
    for (char c : text) n = std::min(n * 10 + (c - '0'), 1'000'000);
    exponent += negative ? -n : n;
    return true;
}

/// Digits with at most one point inside them.
struct Digits {
    Wide coefficient;
    int exponent = 0;
    bool point = false, sticky = false;
    int significant = 0, seen = 0;

    void add(char c) {
        ++seen;
        exponent -= point;
        if (significant >= 70) { // beyond any precision: only whether something is there counts
            sticky = sticky || c != '0';
            ++exponent;
            return;
        }
        coefficient = multiply_wide(coefficient, 10) + Wide(static_cast<U128>(c - '0'));
        significant += !coefficient.is_zero();
    }
};

/// Past the digits at the beginning; nothing when a point has no digit after it or there is no
/// digit at all.
std::optional<std::size_t> read_digits(std::string_view text, Digits& digits) {
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        if (is_decimal_digit(text[i])) {
            digits.add(text[i]);
        } else if (text[i] != '.' || digits.point) {
            break;
        } else {
            digits.point = true;
            if (i + 1 >= text.size() || !is_decimal_digit(text[i + 1])) return std::nullopt;
        }
    }
    return digits.seen == 0 ? std::nullopt : std::optional(i);
}

} // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool minus = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    Digits digits;
    auto end = read_digits(text, digits);
    if (!end) return std::nullopt;
    std::string_view rest = text.substr(*end);
    if (!rest.empty() && rest[0] != 'e' && rest[0] != 'E') return std::nullopt;
    if (!read_exponent(rest, digits.exponent)) return std::nullopt;
    if (!digits.sticky) return DecimalParts::pack(minus, digits.coefficient, digits.exponent);
    return DecimalParts::pack(minus, multiply_wide(digits.coefficient, 10) + Wide(1),
                              digits.exponent - 1);
}

std::string Decimal::text() const {
    U128 c = coefficient();
    if (c == 0) return "0";
    std::string digits_text;
    for (; c != 0; c /= 10) digits_text += static_cast<char>('0' + static_cast<int>(c % 10));
    std::reverse(digits_text.begin(), digits_text.end());
    int e = exponent();
    if (e >= 0) {
        digits_text.append(static_cast<std::size_t>(e), '0');
    } else {
        auto fraction = static_cast<std::size_t>(-e);
        if (digits_text.size() <= fraction)
            digits_text.insert(0, fraction + 1 - digits_text.size(), '0');
        digits_text.insert(digits_text.size() - fraction, ".");
        digits_text.erase(digits_text.find_last_not_of('0') + 1);
        if (digits_text.back() == '.') digits_text.pop_back();
    }
    return negative() ? "-" + digits_text : digits_text;
}

} // namespace banxing::feel
