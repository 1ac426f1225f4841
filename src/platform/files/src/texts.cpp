#include "texts.h"

#include "refusals.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::files {

static std::optional<char32_t> escape_at(std::string_view text, std::size_t at) {
    constexpr std::size_t length = 7; // _xHHHH_
    if (at + length > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_')
        return std::nullopt;
    char32_t value = 0;
    for (char c : text.substr(at + 2, 4)) {
        static constexpr std::string_view hex = "0123456789abcdef";
        auto digit = hex.find(c >= 'A' && c <= 'F' ? char(c + 32) : c);
        if (digit == hex.npos) return std::nullopt;
        value = value << 4 | char32_t(digit);
    }
    return value;
}

static bool is_high(char32_t c) {
    return c >= 0xD800 && c < 0xDC00;
}
static bool is_low(char32_t c) {
    return c >= 0xDC00 && c < 0xE000;
}

/// The character of the escape at `at`, which is moved behind it and behind the other half of a
/// pair.
static char32_t take_escape(std::string_view text, std::size_t& at, char32_t value) {
    at += 7;
    if (is_high(value)) {
        if (auto next = escape_at(text, at); next && is_low(*next)) {
            at += 7;
            return 0x10000 + ((value - 0xD800) << 10) + (*next - 0xDC00);
        }
    }
    return is_high(value) || is_low(value) ? char32_t(0xFFFD) : value;
}

static bool is_control(char32_t c) {
    return (c < 32 && c != '\t' && c != '\n' && c != '\r') || c == 127;
}

std::string seen_text(std::string_view stored) {
    if (std::none_of(stored.begin(), stored.end(),
                     [](char c) { return c == '_' || is_control(static_cast<unsigned char>(c)); }))
        return std::string(stored);
    std::string seen;
    for (std::size_t at = 0; at < stored.size();) {
        if (auto value = escape_at(stored, at)) {
            char32_t c = take_escape(stored, at, *value);
            if (!is_control(c)) seen += to_utf8(std::u32string_view(&c, 1));
        } else if (char c = stored[at++]; !is_control(static_cast<unsigned char>(c))) {
            seen += c;
        }
    }
    return seen;
}

void RunJoiner::open(std::string_view name) {
    if (name == "t") in_text_ = true;
    if (name == "rPh") in_phonetic_ = true;
}

void RunJoiner::close(std::string_view name) {
    if (name == "t") in_text_ = false;
    if (name == "rPh") in_phonetic_ = false;
}

std::optional<std::string_view> SharedTexts::at(std::uint64_t index) const {
    if (index >= ends_.size()) return std::nullopt;
    std::uint32_t from = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(from, ends_[index] - from);
}

void SharedTexts::add(std::string_view text) {
    bytes_.append(text);
    ends_.push_back(std::uint32_t(bytes_.size()));
}

namespace {

class SharedReader : public Xml {
public:
    SharedReader(SharedTexts& texts, const Limits& limits)
        : Xml(limits.depth), texts_(texts),
          limit_(std::min<std::uint64_t>(limits.shared_text_bytes, UINT32_MAX)) {}

private:
    void open(std::string_view name, const Attributes&) override {
        if (name == "si") run_.clear();
        run_.open(name);
    }
    void close(std::string_view name) override {
        run_.close(name);
        if (name != "si") return;
        texts_.add(seen_text(run_.joined()));
        check(0);
    }
    void text(std::string_view part) override {
        run_.text(part);
        check(run_.joined().size());
    }
    void check(std::uint64_t pending) {
        if (texts_.size() + pending > limit_)
            refuse(
                too_large({"工作簿的文字过多，请把这张表单独另存为 CSV（UTF-8）后上传",
                           "The workbook holds too much text. Save this sheet as CSV (UTF-8) and "
                           "upload that"}));
    }

    SharedTexts& texts_;
    std::uint64_t limit_;
    RunJoiner run_;
};

} // namespace

Result<SharedTexts> SharedTexts::read(Archive& archive, const std::string& part,
                                      const Limits& limits) {
    SharedTexts texts;
    SharedReader reader(texts, limits);
    TRY(archive.stream(part, [&](std::string_view block) { return reader.feed(block); }));
    TRY(reader.finish());
    return texts;
}

} // namespace banxing::files
