#pragma once
// The bytes of a source, block by block, as often as wanted.
#include <core/result.h>
#include <files/sheet.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace banxing::files {

inline constexpr std::size_t block_size = 64 * 1024;

/// A block of bytes or characters; `stop` ends the stream without fault.
using Blocks = std::function<Result<Next>(std::string_view)>;

class Input {
public:
    static Result<Input> open(const Source& source, const Limits& limits);

    std::uint64_t size() const { return size_; }
    /// Up to `length` bytes from `at`.
    std::string at(std::uint64_t at, std::size_t length) const;
    Result<> stream(const Blocks& blocks) const;
    const std::filesystem::path& path() const { return path_; }
    std::string_view memory() const { return memory_; }
    bool on_disk() const { return file_ != nullptr; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::filesystem::path path_;
    std::string_view memory_;
    std::unique_ptr<std::FILE, Close> file_;
    std::uint64_t size_ = 0;
};

} // namespace banxing::files
