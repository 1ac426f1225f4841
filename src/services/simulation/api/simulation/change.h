#pragma once
// A change of policy that nobody has published: what it replaces of the published set. Applied, it
// is a whole set again, which can be simulated and handed in as a draft. Format:
// docs/policy-format.md.
#include <policy/load.h>

#include <filesystem>

namespace banxing::simulation {

struct Changed {
    Words title;
    policy::Files files; // the published set with the change in it
};

/// Invalid with every fault found. `folder`: where whole files that it names lie; empty: it may
/// name none.
Result<Changed> apply(const policy::Files& published, const std::string& change,
                      const std::filesystem::path& folder);

} // namespace banxing::simulation
