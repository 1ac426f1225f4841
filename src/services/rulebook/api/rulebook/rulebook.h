#pragma once
// The published policy for people: JSON as openapi.yaml describes it.
#include <casework/casework.h>
#include <core/json.h>

#include <filesystem>
#include <optional>
#include <string>

namespace banxing::rulebook {

/// Systems, versions and the clauses of `home`/data/clauses.
Result<Json> overview(casework::Office& office, const std::filesystem::path& home);

/// People are counted for posts that read the system. not_found for an unknown one.
Result<Json> system(casework::Office& office, const access::Principal& who, const std::string& id);

/// Runs the cases below `home`/systems. not_found for an unknown system.
Result<Json> cases(casework::Office& office, const std::filesystem::path& home,
                   const std::string& id);

/// The files of two versions that are not the same. not_found for an unknown version.
Result<Json> differences(casework::Office& office, const std::string& from, const std::string& to);

struct Trial {
    std::string model, decision;
    Json facts; // input id → value
    std::optional<SubjectId> subject;
};
/// Decides on the facts, and on those of the file that are not among them. Errors as
/// policy::try_decision and casework::facts_for.
Result<Json> attempt(casework::Office& office, const access::Principal& who, const std::string& id,
                     const Trial& trial);

/// Open and overdue to-dos of a region by the regions below it, whoever may see them.
Result<Json> workload(casework::Office& office, const std::string& region);

} // namespace banxing::rulebook
