#include <core/text.h>

#include <pattern/pattern.h>

namespace banxing::feel {

class RegexParser {
public:
    RegexParser(std::u32string pattern, Regex& out, bool spaced)
        : text_(std::move(pattern)), out_(out), spaced_(spaced) {}

    bool run() {
        emit({Regex::Op::save, 0});
        if (!alternatives() || at_ != text_.size()) return false;
        emit({Regex::Op::save, 1});
        emit({Regex::Op::done});
        return true;
    }

private:
    using Op = Regex::Op;
    static constexpr std::size_t most_codes = 20000;

    std::size_t here() const { return out_.codes_.size(); }
    void emit(Regex::Code code) { out_.codes_.push_back(code); }
    char32_t peek(std::size_t ahead = 0) {
        while (spaced_ && at_ < text_.size() &&
               (text_[at_] == ' ' || (text_[at_] >= 9 && text_[at_] <= 13)))
            ++at_;
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : 0;
    }
    bool take(char32_t c) { return at_ < text_.size() && peek() == c ? (++at_, true) : false; }

    /// Codes from `from` on move by `by`; their jumps with them.
    void shift(std::size_t from, std::size_t by) {
        std::vector<Regex::Code> tail(out_.codes_.begin() + static_cast<std::ptrdiff_t>(from),
                                      out_.codes_.end());
        out_.codes_.resize(from + by, {Op::done});
        for (auto code : tail) {
            if (code.op == Op::split || code.op == Op::jump) code.x += by;
            if (code.op == Op::split) code.y += by;
            emit(code);
        }
    }

    bool alternatives() {
        if (++depth_ > 100) return false;
        std::vector<std::size_t> ends;
        for (;;) {
            std::size_t from = here();
            if (!sequence()) return false;
            if (!take('|')) break;
            shift(from, 1);
            ends.push_back(here());
            emit({Op::jump});
            out_.codes_[from] = {Op::split, from + 1, here()};
        }
        for (std::size_t end : ends) out_.codes_[end].x = here();
        --depth_;
        return true;
    }

    bool sequence() {
        while (at_ < text_.size() && peek() != '|' && peek() != ')' && peek() != 0)
            if (!quantified()) return false;
        return true;
    }

    bool quantified() {
        std::size_t from = here();
        if (!atom()) return false;
        std::size_t low = 1, high = 1;
        if (take('*')) {
            low = 0, high = SIZE_MAX;
        } else if (take('+')) {
            high = SIZE_MAX;
        } else if (take('?')) {
            low = 0;
        } else if (peek() == '{') {
            if (!bounds(low, high)) return false;
        } else {
            return true;
        }
        bool lazy = take('?');
        return repeat(from, low, high, lazy);
    }

    bool number(std::size_t& n) {
        if (peek() < '0' || peek() > '9') return false;
        for (n = 0; peek() >= '0' && peek() <= '9'; ++at_)
            if ((n = n * 10 + (peek() - '0')) > 1000) return false;
        return true;
    }

    bool bounds(std::size_t& low, std::size_t& high) {
        take('{');
        if (!number(low)) return false;
        high = low;
        if (take(',')) {
            high = SIZE_MAX;
            if (peek() != '}' && (!number(high) || high < low)) return false;
        }
        return take('}');
    }

    void append(const std::vector<Regex::Code>& body, std::size_t from) {
        std::size_t by = here() - from;
        for (auto code : body) {
            if (code.op == Op::split || code.op == Op::jump) code.x += by;
            if (code.op == Op::split) code.y += by;
            emit(code);
        }
    }

    Regex::Code fork(std::size_t inside, std::size_t outside, bool lazy) {
        return lazy ? Regex::Code{Op::split, outside, inside}
                    : Regex::Code{Op::split, inside, outside};
    }

    bool repeat(std::size_t from, std::size_t low, std::size_t high, bool lazy) {
        std::vector<Regex::Code> body(out_.codes_.begin() + static_cast<std::ptrdiff_t>(from),
                                      out_.codes_.end());
        std::size_t times = high == SIZE_MAX ? low + 1 : high;
        if (body.size() * (times + 1) + here() > most_codes) return false;
        out_.codes_.resize(from);
        for (std::size_t i = 0; i < low; ++i) append(body, from);
        if (high == SIZE_MAX) {
            std::size_t start = here(), mark = out_.marks_++;
            emit({Op::split});
            emit({Op::mark, mark});
            append(body, from);
            emit({Op::check, mark});
            emit({Op::jump, start});
            out_.codes_[start] = fork(start + 1, here(), lazy);
            return true;
        }
        std::vector<std::size_t> forks;
        for (std::size_t i = low; i < high; ++i) {
            forks.push_back(here());
            emit({Op::split});
            append(body, from);
        }
        for (std::size_t at : forks) out_.codes_[at] = fork(at + 1, here(), lazy);
        return true;
    }

    bool atom() {
        char32_t c = peek();
        ++at_;
        switch (c) {
        case '.':
            emit({Op::any});
            return true;
        case '^':
            emit({Op::begin});
            return true;
        case '$':
            emit({Op::end});
            return true;
        case '(':
            return group();
        case '[': {
            Regex::Set set;
            if (!characters(set)) return false;
            emit_set(std::move(set));
            return true;
        }
        case '\\':
            return escape();
        case '*':
        case '+':
        case '?':
        case '{':
        case '}':
        case ']':
            return false;
        default:
            emit({Op::one, 0, 0, c});
            return true;
        }
    }

    bool group() {
        bool capturing = true;
        if (peek() == '?') {
            if (peek(1) != ':') return false;
            at_ += 2;
            capturing = false;
        }
        std::size_t index = capturing ? out_.groups_++ : 0;
        if (capturing) emit({Op::save, index * 2});
        if (!alternatives() || !take(')')) return false;
        if (capturing) emit({Op::save, index * 2 + 1});
        return true;
    }

    void emit_set(Regex::Set set) {
        out_.sets_.push_back(std::move(set));
        emit({Op::set, out_.sets_.size() - 1});
    }

    static bool is_class(char32_t c) {
        return std::u32string_view(U"dDwWsSiIcC").find(c) != std::u32string_view::npos;
    }
    static char32_t plain(char32_t c) {
        return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }

    /// \p{Lu}: general categories by their first one or two letters; \p{IsGreek}: some blocks.
    bool category(bool negated, Regex::Set& set) {
        if (!take('{')) return false;
        std::u32string name;
        for (; at_ < text_.size() && text_[at_] != '}'; ++at_)
            if (!spaced_ || text_[at_] != ' ') name += text_[at_];
        if (!take('}')) return false;
        if (name.starts_with(U"Is")) return block(name.substr(2), negated, set);
        if (name.empty() || name.size() > 2 ||
            std::u32string_view(U"LNPZSMC").find(name[0]) == std::u32string_view::npos)
            return false;
        char32_t code = 0x110000 + (name[0] << 8) + (name.size() > 1 ? name[1] : 0);
        set.classes.push_back({code, negated});
        return true;
    }

    static bool block(std::u32string_view name, bool negated, Regex::Set& set) {
        static constexpr struct {
            std::u32string_view name;
            char32_t first, last;
        } blocks[] = {{U"BasicLatin", 0, 0x7F},
                      {U"Latin-1Supplement", 0x80, 0xFF},
                      {U"LatinExtended-A", 0x100, 0x17F},
                      {U"LatinExtended-B", 0x180, 0x24F},
                      {U"Greek", 0x370, 0x3FF},
                      {U"GreekandCoptic", 0x370, 0x3FF},
                      {U"Cyrillic", 0x400, 0x4FF},
                      {U"Hebrew", 0x590, 0x5FF},
                      {U"Arabic", 0x600, 0x6FF},
                      {U"GeneralPunctuation", 0x2000, 0x206F},
                      {U"CJKSymbolsandPunctuation", 0x3000, 0x303F},
                      {U"Hiragana", 0x3040, 0x309F},
                      {U"Katakana", 0x30A0, 0x30FF},
                      {U"CJKUnifiedIdeographs", 0x4E00, 0x9FFF},
                      {U"HangulSyllables", 0xAC00, 0xD7A3}};
        for (const auto& known : blocks) {
            if (known.name != name) continue;
            if (negated && known.first > 0) set.spans.push_back({0, known.first - 1});
            char32_t from = negated ? known.last + 1 : known.first;
            set.spans.push_back({from, negated ? char32_t{0x10FFFF} : known.last});
            return true;
        }
        return false;
    }

    bool escape() {
        char32_t c = peek();
        ++at_;
        if (c >= '1' && c <= '9') {
            std::size_t group = c - '0';
            if (group >= out_.groups_) return false;
            emit({Op::back, group});
            return true;
        }
        Regex::Set set;
        if (is_class(c)) {
            set.classes.push_back({c | 32, c < 'a'});
        } else if (c == 'p' || c == 'P') {
            if (!category(c == 'P', set)) return false;
        } else {
            if (!escapable(c)) return false;
            emit({Op::one, 0, 0, plain(c)});
            return true;
        }
        emit_set(std::move(set));
        return true;
    }

    static bool escapable(char32_t c) {
        return std::u32string_view(U"\\|.?*+(){}[]^$-nrt").find(c) != std::u32string_view::npos;
    }

    bool characters(Regex::Set& set) {
        set.negated = at_ < text_.size() && text_[at_] == '^'; // white space counts inside brackets
        if (set.negated) ++at_;
        for (bool first = true; at_ < text_.size(); first = false) {
            char32_t c = text_[at_++];
            if (c == ']' && !first) return true;
            if (!element(set, c)) return false;
        }
        return false;
    }

    bool element(Regex::Set& set, char32_t c) {
        if (c == '[') return false;
        if (c == '\\') return escaped_element(set);
        if (c != '-' || at_ >= text_.size() || text_[at_] != '[') return span(set, c);
        ++at_;
        set.without.emplace_back();
        return characters(set.without.back());
    }

    bool escaped_element(Regex::Set& set) {
        if (at_ >= text_.size()) return false;
        char32_t c = text_[at_++];
        if (c == 'p' || c == 'P') return category(c == 'P', set);
        if (!is_class(c)) return escapable(c) && span(set, plain(c));
        set.classes.push_back({c | 32, c < 'a'});
        return true;
    }

    bool span(Regex::Set& set, char32_t from) {
        char32_t to = from;
        if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']' &&
            text_[at_ + 1] != '[') {
            to = text_[at_ + 1];
            at_ += 2;
            if (to == '\\') {
                if (at_ >= text_.size()) return false;
                to = plain(text_[at_++]);
            }
            if (to < from) return false;
        }
        set.spans.push_back({from, to});
        return true;
    }

    std::u32string text_;
    Regex& out_;
    bool spaced_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
    Regex regex;
    bool spaced = false, literal = false;
    for (char flag : flags) {
        switch (flag) {
        case 's':
            regex.dot_all_ = true;
            break;
        case 'm':
            regex.lines_ = true;
            break;
        case 'i':
            regex.ignore_case_ = true;
            break;
        case 'x':
            spaced = true;
            break;
        case 'q':
            literal = true;
            break;
        default:
            return std::nullopt;
        }
    }
    (void)literal; // the caller has quoted the pattern
    return RegexParser(to_utf32(pattern), regex, spaced).run() ? std::optional(std::move(regex))
                                                               : std::nullopt;
}

} // namespace banxing::feel
