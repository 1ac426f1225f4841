#pragma once
// A consistent copy of a SQLite file that another process may be writing.
#include <core/result.h>

#include <cstdint>
#include <functional>
#include <string>

namespace banxing::db {

/// Pages copied of how many.
using CopyProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Copies what is committed now into a new file, durable when this returns; writers go on meanwhile
/// (their log grows until the copy is done). Unavailable when either file cannot be used.
Result<void> copy_sqlite(const std::string& from, const std::string& to,
                         const CopyProgress& progress = {});

/// SQLite's own check of every page and index. Internal, with its first words as detail, when
/// something is wrong.
Result<void> check_sqlite(const std::string& path);

} // namespace banxing::db
