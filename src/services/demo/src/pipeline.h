#pragma once
// From index to database: threads make chunks of people, one writer takes them in order.
#include "life.h"

#include <registry/bulk.h>

#include <map>

namespace banxing::demo {

/// One file, ready to be written.
struct Ready {
    registry::Prepared person;
    records::Head head;
    std::vector<records::Row> rows;
    derive::Consequences consequences;
};

struct Chunk {
    std::vector<Ready> files;
    std::vector<Held> held;
    std::int64_t children = 0, on_spectrum = 0, confirmed = 0;
};

struct Gathered {
    std::vector<registry::IdentityKey> keys;
    std::vector<Held> held;
    std::map<std::int64_t, std::int64_t> open_at; // calls to make, by village
    std::int64_t children = 0, records = 0, on_spectrum = 0, confirmed = 0;
};

constexpr std::int64_t chunk_people = 2'000; // one transaction; whole clusters

/// The subject of a person: random within a stretch of its own, so that files are written in order
/// of their key.
SubjectId subject_of(const World& world, std::int64_t index);

/// People of the n-th chunk. `sequences`: of everybody.
Result<Chunk> make_chunk(const casework::Office& office, const World& world,
                         std::span<const std::uint16_t> sequences, std::int64_t n);

Result<Gathered> write_people(casework::Office& office, const World& world,
                              const casework::Progress& progress);

} // namespace banxing::demo
