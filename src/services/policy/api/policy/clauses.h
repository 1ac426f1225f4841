#pragma once
// What the clauses say that we hold the text of: data/clauses.
#include <core/result.h>

#include <filesystem>
#include <string>
#include <vector>

namespace banxing::policy {

struct Clause {
    std::string document, clause, text;
};

/// All .tsv of the folder: a line "# document<TAB>name", then clause and text. A clause without
/// text is left out. unavailable when the folder cannot be read.
Result<std::vector<Clause>> read_clauses(const std::filesystem::path& folder);

} // namespace banxing::policy
