#include "decimal.h"

#include <algorithm>

namespace banxing::files {

static constexpr int widest_exponent = 400;
static constexpr std::size_t shown_digits = 15;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool take_sign(std::string_view& text) {
    bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    return negative;
}

static std::string_view take_digits(std::string_view& text) {
    std::size_t n = 0;
    while (n < text.size() && is_digit(text[n])) ++n;
    auto digits = text.substr(0, n);
    text.remove_prefix(n);
    return digits;
}

static std::optional<int> take_exponent(std::string_view& text) {
    if (text.empty()) return 0;
    if (text[0] != 'E' && text[0] != 'e') return std::nullopt;
    text.remove_prefix(1);
    bool negative = take_sign(text);
    auto digits = take_digits(text);
    if (digits.empty() || digits.size() > 4 || !text.empty()) return std::nullopt;
    int value = std::stoi(std::string(digits));
    if (value > widest_exponent) return std::nullopt;
    return negative ? -value : value;
}

void Decimal::strip() {
    auto first = std::min(digits.find_first_not_of('0'), digits.size());
    digits.erase(0, first);
    while (!digits.empty() && digits.back() == '0') {
        digits.pop_back();
        ++exponent;
    }
    if (digits.empty()) {
        exponent = 0;
        negative = false;
    }
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    if (text.size() > 400) return std::nullopt;
    Decimal number;
    number.negative = take_sign(text);
    auto whole = take_digits(text);
    std::string_view part;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        part = take_digits(text);
    }
    if (whole.empty() && part.empty()) return std::nullopt;
    auto exponent = take_exponent(text);
    if (!exponent) return std::nullopt;
    number.digits = std::string(whole) + std::string(part);
    number.exponent = *exponent - int(part.size());
    number.strip();
    return number;
}

void Decimal::round_to_shown() {
    if (digits.size() <= shown_digits) return;
    bool up = digits[shown_digits] >= '5';
    exponent += int(digits.size() - shown_digits);
    digits.resize(shown_digits);
    std::size_t at = shown_digits;
    while (up && at > 0) {
        --at;
        up = digits[at] == '9';
        digits[at] = up ? '0' : char(digits[at] + 1);
    }
    if (up) digits.insert(digits.begin(), '1');
    strip();
}

std::optional<std::string> Decimal::plain() const {
    if (magnitude() > 60 || exponent < -60) return std::nullopt;
    std::string text = digits.empty() ? "0" : digits;
    if (exponent >= 0) {
        text.append(std::size_t(exponent), '0');
    } else {
        std::size_t decimals = std::size_t(-exponent);
        if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
        text.insert(text.size() - decimals, 1, '.');
    }
    return negative ? "-" + text : text;
}

} // namespace banxing::files
