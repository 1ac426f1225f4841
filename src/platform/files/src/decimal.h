#pragma once
// Decimal numbers as text: what Excel stores is the shortest text of a binary number, and stays
// text here.
#include <optional>
#include <string>
#include <string_view>

namespace banxing::files {

struct Decimal {
    bool negative = false;
    std::string digits; // no leading zeros; empty for zero
    int exponent = 0;   // value = digits × 10^exponent

    /// "-12.50", "3.4E+3"; nothing for anything else or an exponent beyond ±400.
    static std::optional<Decimal> parse(std::string_view text);

    /// To the 15 digits that Excel shows, half up: 3420.4999999999995 is 3420.5 to the person at
    /// the screen.
    void round_to_shown();
    bool whole() const { return exponent >= 0; }
    /// Digits before the point.
    int magnitude() const { return int(digits.size()) + exponent; }
    /// Without exponent or needless zeros: "1234.5"; at most 64 characters, else nothing.
    std::optional<std::string> plain() const;

private:
    void strip();
};

} // namespace banxing::files
