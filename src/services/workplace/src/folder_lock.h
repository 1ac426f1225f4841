#pragma once
#include <core/result.h>

#include <filesystem>

namespace banxing::workplace {

/// One process works on a data folder; the system lets go of the lock when that process ends,
/// however it ends.
class FolderLock {
public:
    static Result<FolderLock> take(const std::filesystem::path& folder);
    FolderLock(FolderLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }
    ~FolderLock();

private:
    explicit FolderLock(int file) : file_(file) {}
    int file_;
};

} // namespace banxing::workplace
