#include <consequences/figures.h>

#include <algorithm>
#include <insight/catalogue.h>

namespace banxing::insight {

using namespace derive;

constexpr std::int64_t hundredths = 100;
constexpr std::int64_t half_year = 6;
__extension__ using Wide = __int128;

std::vector<Listed> catalogue(const Program& program) {
    std::vector<Listed> out;
    for (auto& system : program.source().systems)
        for (auto& indicator : system.indicators)
            out.push_back({&system, &indicator, system.id + "." + indicator.id});
    return out;
}

std::optional<Listed> find_indicator(const Program& program, const std::string& id) {
    for (auto& one : catalogue(program))
        if (one.id == id) return one;
    return std::nullopt;
}

static std::int64_t factor(Unit unit) {
    switch (unit) {
    case Unit::percent:
        return 100;
    case Unit::per_100000:
        return 100'000;
    case Unit::per_million:
        return 1'000'000;
    case Unit::count:
        break;
    }
    return 1;
}

/// In hundredths of the unit, rounded half up; nothing where nothing stands below the line.
static std::optional<std::int64_t> in_hundredths(const Indicator& indicator, const Dated& at) {
    if (indicator.unit == Unit::count) return at.below * hundredths;
    if (at.below <= 0) return std::nullopt;
    Wide scaled = Wide(at.above) * factor(indicator.unit) * hundredths;
    return std::int64_t((2 * scaled + at.below) / (2 * Wide(at.below)));
}

static std::string with_point(std::int64_t value) {
    auto rest = value % hundredths;
    return std::to_string(value / hundredths) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

std::string figure_text(const Indicator& indicator, std::int64_t above, std::int64_t below) {
    if (indicator.unit == Unit::count) return std::to_string(below);
    auto value = in_hundredths(indicator, {0, below, above});
    return value ? with_point(*value) : std::string();
}

/// A checked decimal in hundredths; more digits are cut.
static std::int64_t hundredths_of(const std::string& text) {
    std::int64_t out = 0;
    int behind = -1;
    for (char c : text) {
        if (c == '.') {
            behind = 0;
            continue;
        }
        if (behind == 2) break;
        out = out * 10 + (c - '0');
        if (behind >= 0) ++behind;
    }
    for (int i = std::max(behind, 0); i < 2; ++i) out *= 10;
    return out;
}

/// `value` and `wanted` over the same number below the line.
static bool reaches(Comparator comparator, Wide value, Wide wanted) {
    switch (comparator) {
    case Comparator::at_least:
        return value >= wanted;
    case Comparator::more_than:
        return value > wanted;
    case Comparator::at_most:
    case Comparator::falls_by:
        return value <= wanted;
    case Comparator::less_than:
        break;
    }
    return value < wanted;
}

/// Not rounded: 99.996 per cent is not 100.
static bool reached(const Indicator& indicator, Comparator comparator, const Dated& at,
                    std::int64_t goal) {
    if (indicator.unit == Unit::count) return reaches(comparator, at.below * hundredths, goal);
    return reaches(comparator, Wide(at.above) * factor(indicator.unit) * hundredths,
                   Wide(goal) * at.below);
}

/// The figure that has to be reached; nothing where the base year is not known.
static std::optional<std::int64_t> wanted(const Indicator& indicator, const Target& target,
                                          std::span<const Dated> figures) {
    auto value = hundredths_of(target.value);
    if (target.comparator != Comparator::falls_by) return value;
    for (auto& one : figures)
        if (one.month == std::int64_t(target.base_year) * 12 + 11)
            if (auto base = in_hundredths(indicator, one))
                return *base * (100 * hundredths - value) / (100 * hundredths);
    return std::nullopt;
}

/// Where the line through the figure of half a year ago and the last one is in that month.
static std::optional<std::int64_t> projected(const Indicator& indicator,
                                             std::span<const Dated> figures, std::int64_t month) {
    auto& last = figures.back();
    auto now = in_hundredths(indicator, last);
    for (auto& one : figures) {
        if (one.month < last.month - half_year || one.month >= last.month) continue;
        auto then = in_hundredths(indicator, one);
        if (!now || !then) continue;
        return *now + (*now - *then) * (month - last.month) / (last.month - one.month);
    }
    return now;
}

Standing standing(const Indicator& indicator, const Target& target,
                  std::span<const Dated> figures) {
    if (target.value.empty()) return Standing::open;
    auto value = figures.empty() ? std::nullopt : in_hundredths(indicator, figures.back());
    auto goal = wanted(indicator, target, figures);
    if (!value || !goal) return Standing::no_data;
    if (reached(indicator, target.comparator, figures.back(), *goal)) return Standing::reached;
    auto by = consequences::month_number(target.by);
    if (by < figures.back().month) return Standing::missed;
    auto then = projected(indicator, figures, by);
    return then && reaches(target.comparator, *then, *goal) ? Standing::on_track
                                                            : Standing::at_risk;
}

std::vector<const Target*> targets_of(const Indicator& indicator, const std::string& region) {
    std::vector<const Target*> out;
    for (auto& one : indicator.targets)
        if (region.starts_with(one.region)) out.push_back(&one);
    return out;
}

} // namespace banxing::insight
