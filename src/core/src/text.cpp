#include <core/text.h>

namespace banxing {

static constexpr char32_t bad = 0xFFFFFFFF;

/// The code point that starts at `at`, which is moved behind it; `bad` when it is not UTF-8.
static char32_t next(std::string_view text, std::size_t& at) {
    auto byte = [&](std::size_t i) { return char32_t(static_cast<unsigned char>(text[i])); };
    char32_t first = byte(at++);
    if (first < 0x80) return first;
    std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4 || at + more > text.size()) return bad;
    char32_t value = first & (0x3Fu >> more);
    for (; more > 0; --more) {
        if ((byte(at) & 0xC0) != 0x80) return bad;
        value = value << 6 | (byte(at++) & 0x3F);
    }
    static constexpr char32_t least[] = {0x80, 0x800, 0x10000};
    std::size_t used = first >= 0xF0 ? 2 : first >= 0xE0 ? 1 : 0;
    bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < least[used] || value > 0x10FFFF || surrogate ? bad : value;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (next(text, at) == bad) return false;
    return true;
}

std::u32string to_utf32(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next(text, at);
        out += c == bad ? U'\uFFFD' : c;
    }
    return out;
}

static void append(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += char(0xC0 | c >> 6);
        out += char(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += char(0xE0 | c >> 12);
        out += char(0x80 | (c >> 6 & 0x3F));
        out += char(0x80 | (c & 0x3F));
    } else {
        out += char(0xF0 | c >> 18);
        out += char(0x80 | (c >> 12 & 0x3F));
        out += char(0x80 | (c >> 6 & 0x3F));
        out += char(0x80 | (c & 0x3F));
    }
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (char32_t c : text) append(out, c);
    return out;
}

std::string fold_width(std::string_view text) {
    std::u32string wide = to_utf32(text);
    for (char32_t& c : wide) {
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (c == 0x3000) c = ' ';
    }
    return to_utf8(wide);
}

static bool is_space(char32_t c) {
    return (c >= 9 && c <= 13) || c == ' ' || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

std::string squeeze(std::string_view text) {
    std::u32string out;
    for (char32_t c : to_utf32(text)) {
        if (!is_space(c))
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return to_utf8(out);
}

std::string trim(std::string_view text) {
    std::u32string wide = to_utf32(text);
    std::size_t from = 0, to = wide.size();
    while (from < to && is_space(wide[from])) ++from;
    while (to > from && is_space(wide[to - 1])) --to;
    return to_utf8(std::u32string_view(wide).substr(from, to - from));
}

std::string without_space(std::string_view text) {
    std::u32string out;
    for (char32_t c : to_utf32(text))
        if (!is_space(c)) out += c;
    return to_utf8(out);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == text.npos) return parts;
        text.remove_prefix(at + 1);
    }
}

} // namespace banxing
