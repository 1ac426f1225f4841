#pragma once
#include <core/result.h>

#include <string>
#include <string_view>

namespace banxing::http {

/// A body that is too large for memory: a file in the uploads folder, removed with this object
/// unless a handler moved it away.
class UploadFile {
public:
    static Result<UploadFile> create(const std::string& folder);
    UploadFile(UploadFile&& other) noexcept;
    UploadFile& operator=(UploadFile&& other) noexcept;
    ~UploadFile();

    Result<void> append(std::string_view piece);
    const std::string& path() const { return path_; }

private:
    UploadFile(std::string path, int file) : path_(std::move(path)), file_(file) {}
    void drop() noexcept;
    std::string path_;
    int file_ = -1;
};

} // namespace banxing::http
