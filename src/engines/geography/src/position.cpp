#include <algorithm>
#include <cmath>
#include <geography/position.h>

namespace banxing::geography {
namespace {

constexpr std::int64_t million = 1'000'000;
constexpr double earth = 6'371'009; // metres, mean radius
constexpr double pi = 3.14159265358979323846;

/// Digits with at most one point among them, not last, and no more than six behind it.
bool is_decimal(std::string_view text) {
    auto point = text.find('.');
    auto whole = text.substr(0, point);
    auto behind = point == text.npos ? std::string_view("0") : text.substr(point + 1);
    auto digits = [](std::string_view part) {
        return !part.empty() &&
               std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    return digits(whole) && whole.size() <= 3 && digits(behind) && behind.size() <= 6;
}

std::optional<std::int64_t> millionths(std::string_view text, std::int64_t most) {
    bool minus = !text.empty() && text.front() == '-';
    if (minus) text.remove_prefix(1);
    if (!is_decimal(text)) return std::nullopt;
    std::int64_t out = 0, unit = million;
    bool behind = false;
    for (char c : text) {
        if (c == '.') {
            behind = true;
            continue;
        }
        out = out * 10 + (c - '0');
        if (behind) unit /= 10;
    }
    out *= unit;
    if (out > most * million) return std::nullopt;
    return minus ? -out : out;
}

double radians(std::int32_t millionths_of_degree) {
    return double(millionths_of_degree) / double(million) * pi / 180;
}

} // namespace

std::optional<Position> parse_position(std::string_view latitude, std::string_view longitude) {
    auto north = millionths(latitude, 90), east = millionths(longitude, 180);
    if (!north || !east) return std::nullopt;
    return Position{std::int32_t(*north), std::int32_t(*east)};
}

/// Haversine: exact for near points too.
std::int64_t metres(Position a, Position b) {
    double from = radians(a.latitude), to = radians(b.latitude);
    double north = std::sin((to - from) / 2);
    double east = std::sin((radians(b.longitude) - radians(a.longitude)) / 2);
    double half = north * north + std::cos(from) * std::cos(to) * east * east;
    return std::llround(2 * earth * std::asin(std::min(1.0, std::sqrt(half))));
}

} // namespace banxing::geography
