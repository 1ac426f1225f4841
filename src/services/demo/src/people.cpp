#include "people.h"

#include "households.h"

#include <core/identity_number.h>

#include <unordered_map>

namespace banxing::demo {

constexpr int adult_from = 18;

/// A birthday that makes somebody `years` old on the county's day; more children are born in
/// autumn.
static Date birthday(const World& world, Draw& draw, int years) {
    auto& months = world.tables.rates.months;
    auto most = *std::max_element(months.begin(), months.end());
    Date today = world.options.day;
    std::int64_t last = to_days(add_months(today, -12 * years));
    std::int64_t first = to_days(add_months(today, -12 * (years + 1))) + 1;
    for (;;) {
        Date day = from_days(draw.between(first, last));
        if (draw.below(most) < months[unsigned(day.month()) - 1]) return day;
    }
}

static std::vector<Person> births(const World& world, Draw& draw) {
    auto& rates = world.tables.rates;
    std::vector<Person> out;
    while (out.size() < std::size_t(cluster_size)) {
        auto ages = rates.ages.pick(draw);
        int years = int(draw.between(ages.from, ages.to));
        Person person;
        person.child = years < adult_from;
        person.birth = birthday(world, draw, years);
        person.male = draw.chance(person.child ? rates.boys : rates.male_adults);
        out.push_back(person);
        if (!person.child || !draw.chance(rates.twins) || out.size() == std::size_t(cluster_size))
            continue;
        person.twin = true;
        person.male = draw.chance(60'000) ? person.male : !person.male;
        out.push_back(person);
    }
    return out;
}

static Draw cluster_draw(const World& world, std::int64_t cluster) {
    return {world.options.seed, Stream::cluster, std::uint64_t(cluster)};
}

std::vector<Birth> births_of(const World& world, std::int64_t cluster) {
    Draw draw = cluster_draw(world, cluster);
    std::vector<Birth> out;
    for (auto& person : births(world, draw)) out.push_back({person.birth, person.male});
    return out;
}

std::vector<std::uint16_t> identity_sequences(const World& world) {
    constexpr int of_one_sex = 500, stride = 7; // 7 and 500 have no common factor
    std::unordered_map<std::int64_t, std::uint16_t> used;
    std::vector<std::uint16_t> out;
    auto people = world.options.people;
    out.reserve(std::size_t(people + cluster_size));
    for (std::int64_t cluster = 0; cluster * cluster_size < people; ++cluster)
        for (auto& birth : births_of(world, cluster)) {
            auto key = to_days(birth.day) * 2 + (birth.male ? 1 : 0);
            int rank = used[key]++;
            int offset =
                int((std::uint64_t(key) * 0x9e3779b97f4a7c15U + world.options.seed) >> 33) %
                of_one_sex;
            bool room = rank < of_one_sex;
            out.push_back(room ? std::uint16_t((rank * stride + offset) % of_one_sex * 2 +
                                               (birth.male ? 1 : 0))
                               : no_sequence);
        }
    return out;
}

static std::string identity_number(const World& world, const Person& person,
                                   std::uint16_t sequence) {
    if (sequence == no_sequence) return {};
    auto day = iso(person.birth);
    auto digits = std::to_string(1000 + sequence).substr(1);
    auto first = world.tables.address.identity_area + day.substr(0, 4) + day.substr(5, 2) +
                 day.substr(8, 2) + digits;
    return first + identity_check_digit(first);
}

std::string phone(const World& world, Draw& draw) {
    return draw.one_of(world.tables.address.phone_prefixes) +
           std::to_string(100'000'000 + draw.below(100'000'000)).substr(1);
}

static bool draws_spectrum(const Rates& rates, Draw& draw, bool male) {
    // share among boys = share of all × share of boys on the spectrum ÷ share of boys born
    std::int64_t of_sex = male ? rates.boys_on_spectrum : 100'000 - rates.boys_on_spectrum;
    std::int64_t born = male ? rates.boys : 100'000 - rates.boys;
    return draw.chance(rates.on_spectrum * of_sex / born);
}

// so that the smallest county has work for every desk
constexpr std::int64_t sure_every = 2'500, sure_clusters = 12;

/// Adults whose autism is known; drawn apart, so that they change nobody else.
static void choose_grown(const World& world, std::int64_t cluster, std::vector<Person>& people) {
    constexpr int oldest = 45; // nobody was diagnosed much earlier
    Draw draw(world.options.seed, Stream::grown, std::uint64_t(cluster));
    bool sure = cluster % sure_every < sure_clusters;
    for (auto& person : people) {
        int years = age_years_on(world.options.day, person.birth);
        bool drawn = draw.chance(world.tables.rates.adults_confirmed);
        if (person.child || years <= adult_from || years > oldest) continue;
        person.grown = drawn || sure;
        if (sure) person.part = int(cluster % sure_every);
        sure = false;
    }
}

Cluster make_cluster(const World& world, std::int64_t cluster,
                     std::span<const std::uint16_t> sequences) {
    Draw draw = cluster_draw(world, cluster);
    Cluster out;
    out.people = births(world, draw);
    form_households(world, draw, out);
    bool sure = cluster % sure_every < sure_clusters;
    for (std::size_t i = 0; i < out.people.size(); ++i) {
        auto& person = out.people[i];
        person.number = identity_number(world, person, sequences[i]);
        person.on_spectrum = person.child && draws_spectrum(world.tables.rates, draw, person.male);
        int months = age_months_on(world.options.day, person.birth);
        if (sure && months >= 24 && months < 7 * 12) {
            person.on_spectrum = person.sure = true;
            sure = false;
        }
        if (person.on_spectrum && draw.chance(world.tables.rates.poor_with_autism))
            out.households[std::size_t(person.household)].poverty =
                draw.chance(60'000) ? "低保" : "低边";
    }
    choose_grown(world, cluster, out.people);
    return out;
}

} // namespace banxing::demo
