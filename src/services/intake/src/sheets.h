#pragma once
#include <crypto/vault.h>

#include <filesystem>

namespace banxing::intake {

/// Sheets as handed in, sealed on disk under keys of their own until they are dropped.
class Sheets {
public:
    Sheets(std::filesystem::path folder, const crypto::Vault& vault)
        : folder_(std::move(folder)), vault_(vault) {}
    /// On disk, synced, before it returns.
    Result<void> keep(std::int64_t import, const std::filesystem::path& plain) const;
    /// The whole sheet in memory: at most what an upload may be.
    Result<std::string> open(std::int64_t import) const;
    void drop(std::int64_t import) const;

private:
    std::filesystem::path path_of(std::int64_t import) const;
    std::filesystem::path folder_;
    const crypto::Vault& vault_;
};

} // namespace banxing::intake
