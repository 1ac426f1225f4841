#include <core/id.h>

#include <cassert>

namespace banxing {

static constexpr std::string_view digits32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static constexpr std::string_view digits36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static constexpr std::size_t length = 13;

/// ISO 7064 MOD 37,36 over the digits before it
static char check_letter(std::string_view body) {
    unsigned p = 36;
    for (char c : body) {
        p = (p + unsigned(digits36.find(c))) % 36;
        p = (p == 0 ? 36 : p) * 2 % 37;
    }
    return digits36[(37 - p) % 36];
}

std::string to_text(SubjectId id) {
    assert(id.value > 0);
    std::string text(length, '0');
    auto rest = std::uint64_t(id.value);
    for (std::size_t i = length; i-- > 0; rest >>= 5) text[i] = digits32[rest & 31];
    text += check_letter(text);
    return text;
}

static char normal(char c) {
    if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return c;
}

std::optional<SubjectId> parse_subject_id(std::string_view text) {
    if (text.size() != length + 1) return std::nullopt;
    std::string body;
    std::uint64_t value = 0;
    for (char raw : text.substr(0, length)) {
        char c = normal(raw);
        auto digit = digits32.find(c);
        if (digit == digits32.npos || value >> 58 != 0) return std::nullopt;
        value = value << 5 | digit;
        body += c;
    }
    char check = text.back() >= 'a' && text.back() <= 'z' ? char(text.back() - 32) : text.back();
    if (check != check_letter(body) || value == 0) return std::nullopt;
    return SubjectId{std::int64_t(value)};
}

} // namespace banxing
