#pragma once
// Cases: a person's life and what must come out (systems/*/cases). Format: docs/policy-format.md.
#include <derive/derive.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::policy {

struct CaseResult {
    std::string file; // "autism_screening/cases/visits.yaml"
    int line = 0;
    Words title;
    std::vector<Words> differences; // none: passed
    bool passed() const { return differences.empty(); }
};

/// How the cases cover a clause that a task or an entitlement rests on.
struct Coverage {
    derive::Citation clause;
    int grants = 0, refuses = 0, boundary = 0;
    bool complete() const { return grants > 0 && refuses > 0 && boundary > 0; }
};

struct CasesReport {
    std::vector<CaseResult> results;
    std::vector<Coverage> coverage; // of every clause, whatever the filter
    // contradictions of forms that no case shows: "care.incident not_in_care"; whatever the filter
    std::vector<std::string> never_contradicted;
};

/// Runs the cases below `systems` whose "file title" contains `filter` (empty: all). Invalid with
/// every fault by file:line when a case cannot be read.
Result<CasesReport> run_cases(const derive::Program& program, const std::filesystem::path& systems,
                              std::string_view filter = {});

/// The cases that a change brings along (its `people` and `cases`), under the set with the change
/// in it; none when it brings none. Invalid with every fault by line when one cannot be read.
Result<std::vector<CaseResult>> run_own_cases(const derive::Program& program,
                                              const std::string& change);
/// Invalid, naming every case of the change that comes out otherwise than it says.
Result<void> pass_own_cases(const derive::Program& program, const std::string& change);

} // namespace banxing::policy
