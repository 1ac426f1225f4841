#include "decimal_parts.h"

#include <algorithm>

namespace banxing::feel {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "e-12"; false when it is something else. Exponents beyond any use are clamped, not overflowed.
bool read_exponent(std::string_view text, int& exponent) {
    if (text.empty()) return true;
    text.remove_prefix(1);
    bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return false;
    int n = 0;
    for (char c : text) n = std::min(n * 10 + (c - '0'), 1'000'000);
    exponent += negative ? -n : n;
    return true;
}

} // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool minus = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    Wide coefficient;
    int exponent = 0, significant = 0, seen = 0;
    bool point = false, sticky = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        char c = text[i];
        if (c == '.' && !point) {
            point = true;
            if (i + 1 >= text.size() || !is_digit(text[i + 1])) return std::nullopt;
            continue;
        }
        if (!is_digit(c)) break;
        ++seen;
        if (point) --exponent;
        if (significant < 70) {
            coefficient = multiply_wide(coefficient, 10) + Wide(static_cast<U128>(c - '0'));
            if (!coefficient.is_zero()) ++significant;
        } else {
            sticky = sticky || c != '0';
            ++exponent;
        }
    }
    if (seen == 0) return std::nullopt;
    if (i < text.size() && text[i] != 'e' && text[i] != 'E') return std::nullopt;
    if (!read_exponent(text.substr(i), exponent)) return std::nullopt;
    if (sticky) coefficient = multiply_wide(coefficient, 10) + Wide(1), --exponent;
    return DecimalParts::pack(minus, coefficient, exponent);
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
