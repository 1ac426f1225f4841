#pragma once
// A zip archive whose headers are not believed: bytes are counted while they are inflated.
#include "input.h"

#include <map>
#include <memory>

struct zip;

namespace banxing::files {

class Archive {
public:
    static Result<Archive> open(const Input& input, const Limits& limits);
    Archive(Archive&&) noexcept;
    ~Archive();

    /// Whether there is such an entry; letter case does not matter.
    bool has(const std::string& name) const;
    /// invalid when the entry is missing, encrypted or damaged; too_large over the cap of all
    /// entries together.
    Result<> stream(const std::string& name, const Blocks& blocks);

private:
    struct Discard {
        void operator()(zip* archive) const;
    };
    Archive(std::unique_ptr<zip, Discard> archive, std::uint64_t limit);
    Result<> count(std::uint64_t entry, std::uint64_t pass_bytes);

    std::unique_ptr<zip, Discard> archive_;
    std::uint64_t limit_ = 0;
    std::uint64_t inflated_ = 0;
    std::map<std::uint64_t, std::uint64_t>
        counted_; // of each entry: a second pass is not counted again
};

} // namespace banxing::files
