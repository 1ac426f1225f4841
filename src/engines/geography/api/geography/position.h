#pragma once
// Where something lies, and how far it is to something else.
#include <cstdint>
#include <optional>
#include <string_view>

namespace banxing::geography {

/// Millionths of a degree, north and east.
struct Position {
    std::int32_t latitude = 0, longitude = 0;
    bool operator==(const Position&) const = default;
};

/// "29.7085" and the like, at most six decimals; nothing beyond the poles or for any other text.
std::optional<Position> parse_position(std::string_view latitude, std::string_view longitude);

/// Along the great circle of a sphere of 6,371,009 m: as the crow flies, never a way on roads.
std::int64_t metres(Position a, Position b);

} // namespace banxing::geography
