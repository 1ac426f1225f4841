#pragma once
#include "audit_sql.h"

#include <crypto/hash.h>

#include <compare>
#include <string>
#include <vector>

namespace banxing::audit {

/// SM3 of an event's content: unambiguous, since each part is led by its length.
std::string digest_of(const sql::AddEvent& event, const std::vector<std::int64_t>& shown);

/// SM3 of digest, place and the hash before.
std::string hash_of(std::int64_t chain, std::int64_t seq, const std::string& digest,
                    const std::string& before);

/// Where an event stands.
struct Place {
    std::int64_t chain = 0, seq = 0;
    auto operator<=>(const Place&) const = default;
};

/// SM3 of the places of a batch that was blanked, in their order.
class BatchDigest {
public:
    void add(const Place& place);
    std::string hex() { return sm3_.hex(); }

private:
    crypto::Sm3 sm3_;
};

inline constexpr auto opened_action = "audit.opened";
inline constexpr auto blanked_action = "audit.blanked";
inline constexpr auto no_hash = ""; // before a chain's first event

} // namespace banxing::audit
