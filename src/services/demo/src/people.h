#pragma once
// Who lives in the county: people come in clusters of neighbours whose members are drawn together,
// so that any cluster can be made by itself on any thread.
#include "county.h"

#include <core/date.h>

namespace banxing::demo {

constexpr std::int64_t cluster_size = 40;

struct Person {
    Date birth;
    bool male = false, twin = false; // twin: of the person before
    bool child = false;              // below 18 on the county's day
    bool on_spectrum = false;
    bool sure = false;  // on the spectrum and confirmed for certain, so that every desk has work
    bool grown = false; // an adult whose autism is confirmed
    int part = -1;      // the life of such an adult that is told for certain; -1: by chance
    std::string name, number; // number: identity number, may be empty
    int household = -1;
    int mother = -1, father = -1; // within the cluster; -1: lives elsewhere or is not known
};

struct Household {
    std::size_t village = 0;
    std::string address, surname, poverty; // poverty: empty for none
};

struct Cluster {
    std::vector<Person> people;
    std::vector<Household> households;
};

/// Age and sex only, as the identity numbers need them; the same as make_cluster's.
struct Birth {
    Date day;
    bool male = false;
};
std::vector<Birth> births_of(const World& world, std::int64_t cluster);

/// Sequence numbers inside an identity number for everybody, so that no two are alike: among those
/// born on one day of one sex by index. 65535: more than a day has numbers for.
std::vector<std::uint16_t> identity_sequences(const World& world);
constexpr std::uint16_t no_sequence = 65535;

/// `sequences`: of the cluster's people.
Cluster make_cluster(const World& world, std::int64_t cluster,
                     std::span<const std::uint16_t> sequences);

std::string phone(const World& world, Draw& draw);

} // namespace banxing::demo
