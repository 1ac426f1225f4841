#include "cursor.h"

#include <core/text.h>

namespace banxing::feel {
namespace {

char half_width(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFEE0);
    switch (c) {
    case 0x3000:
        return ' ';
    case 0x201C:
    case 0x201D:
        return '"';
    case 0x2018:
    case 0x2019:
        return '\'';
    case 0xD7:
        return '*';
    case 0xF7:
        return '/';
    default:
        return 0;
    }
}

bool is_quote(char32_t c) {
    return c == '"' || c == 0x201C || c == 0x201D || c == 0xFF02;
}

/// The end of a string literal whose opening quote is at `at`; curly quotes may close only what a
/// curly one opened.
std::size_t literal_end(std::string_view text, std::size_t at) {
    auto open = character_at(text, at);
    for (std::size_t i = at + open.length; i < text.size();) {
        auto c = character_at(text, i);
        if (c.code == '\\') {
            i += 1 + character_at(text, i + 1).length;
            continue;
        }
        i += c.length;
        if (open.code == '"' ? c.code == '"' : is_quote(c.code)) return i;
    }
    return text.size();
}

class Normaliser {
public:
    Normaliser(std::string_view text, std::vector<Note>& notes) : text_(text), notes_(notes) {}

    std::string run() {
        for (std::size_t i = 0; i < text_.size();) {
            auto c = character_at(text_, i);
            if (is_quote(c.code)) {
                std::size_t end = literal_end(text_, i);
                literal(i, end);
                i = end;
                continue;
            }
            put(i, c);
            i += c.length;
        }
        flush();
        return std::move(out_);
    }

private:
    void put(std::size_t at, Character c) {
        char half = half_width(c.code);
        if (half) {
            if (run_.empty()) start_ = at;
            run_ += text_.substr(at, c.length);
            halves_ += half;
            out_ += half;
        } else {
            flush();
            out_ += text_.substr(at, c.length);
        }
    }

    void literal(std::size_t from, std::size_t to) {
        auto open = character_at(text_, from);
        put(from, open);
        std::size_t i = from + open.length;
        while (i < to) {
            auto c = character_at(text_, i);
            if (open.code != '"' && i + c.length == to && is_quote(c.code)) {
                put(i, c);
            } else {
                flush();
                out_ += text_.substr(i, c.length);
            }
            i += c.length;
        }
    }

    void flush() {
        if (run_.empty()) return;
        if (halves_.find_first_not_of(' ') != std::string::npos)
            notes_.push_back({Cursor(text_).position(start_),
                              {"全角符号“" + run_ + "”已按半角“" + halves_ + "”处理",
                               "full-width \"" + run_ + "\" was read as \"" + halves_ + "\""}});
        run_.clear(), halves_.clear();
    }

    std::string_view text_;
    std::vector<Note>& notes_;
    std::string out_, run_, halves_;
    std::size_t start_ = 0;
};

} // namespace

std::string normalise(std::string_view text, std::vector<Note>& notes) {
    return Normaliser(text, notes).run();
}

int Scope::add(std::string name, Type type) {
    int slot = static_cast<int>(slots_.size());
    slots_.push_back({{}, std::move(type)});
    alias(slot, std::move(name));
    return slot;
}

void Scope::alias(int slot, std::string name) {
    std::vector<Note> ignored;
    auto tokens = name_tokens(normalise(name, ignored));
    slots_[static_cast<std::size_t>(slot)].names.push_back(std::move(name));
    if (tokens.empty()) return;
    std::string first = tokens.front();
    patterns_.emplace(std::move(first), Pattern{std::move(tokens), slot});
}

} // namespace banxing::feel
