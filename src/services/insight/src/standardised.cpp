#include <consequences/counted_on.h>

#include <algorithm>
#include <insight/standardised.h>
#include <map>

namespace banxing::insight {
namespace {

constexpr int first_years[] = {0, 1, 2, 3, 4, 5, 6, 7, 13, 18, 35, 60};

std::size_t band_of(int years) {
    auto after = std::upper_bound(std::begin(first_years), std::end(first_years), years);
    return std::size_t(std::max<std::ptrdiff_t>(0, after - std::begin(first_years) - 1));
}

using Strata = std::vector<statistics::Stratum>;

Standardised standardise(const std::string& region, const Strata& own, const ByAge& all) {
    Standardised out;
    out.region = region;
    auto weighted = own;
    for (std::size_t i = 0; i < weighted.size(); ++i) {
        out.below += own[i].below;
        out.above += own[i].above;
        weighted[i].weight = all.people[i];
    }
    out.share = statistics::share(out.above, out.below);
    out.standard = statistics::standardised(weighted);
    return out;
}

std::string place_of(std::int64_t town, int digits) {
    auto code = std::to_string(town); // 12 digits
    return code.substr(0, std::size_t(digits));
}

} // namespace

std::span<const int> bands() {
    return first_years;
}

Result<ByAge> by_age(db::Session& session, const Listed& listed, const Asked& asked,
                     const BirthOf& birth_of) {
    constexpr std::size_t county = 6;
    int digits = next_digits(asked.region);
    if (!listed.counted() || listed.indicator->unit != derive::Unit::percent)
        return fail(Error::invalid({"只有由档案统计的比率可以按年龄标准化",
                                    "Only a share counted from files can be standardised"}));
    if (asked.region.size() < county || digits == 0)
        return fail(Error::invalid({"请选择一个县（市、区）", "Choose a county"}));
    auto day = last_of_month(consequences::first_day_of(asked.month));
    auto area = access::inside(access::region_of(asked.region).value_or(0));
    ByAge out;
    out.people.resize(std::size(first_years));
    std::map<std::string, Strata> strata;
    for (const auto& one : TRY(consequences::counted_on(session, listed.id, area, day))) {
        auto birth = birth_of(one.subject);
        if (!birth) {
            ++out.unknown;
            continue;
        }
        auto band = band_of(age_years_on(day, *birth));
        auto& own = strata[place_of(one.town, digits)];
        own.resize(out.people.size());
        own[band].below += one.below;
        own[band].above += one.above;
        out.people[band] += one.below;
    }
    for (const auto& [region, own] : strata) out.places.push_back(standardise(region, own, out));
    return out;
}

} // namespace banxing::insight
