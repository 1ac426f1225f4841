#include "name.h"

#include <core/text.h>

namespace banxing::registry {
namespace {

constexpr char32_t middle_dot = 0xB7;

bool is_middle_dot(char32_t c) {
    return std::u32string_view(U"\u00B7\u0387\u2022\u2027\u2219\u22C5\u2E31\u30FB\uFF65").find(c) !=
           std::u32string_view::npos;
}

} // namespace

std::u32string normal_name(std::string_view name) {
    auto wide = to_utf32(squeeze(fold_width(name)));
    std::u32string out;
    for (std::size_t i = 0; i < wide.size(); ++i) {
        auto c = is_middle_dot(wide[i]) ? middle_dot : wide[i];
        bool inside = i > 0 && i + 1 < wide.size();
        bool in_latin = inside && wide[i - 1] < 0x80 && wide[i + 1] < 0x80;
        if (c == ' ' && !in_latin) continue;
        if (c == '.' && inside && wide[i - 1] >= 0x2E80 && wide[i + 1] >= 0x2E80) c = middle_dot;
        out += c;
    }
    return out;
}

std::u32string folded_name(std::string_view name) {
    std::u32string out;
    for (char32_t c : normal_name(name))
        if (!joins(c)) out += lower(c);
    return out;
}

bool joins(char32_t c) {
    return c == middle_dot || c == ' ';
}

char32_t lower(char32_t c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

std::string normal_phone(std::string_view phone) {
    std::string out;
    for (char c : fold_width(phone))
        if (c >= '0' && c <= '9') out += c;
    for (std::string_view prefix : {"0086", "86"})
        if (out.size() == prefix.size() + 11 && out.starts_with(prefix))
            out.erase(0, prefix.size());
    return out;
}

std::string known_sex(std::string_view sex) {
    return sex == "1" || sex == "2" ? std::string(sex) : std::string();
}

} // namespace banxing::registry
