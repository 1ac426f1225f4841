#pragma once
// A database file as pages, and what differs between two states of it.
#include "bytes.h"

namespace banxing::backup {

/// 0 for a file that is no SQLite database.
std::int64_t page_size_of(std::string_view head);

struct Difference {
    std::int64_t pages = 0, changed = 0;
    std::string sm3; // of the file of changes
};

/// Compares the database with `known` (a digest a page, 16 bytes each), writes the pages that
/// differ and leaves the new digests in `known`.
Result<Difference> write_changes(const std::filesystem::path& database, std::int64_t page_size,
                                 std::string& known, const std::filesystem::path& changes);

/// The digests of a whole database.
Result<std::string> digests_of(const std::filesystem::path& database, std::int64_t page_size);

/// Puts a file of changes onto the database; answers its SM3.
Result<std::string> apply_changes(const std::filesystem::path& changes, std::int64_t page_size,
                                  std::int64_t pages, Writer& database);

} // namespace banxing::backup
