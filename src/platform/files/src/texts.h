#pragma once
// Texts of a workbook: what its XML writes and what a person sees are not the same.
#include "archive.h"
#include "xml.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::files {

/// _xHHHH_ undone (surrogate pairs joined), control characters but tab and line breaks left out.
std::string seen_text(std::string_view stored);

/// Joins the runs of one rich text; what stands in phonetic runs (<rPh>) is left out.
class RunJoiner {
public:
    void open(std::string_view name);
    void close(std::string_view name);
    void text(std::string_view part) {
        if (in_text_ && !in_phonetic_) joined_.append(part);
    }
    const std::string& joined() const { return joined_; }
    void clear() { joined_.clear(); }

private:
    std::string joined_;
    bool in_text_ = false, in_phonetic_ = false;
};

/// All shared texts behind each other in one piece of memory.
class SharedTexts {
public:
    static Result<SharedTexts> read(Archive& archive, const std::string& part,
                                    const Limits& limits);
    std::optional<std::string_view> at(std::uint64_t index) const;
    void add(std::string_view text);
    /// Bytes held, places included.
    std::uint64_t size() const { return bytes_.size() + ends_.size() * sizeof(std::uint32_t); }

private:
    std::string bytes_;
    std::vector<std::uint32_t> ends_;
};

} // namespace banxing::files
