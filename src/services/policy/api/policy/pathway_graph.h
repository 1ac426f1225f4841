#pragma once
// A system's pathway as a graph: which records open and close which to-dos and referrals, and which
// make somebody stand on a stage.
#include <derive/policy.h>

#include <string>
#include <vector>

namespace banxing::policy {

enum class Tie { opens, closes, leads };

/// Nodes: "form:system.id", "task:id", "referral:id", "stage:id".
struct Edge {
    std::string from, to;
    Tie tie = Tie::leads;
    auto operator<=>(const Edge&) const = default;
};

/// Sorted, each once. What `base` says of everybody (birth, residence) is left out.
std::vector<Edge> pathway_graph(const derive::PolicySource& policy, const derive::System& system);

} // namespace banxing::policy
