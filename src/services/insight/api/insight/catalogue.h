#pragma once
// The indicators of the published policy, and what a figure says against its targets.
#include <derive/derive.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace banxing::insight {

struct Listed {
    const derive::System* system = nullptr;
    const derive::Indicator* indicator = nullptr;
    std::string id; // system.id
    bool counted() const { return indicator->entered_by.empty() && !indicator->unnamed; }
};

/// In the order of the policy.
std::vector<Listed> catalogue(const derive::Program& program);
std::optional<Listed> find_indicator(const derive::Program& program, const std::string& id);

/// above ÷ below in the indicator's unit with two decimals ("98.25"), a count as it is; empty where
/// nothing stands below the line.
std::string figure_text(const derive::Indicator& indicator, std::int64_t above, std::int64_t below);

enum class Standing {
    open,     // the target has no value: to be filled
    no_data,  // nothing was counted or entered
    reached,  //
    missed,   // its day has passed
    on_track, // as it goes, it will be reached
    at_risk   // as it goes, it will not
};

/// A figure of a month, oldest first.
struct Dated {
    std::int64_t month = 0, below = 0, above = 0;
};

/// Where the last of `figures` stands against the target, and where the line through the last half
/// year leads. Months are year * 12 + month − 1.
Standing standing(const derive::Indicator& indicator, const derive::Target& target,
                  std::span<const Dated> figures);

/// Targets that bind a region: those of the region itself, of what it lies in, and the nation's.
std::vector<const derive::Target*> targets_of(const derive::Indicator& indicator,
                                              const std::string& region);

} // namespace banxing::insight
