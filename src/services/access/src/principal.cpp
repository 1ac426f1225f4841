#include <access/principal.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace banxing::access {
namespace {

struct Level {
    std::size_t digits;
    std::int64_t size; // how many 12-digit codes a region of this level spans
};
// village, town, county, city, province
constexpr std::array<Level, 5> levels{
    {{12, 1}, {9, 1'000}, {6, 1'000'000}, {4, 100'000'000}, {2, 10'000'000'000}}};

// Each level's own digits are zero in the padded code of a wider region, and never zero in its own.
const Level& level_of(std::int64_t region) {
    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        if (region % levels[i + 1].size / levels[i].size != 0) return levels[i];
    return levels.back();
}

} // namespace

bool may(const Principal& principal, Act wanted) {
    return !principal.must_set_password && holds_any(principal.acts, wanted);
}

std::optional<std::int64_t> region_of(std::string_view code) {
    auto level = std::ranges::find(levels, code.size(), &Level::digits);
    std::int64_t value = 0;
    auto [end, fault] = std::from_chars(code.data(), code.data() + code.size(), value);
    if (level == levels.end() || fault != std::errc() || end != code.data() + code.size() ||
        value <= 0)
        return std::nullopt;
    return value * level->size;
}

std::string region_code(std::int64_t region) {
    return std::to_string(region / level_of(region).size);
}

RegionRange inside(std::int64_t region) {
    return {region, region + level_of(region).size};
}

bool reaches(const Principal& principal, std::int64_t region) {
    return principal.reach.from <= region && region < principal.reach.to;
}

} // namespace banxing::access
