#include "pattern.h"

#include "cursor.h"

#include <algorithm>

namespace banxing::feel {
namespace {

char32_t fold(char32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
        (c >= 0x410 && c <= 0x42F) || (c >= 0x391 && c <= 0x3A9))
        return c + 32;
    return c;
}

bool is_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x966 && c <= 0x96F) ||
           (c >= 0xFF10 && c <= 0xFF19);
}

bool is_punctuation(char32_t c) {
    return (c < 128 && std::u32string_view(U"!\"#%&'()*,-./:;?@[\\]_{}").find(c) !=
                           std::u32string_view::npos) ||
           (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x3003) ||
           (c >= 0x3008 && c <= 0x3011) || c == 0xFF0C;
}

bool is_symbol(char32_t c) {
    return (c < 128 && std::u32string_view(U"$+<=>^`|~").find(c) != std::u32string_view::npos) ||
           (c >= 0x20A0 && c <= 0x20BF) || (c >= 0x2190 && c <= 0x23FF) ||
           (c >= 0x1F300 && c <= 0x1FAFF);
}

bool is_letter(char32_t c) {
    return is_name_start(c) && c != '_' && !is_symbol(c) && !is_punctuation(c);
}

/// Approximate general categories: Latin, Greek and Cyrillic case, CJK as letters.
bool in_category(char32_t code, char32_t c) {
    char32_t major = (code - 0x110000) >> 8, minor = (code - 0x110000) & 0xFF;
    switch (major) {
    case 'L':
        if (minor == 'u') return fold(c) != c;
        if (minor == 'l')
            return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
                   (c >= 0x3B1 && c <= 0x3C9) || (c >= 0x430 && c <= 0x44F);
        return is_letter(c);
    case 'N':
        return is_digit(c);
    case 'P':
        return is_punctuation(c);
    case 'Z':
        return is_space(c);
    case 'S':
        return minor == 'c' ? c == '$' || (c >= 0x20A0 && c <= 0x20BF) : is_symbol(c);
    case 'M':
        return c >= 0x300 && c <= 0x36F;
    default:
        return c < 32;
    }
}

bool in_class(char32_t letter, char32_t c) {
    switch (letter) {
    case 'd':
        return is_digit(c);
    case 's':
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    case 'w':
        return !is_punctuation(c) && !is_space(c) && c >= 32;
    case 'i':
        return is_name_start(c) || c == ':';
    case 'c':
        return is_name_part(c) || c == ':' || c == '-' || c == '.';
    default:
        return in_category(letter, c);
    }
}

} // namespace

bool Regex::same(char32_t a, char32_t b) const {
    return a == b || (ignore_case_ && fold(a) == fold(b));
}

bool Regex::in_set(const Set& set, char32_t c) const {
    auto inside = [&](char32_t x) {
        return std::ranges::any_of(set.spans,
                                   [x](const auto& s) { return x >= s.first && x <= s.second; });
    };
    bool found = inside(c);
    if (!found && ignore_case_) {
        char32_t lower = fold(c);
        found = inside(lower) || (lower == c && fold(c - 32) == c && inside(c - 32));
    }
    found = found || std::ranges::any_of(set.classes, [&](const auto& k) {
                return in_class(k.first, c) != k.second;
            });
    if (found == set.negated) return false;
    return std::ranges::none_of(set.without, [&](const Set& s) { return in_set(s, c); });
}

bool Regex::step(const Code& code, std::u32string_view text, std::size_t& at,
                 const std::vector<std::size_t>& registers) const {
    bool more = at < text.size();
    switch (code.op) {
    case Op::one:
        return more && same(text[at], code.c) && ++at;
    case Op::any:
        return more && (dot_all_ || (text[at] != '\n' && text[at] != '\r')) && ++at;
    case Op::set:
        return more && in_set(sets_[code.x], text[at]) && ++at;
    case Op::begin:
        return at == 0 || (lines_ && text[at - 1] == '\n');
    case Op::end:
        return !more || (lines_ && text[at] == '\n');
    default:
        break;
    }
    std::size_t from = registers[code.x * 2], to = registers[code.x * 2 + 1];
    if (from == none || to == none) return true;
    std::size_t length = to - from;
    if (at + length > text.size()) return false;
    for (std::size_t i = 0; i < length; ++i)
        if (!same(text[from + i], text[at + i])) return false;
    at += length;
    return true;
}

bool Regex::run(std::u32string_view text, std::size_t at, std::vector<std::size_t>& registers,
                Budget& budget) const {
    struct Point { // where to try again, or which register to restore
        std::size_t code, at, reg, old;
    };
    std::vector<Point> points;
    std::size_t code = 0;
    auto remember = [&](std::size_t reg) { points.push_back({none, 0, reg, registers[reg]}); };
    for (;;) {
        if (--budget.steps < 0 || points.size() > 1'000'000) return budget.steps = -1, false;
        const Code& now = codes_[code];
        bool going = true;
        switch (now.op) {
        case Op::done:
            return true;
        case Op::jump:
            code = now.x;
            continue;
        case Op::split:
            points.push_back({now.y, at, 0, 0});
            code = now.x;
            continue;
        case Op::save:
            remember(now.x), registers[now.x] = at;
            break;
        case Op::mark:
            remember(groups_ * 2 + now.x), registers[groups_ * 2 + now.x] = at;
            break;
        case Op::check:
            going = registers[groups_ * 2 + now.x] != at;
            break;
        default:
            going = step(now, text, at, registers);
            break;
        }
        if (going) {
            ++code;
            continue;
        }
        while (!points.empty() && points.back().code == none) {
            registers[points.back().reg] = points.back().old;
            points.pop_back();
        }
        if (points.empty()) return false;
        code = points.back().code, at = points.back().at;
        points.pop_back();
    }
}

std::optional<Regex::Match> Regex::search(std::u32string_view text, std::size_t from,
                                          Budget& budget) const {
    for (std::size_t at = from; at <= text.size(); ++at) {
        std::vector<std::size_t> registers(groups_ * 2 + marks_, none);
        if (run(text, at, registers, budget)) {
            Match match;
            for (std::size_t i = 0; i < groups_; ++i)
                match.groups.emplace_back(registers[i * 2], registers[i * 2 + 1]);
            return match;
        }
        if (budget.spent()) break;
    }
    return std::nullopt;
}

namespace {

/// The replacement with $n filled in; false when it is malformed.
bool fill(std::u32string_view replacement, const Regex::Match& match, std::u32string_view text,
          std::u32string& out) {
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        char32_t c = replacement[i], next = i + 1 < replacement.size() ? replacement[i + 1] : 0;
        if (c == '\\') {
            if (next != '\\' && next != '$') return false;
            out += next, ++i;
        } else if (c == '$') {
            if (next < '0' || next > '9') return false;
            std::size_t group = next - '0';
            ++i;
            if (group < match.groups.size() && match.groups[group].first != Regex::none)
                out += text.substr(match.groups[group].first,
                                   match.groups[group].second - match.groups[group].first);
        } else {
            out += c;
        }
    }
    return true;
}

} // namespace

std::optional<std::u32string> Regex::replace(std::u32string_view text,
                                             std::u32string_view replacement, bool literal,
                                             Budget& budget) const {
    std::u32string out;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= text.size();) {
        auto match = search(text, at, budget);
        if (!match) break;
        auto [begin, end] = match->groups[0];
        if (end == begin)
            return std::nullopt; // a pattern that matches nothing at all replaces nothing
        out += text.substr(from, begin - from);
        if (literal) {
            out += replacement;
        } else if (!fill(replacement, *match, text, out)) {
            return std::nullopt;
        }
        from = at = end;
    }
    return out += text.substr(from);
}

} // namespace banxing::feel
