#include "names.h"

namespace banxing::demo {

std::string given_name(const Tables& tables, Draw& draw, int birth_year, bool male) {
    auto& given = tables.names.given;
    char sex = male ? '1' : '2';
    auto at = given.lower_bound({birth_year, '0'});
    while (at != given.end() && at->first.second != sex) ++at;
    if (at == given.end()) at = male ? std::prev(given.end(), 2) : std::prev(given.end());
    auto& [characters, whole] = at->second;
    if (!whole.empty() && draw.chance(rate_of(tables.rates.whole_name, birth_year)))
        return whole.pick(draw);
    std::string first = characters.pick(draw);
    if (draw.chance(rate_of(tables.rates.single_character, birth_year))) return first;
    std::string second = characters.pick(draw);
    while (second == first) second = characters.pick(draw);
    return first + second;
}

std::string full_name(const Tables& tables, Draw& draw, int birth_year, bool male,
                      const std::optional<std::string>& surname) {
    if (draw.chance(tables.rates.rare_name)) {
        auto& [name, sex] = draw.one_of(tables.names.rare);
        if (sex.empty() || (sex == "1") == male) return name;
    }
    return (surname ? *surname : tables.names.surnames.pick(draw)) +
           given_name(tables, draw, birth_year, male);
}

} // namespace banxing::demo
