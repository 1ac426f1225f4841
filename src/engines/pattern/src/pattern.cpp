#include <algorithm>
#include <pattern/letters.h>
#include <pattern/pattern.h>

namespace banxing::feel {
namespace {

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

struct Span {
    char32_t first, last;
};

constexpr Span letters[] = {
    {'A', 'Z'},       {'a', 'z'},       {0xAA, 0xAA},      {0xB5, 0xB5},     {0xBA, 0xBA},
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2C1},     {0x370, 0x373},   {0x376, 0x37D},
    {0x37F, 0x481},   {0x48A, 0x5F2},   {0x620, 0x64A},    {0x671, 0x6D3},   {0x904, 0x939},
    {0xE01, 0xE30},   {0x10A0, 0x10FF}, {0x1100, 0x11FF},  {0x1E00, 0x1FFF}, {0x2C00, 0x2DFF},
    {0x3005, 0x3007}, {0x3041, 0x3096}, {0x30A1, 0x30FA},  {0x3105, 0x312F}, {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF}, {0xA000, 0xA48C}, {0xAC00, 0xD7A3},  {0xF900, 0xFAFF}, {0xFF21, 0xFF3A},
    {0xFF41, 0xFF5A}, {0xFF66, 0xFFDC}, {0x20000, 0x323AF}};

bool is_letter(char32_t c) {
    return std::ranges::any_of(letters, [c](const Span& s) { return c >= s.first && c <= s.last; });
}

bool is_space(char32_t c) {
    return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Approximate general categories: Latin, Greek and Cyrillic case, CJK as letters.
bool in_category(char32_t code, char32_t c) {
    char32_t major = (code - 0x110000) >> 8, minor = (code - 0x110000) & 0xFF;
    switch (major) {
    case 'L':
        if (minor == 'u') return to_lower(c) != c;
        if (minor == 'l') return to_upper(c) != c || c == 0xDF;
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
        return is_letter(c) || c == '_' || c == ':';
    case 'c':
        return is_letter(c) || is_digit(c) || c == '_' || c == ':' || c == '-' || c == '.';
    default:
        return in_category(letter, c);
    }
}

} // namespace

bool Regex::same(char32_t a, char32_t b) const {
    return a == b || (ignore_case_ && (to_lower(a) == to_lower(b) || to_upper(a) == to_upper(b)));
}

bool Regex::in_set(const Set& set, char32_t c) const {
    auto inside = [&](char32_t x) {
        return std::ranges::any_of(set.spans,
                                   [x](const auto& s) { return x >= s.first && x <= s.second; });
    };
    bool found = inside(c) || (ignore_case_ && (inside(to_lower(c)) || inside(to_upper(c))));
    found = found || std::ranges::any_of(set.classes, [&](const auto& k) {
                return in_class(k.first, c) != k.second;
            });
    if (found == set.negated) return false;
    return std::ranges::none_of(set.without, [&](const Set& s) { return in_set(s, c); });
}

bool Regex::repeats(std::size_t group, std::u32string_view text, std::size_t& at,
                    const std::vector<std::size_t>& registers) const {
    std::size_t from = registers[group * 2], to = registers[group * 2 + 1];
    if (from == none || to == none) return true;
    std::size_t length = to - from;
    if (at + length > text.size()) return false;
    for (std::size_t i = 0; i < length; ++i)
        if (!same(text[from + i], text[at + i])) return false;
    at += length;
    return true;
}

bool Regex::takes(const Code& code, char32_t c) const {
    if (code.op == Op::one) return same(c, code.c);
    if (code.op == Op::set) return in_set(sets_[code.x], c);
    return dot_all_ || (c != '\n' && c != '\r');
}

bool Regex::step(const Code& code, std::u32string_view text, std::size_t& at,
                 const std::vector<std::size_t>& registers) const {
    bool more = at < text.size();
    switch (code.op) {
    case Op::begin:
        return at == 0 || (lines_ && text[at - 1] == '\n');
    case Op::end:
        return !more || (lines_ && text[at] == '\n');
    case Op::back:
        return repeats(code.x, text, at, registers);
    default:
        break;
    }
    if (!more || !takes(code, text[at])) return false;
    ++at;
    return true;
}

bool Regex::run(std::u32string_view text, std::size_t at, std::vector<std::size_t>& registers,
                std::int64_t& steps) const {
    struct Point { // where to try again, or which register to restore
        std::size_t code, at, reg, old;
    };
    std::vector<Point> points;
    std::size_t code = 0;
    auto remember = [&](std::size_t reg) { points.push_back({none, 0, reg, registers[reg]}); };
    for (;;) {
        if (--steps < 0 || points.size() > 1'000'000) return steps = -1, false;
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
                                          std::int64_t& steps) const {
    for (std::size_t at = from; at <= text.size(); ++at) {
        std::vector<std::size_t> registers(groups_ * 2 + marks_, none);
        if (run(text, at, registers, steps)) {
            Match match;
            for (std::size_t i = 0; i < groups_; ++i)
                match.groups.emplace_back(registers[i * 2], registers[i * 2 + 1]);
            return match;
        }
        if (steps < 0) break;
    }
    return std::nullopt;
}

namespace {

/// One character of the replacement, or $n or an escape, at i; false when it is malformed.
bool fill_one(std::u32string_view replacement, std::size_t& i, const Regex::Match& match,
              std::u32string_view text, std::u32string& out) {
    char32_t c = replacement[i], next = i + 1 < replacement.size() ? replacement[i + 1] : 0;
    if (c != '\\' && c != '$') return out += c, true;
    ++i;
    if (c == '\\') return out += next, next == '\\' || next == '$';
    if (next < '0' || next > '9') return false;
    std::size_t group = next - '0';
    if (group >= match.groups.size()) return true;
    auto [from, to] = match.groups[group];
    if (from != Regex::none) out += text.substr(from, to - from);
    return true;
}

bool fill(std::u32string_view replacement, const Regex::Match& match, std::u32string_view text,
          std::u32string& out) {
    for (std::size_t i = 0; i < replacement.size(); ++i)
        if (!fill_one(replacement, i, match, text, out)) return false;
    return true;
}

} // namespace

std::optional<std::u32string> Regex::replace(std::u32string_view text,
                                             std::u32string_view replacement, bool literal,
                                             std::int64_t& steps) const {
    std::u32string out;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= text.size();) {
        auto match = search(text, at, steps);
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
