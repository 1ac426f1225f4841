#include "cursor.h"

#include <algorithm>

namespace banxing::feel {
namespace {

struct Span {
    char32_t first, last;
};

// FEEL's rule 28, less CJK punctuation and full-width forms: those are never part of a name here.
constexpr Span starts[] = {
    {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},     {0xD8, 0xF6},
    {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F},
    {0x2C00, 0x2FEF}, {0x3005, 0x3007}, {0x3021, 0x302F}, {0x3031, 0x303C}, {0x3040, 0xD7FF},
    {0xF900, 0xFDCF}, {0xFDF0, 0xFDFF}, {0xFE70, 0xFEFE}, {0xFF66, 0xFFDC}, {0x10000, 0xEFFFF}};
constexpr Span more_parts[] = {{'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

template <std::size_t N>
bool within(const Span (&spans)[N], char32_t c) {
    return std::ranges::any_of(spans, [c](const Span& s) { return c >= s.first && c <= s.last; });
}

} // namespace

bool is_name_start(char32_t c) {
    return within(starts, c) && !is_space(c);
}
bool is_name_part(char32_t c) {
    return is_name_start(c) || within(more_parts, c);
}

bool is_space(char32_t c) {
    return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           c == 0x180E || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

Character character_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char lead = byte(at);
    if (lead < 0x80) return {lead, 1};
    std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length == 1 || at + length > text.size()) return {0xFFFD, 1};
    char32_t code = lead & (0xFF >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return {0xFFFD, 1};
        code = code << 6 | (byte(at + i) & 0x3F);
    }
    return {code, length};
}

std::vector<std::string> name_tokens(std::string_view name) {
    std::vector<std::string> tokens;
    bool in_word = false;
    for (std::size_t i = 0; i < name.size();) {
        auto c = character_at(name, i);
        bool part = is_name_part(c.code);
        if (is_space(c.code)) {
            in_word = false;
        } else if (part && in_word) {
            tokens.back() += name.substr(i, c.length);
        } else {
            tokens.emplace_back(name.substr(i, c.length));
            in_word = part;
        }
        i += c.length;
    }
    return tokens;
}

std::vector<std::string> binding_tokens(std::string_view name) {
    auto tokens = name_tokens(name);
    bool good = std::ranges::all_of(tokens, [](const std::string& token) {
        return is_name_part(character_at(token, 0).code) || token == "." || token == "/" ||
               token == "-" || token == "'" || token == "+" || token == "*";
    });
    return good ? tokens : std::vector<std::string>();
}

void Cursor::skip_space() {
    for (;;) {
        auto c = character_at(text_, at_);
        if (c.length != 0 && is_space(c.code)) {
            at_ += c.length;
        } else if (text_.substr(at_, 2) == "//") {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (text_.substr(at_, 2) == "/*") {
            auto end = text_.find("*/", at_ + 2);
            at_ = end == text_.npos ? text_.size() : end + 2;
        } else {
            return;
        }
    }
}

bool Cursor::ended() {
    skip_space();
    return at_ >= text_.size();
}

char Cursor::peek(std::size_t ahead) {
    skip_space();
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

bool Cursor::sees(std::string_view sign) {
    skip_space();
    return text_.substr(at_, sign.size()) == sign;
}

bool Cursor::take(std::string_view sign) {
    if (!sees(sign)) return false;
    at_ += sign.size();
    return true;
}

std::size_t Cursor::run_end(std::size_t from) const {
    for (;;) {
        auto c = character_at(text_, from);
        if (c.length == 0 || !is_name_part(c.code)) return from;
        from += c.length;
    }
}

bool Cursor::sees_word(std::string_view word) {
    return sees(word) && run_end(at_) == at_ + word.size();
}

bool Cursor::take_word(std::string_view word) {
    if (!sees_word(word)) return false;
    at_ += word.size();
    return true;
}

bool Cursor::sees_name_start() {
    skip_space();
    auto c = character_at(text_, at_);
    return c.length != 0 && is_name_start(c.code);
}

std::string_view Cursor::word() {
    if (!sees_name_start()) return {};
    std::size_t from = at_;
    at_ = run_end(at_);
    return text_.substr(from, at_ - from);
}

std::size_t Cursor::match(const std::vector<std::string>& tokens) {
    std::size_t before = at_, end = 0;
    for (const std::string& token : tokens) {
        if (!sees(token)) {
            end = 0;
            break;
        }
        std::size_t next = at_ + token.size();
        if (is_name_part(character_at(token, 0).code) && run_end(at_) != next) {
            end = 0;
            break;
        }
        at_ = end = next;
    }
    at_ = before;
    return end;
}

Position Cursor::position(std::size_t at) const {
    Position p;
    for (std::size_t i = 0; i < at && i < text_.size();) {
        auto c = character_at(text_, i);
        i += c.length;
        p = c.code == '\n' ? Position{p.line + 1, 1} : Position{p.line, p.column + 1};
    }
    return p;
}

} // namespace banxing::feel
