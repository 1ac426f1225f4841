#pragma once
// Files as streams of bytes, hashed while they pass.
#include <core/result.h>
#include <crypto/hash.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace banxing::backup {

Error no_space(const std::filesystem::path& file, const char* what);
Error altered(const std::filesystem::path& file);

class Reader {
public:
    static Result<Reader> open(const std::filesystem::path& path);
    Reader(Reader&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    ~Reader();

    /// Up to `size` bytes; fewer only at the end.
    Result<std::string_view> take(std::size_t size);
    std::string hash() { return hash_.hex(); }

private:
    explicit Reader(int file) : file_(file) {}
    int file_;
    std::string buffer_;
    crypto::Sm3 hash_;
};

class Writer {
public:
    static Result<Writer> create(const std::filesystem::path& path);
    Writer(Writer&& other) noexcept
        : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}
    ~Writer();

    Result<void> put(std::string_view bytes);
    Result<void> put_at(std::int64_t offset, std::string_view bytes); // not hashed
    Result<void> cut(std::int64_t size);
    /// On the disk when it returns; the SM3 of what put() wrote.
    Result<std::string> finish();
    std::int64_t written() const { return written_; }

private:
    Writer(std::filesystem::path path, int file) : path_(std::move(path)), file_(file) {}
    std::filesystem::path path_;
    int file_;
    std::int64_t written_ = 0;
    crypto::Sm3 hash_;
};

/// Copies and answers the SM3 of what was copied.
Result<std::string> copy_file(const std::filesystem::path& from, const std::filesystem::path& to);
Result<std::string> hash_of(const std::filesystem::path& path);
Result<std::string> read_whole(const std::filesystem::path& path);
/// Whole or not at all, and on the disk when it returns.
Result<void> replace(const std::filesystem::path& path, const std::string& text);
Result<void> sync_folder(const std::filesystem::path& folder);

} // namespace banxing::backup
