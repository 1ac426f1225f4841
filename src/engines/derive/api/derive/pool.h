#pragma once
// What many files share: places in care, a coach's time, a class. Each file says only its own part;
// ranks and free places are counted over what is stored (decision 0050).
#include <core/date.h>
#include <derive/form.h>

#include <cstdint>

namespace banxing::derive {

enum class PoolSide { offers, takes, waits };

/// One list is kept for each region of this level.
enum class PoolLevel { county, city, province };

struct PoolPart {
    PoolSide side = PoolSide::takes;
    std::string when;    // FEEL over facts; empty: always
    std::string holder;  // fact: number of the organisation; waits: the only one that is wished for
    std::string kind;    // of place: this one,
    std::string kind_of; // or what the fact says
    std::string amount;  // fact or parameter. offers: how many; takes: the most that a holder may
                         // have of a kind; waits: points
    std::string since;   // fact (date)
    std::string place;   // fact with a region code
    std::vector<std::string> why; // facts that are shown as the reasons
};

struct Pool {
    std::string of; // full id
    Words label;    // where the system names it; empty: a part in another's
    PoolLevel level = PoolLevel::county;
    std::vector<PoolPart> parts;
    std::vector<Citation> basis;
};

/// What one file offers, takes or waits for. Key = (subject, system, pool, side, kind).
struct PoolEntry {
    std::string system, pool; // the system that says so, the pool's full id
    PoolSide side = PoolSide::takes;
    std::string kind;
    std::int64_t holder = 0; // organisation's number; waits: 0 for any
    std::int64_t amount = 0; // see PoolPart
    std::optional<Date> since;
    std::int64_t place = 0; // 12 digits
    struct Reason {
        std::string fact, value; // full id, JSON ("\"?\"": unknown)
        bool operator==(const Reason&) const = default;
    };
    std::vector<Reason> why;
    bool operator==(const PoolEntry&) const = default;
};

} // namespace banxing::derive
