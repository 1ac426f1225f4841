#include "styles.h"

#include "refusals.h"
#include "xml.h"

#include <charconv>
#include <map>

namespace banxing::files {

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

/// Where the quoted, bracketed or escaped piece at `at` ends; `at` itself when there is none.
static std::size_t passed_over(std::string_view code, std::size_t at) {
    constexpr std::string_view escapes = "\\_*";
    if (code[at] == '"') return std::min(code.find('"', at + 1), code.size() - 1);
    if (code[at] == '[') return std::min(code.find(']', at + 1), code.size() - 1);
    return escapes.find(code[at]) == escapes.npos ? at : at + 1;
}

/// [h]:mm, [ss]: a time that has passed, not one of the day.
static bool is_elapsed(std::string_view piece) {
    return piece.size() > 2 && piece[0] == '[' &&
           piece.substr(1, piece.size() - 2).find_first_not_of("hmsHMS") == piece.npos;
}

/// The letters of a format code that are neither quoted, escaped nor in brackets; of its first
/// section, in small letters.
static std::string bare_letters(std::string_view code) {
    std::string letters;
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        std::size_t end = passed_over(code, at);
        if (end == at && code[at] != '"' && code[at] != '[') letters += small(code[at]);
        if (is_elapsed(code.substr(at, end - at + 1))) letters += 'h';
        at = end;
    }
    return letters;
}

bool shows_a_day(std::string_view format_code) {
    std::string letters = bare_letters(format_code);
    if (letters.find("general") != letters.npos) return false;
    if (letters.find_first_of("yd") != letters.npos) return true;
    return letters.find('m') != letters.npos && letters.find_first_of("hs0#?") == letters.npos;
}

/// ECMA-376 part 1, 18.8.30: formats that are known by number only, the Chinese ones included.
static bool built_in_day(int id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

namespace {

class StyleReader : public Xml {
public:
    StyleReader(Styles& styles, std::uint32_t depth) : Xml(depth), styles_(styles) {}

private:
    static constexpr std::size_t most = 100'000; // Excel allows 65,490

    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "cellXfs") in_cells_ = true;
        if (name == "numFmt")
            codes_[number(attributes["numFmtId"])] = shows_a_day(attributes["formatCode"]);
        if (name == "xf" && in_cells_) add(number(attributes["numFmtId"]));
        if (codes_.size() > most || styles_.size() > most) refuse(damaged("too many styles"));
    }
    void close(std::string_view name) override {
        if (name == "cellXfs") in_cells_ = false;
    }
    void add(int format) {
        auto own = codes_.find(format);
        styles_.add(own == codes_.end() ? built_in_day(format) : own->second);
    }
    static int number(std::string_view text) {
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }

    Styles& styles_;
    std::map<int, bool> codes_;
    bool in_cells_ = false;
};

} // namespace

Result<Styles> Styles::read(Archive& archive, const std::string& part, const Limits& limits) {
    Styles styles;
    StyleReader reader(styles, limits.depth);
    TRY(archive.stream(part, [&](std::string_view block) { return reader.feed(block); }));
    TRY(reader.finish());
    return styles;
}

} // namespace banxing::files
