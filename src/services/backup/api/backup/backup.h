#pragma once
// Copies of a data folder and folders made of copies. What a set holds: README.
#include <core/date.h>
#include <core/result.h>
#include <crypto/vault.h>

#include <filesystem>
#include <functional>
#include <string>

namespace banxing::backup {

using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

struct Made {
    bool whole = false;       // the first of its set
    std::int64_t step = 0;    // 0: the whole; then 1, 2 …
    std::int64_t pages = 0;   // of the database
    std::int64_t written = 0; // pages that went into the set
    std::int64_t bytes = 0;   // of this run's files
    std::int64_t attachments = 0, new_attachments = 0;
};

/// Adds to the set in `to`, or begins one. Conflict when another run works there; invalid when the
/// set is of other data.
Result<Made> make(const std::filesystem::path& data, const std::filesystem::path& to,
                  const crypto::Vault& vault, Instant now, const Progress& progress = {});

struct Restored {
    std::int64_t steps = 0, pages = 0, attachments = 0;
    Instant as_of;
};

/// Makes the folder `to`, which must not exist or be empty, of the set: the whole and its changes
/// up to step `until` (below 0: all). Conflict, naming the file, when anything is not what it was
/// when the set was made; unavailable for a key file that did not seal it.
Result<Restored> restore(const std::filesystem::path& from, const std::filesystem::path& to,
                         const std::filesystem::path& key, std::int64_t until = -1);

} // namespace banxing::backup
