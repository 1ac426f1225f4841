#pragma once
// Who is asking: an account on one of its posts, and what that post reaches.
#include <access/roles.h>
#include <core/id.h>

#include <optional>
#include <string>
#include <string_view>

namespace banxing::access {

/// Organisations have numbers below this; regions as 12 digits lie above it. Both can hold a grant.
constexpr std::int64_t first_region = 1'000'000'000;

struct Organisation {
    OrganisationId id;
    std::optional<OrganisationId> parent;
    std::string
        kind; // village township_health county_mch hospital rehab_institution federation finance …
    std::int64_t region = 0; // 12 digits, padded with zeros
    Words name;
};

/// Holders of grants: regions from ≤ holder < to, and the organisation itself. Inputs of
/// {{access.visible(…)}}.
struct Reach {
    std::int64_t from = 0, to = 0, own = 0;
};

struct Principal {
    AccountId account;
    std::string account_name;
    std::int64_t post = 0;
    std::string role;
    Words role_words;
    Organisation organisation;
    Act acts = Act::none;
    std::int64_t purposes = 0; // bits
    Reach reach;
    bool must_set_password = false; // came in with a one-time code: may do nothing else
};

bool may(const Principal& principal, Act wanted);

/// "330681109" → 330681109000; nothing unless 2, 4, 6, 9 or 12 digits.
std::optional<std::int64_t> region_of(std::string_view code);
/// 330681109000 → "330681109", its shortest form.
std::string region_code(std::int64_t region);

struct RegionRange {
    std::int64_t from = 0, to = 0;
};
/// Everything inside the region: 330681109000 → [330681109000, 330681110000).
RegionRange inside(std::int64_t region);

/// Whether the post's area contains the region.
bool reaches(const Principal& principal, std::int64_t region);

} // namespace banxing::access
