#pragma once
#include <core/result.h>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace banxing {

/// Fen. There is no way in from floating point.
struct Money {
    std::int64_t fen = 0;
    auto operator<=>(const Money&) const = default;
    Money operator+(Money other) const { return {fen + other.fen}; }
    Money operator-(Money other) const { return {fen - other.fen}; }
    Money& operator+=(Money other) { return fen += other.fen, *this; }
};

/// "1234.5", "1,234.50", "¥1234", "1234元" → fen. Refuses more than two decimals, negatives and
/// anything else.
Result<Money> parse_yuan(std::string_view text);

/// "3,000.00"
std::string yuan(Money amount);

} // namespace banxing
