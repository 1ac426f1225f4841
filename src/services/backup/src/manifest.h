#pragma once
// What belongs to a set, sealed so that nobody without the master key file can put another in its
// place.
#include <core/date.h>
#include <core/result.h>
#include <crypto/vault.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace banxing::backup {

struct Step {
    std::string file, sm3;
    std::int64_t pages = 0; // of the database after this step
    Instant at;
};

struct Attachment {
    std::string sm3;
    std::int64_t size = 0;
};

struct Manifest {
    std::string fingerprint;
    std::int64_t page_size = 0;
    std::vector<Step> steps; // the whole first
    std::string digests;     // SM3 of the digests of the last state's pages
    std::map<std::string, Attachment> attachments;
};

bool has_manifest(const std::filesystem::path& folder);
/// Conflict when the seal does not fit, unavailable when the key file is another one.
Result<Manifest> read_manifest(const std::filesystem::path& folder, const crypto::Vault& vault);
Result<void> write_manifest(const std::filesystem::path& folder, const crypto::Vault& vault,
                            const Manifest& manifest);

} // namespace banxing::backup
