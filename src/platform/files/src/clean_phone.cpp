#include "clean_text.h"

#include <core/text.h>

namespace banxing::files {

/// Which second digits are given out changes over the years, so it is not asked for here.
static bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '1';
}

/// Area codes of three digits: 010 and 02x; all others have four.
static std::size_t area_length(std::string_view digits) {
    return digits[1] == '1' || digits[1] == '2' ? 3 : 4;
}

/// Digits alone, the country code taken off; nothing when there is anything else but separators.
static std::optional<std::string> bare_digits(std::string text) {
    if (take_front(text, "+86") || take_front(text, "0086") || take_front(text, "(+86)") ||
        take_front(text, "86-"))
        take_front(text, "-");
    std::string digits;
    for (char c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != '-' && c != '(' && c != ')' && c != '.')
            return std::nullopt;
    }
    if (digits.size() == 13 && digits.starts_with("86")) digits.erase(0, 2);
    return digits;
}

static bool holds_two(std::string_view text) {
    return text.find_first_of("/,;|") != text.npos || text.find("、") != text.npos;
}

Result<std::string> as_phone(const Cell& cell) {
    std::string text = TRY(compact_text(cell));
    take_front(text, "'");
    for (std::string_view dash : {"—", "–", "－"})
        for (auto at = text.find(dash); at != text.npos; at = text.find(dash))
            text.replace(at, dash.size(), "-");
    if (holds_two(text))
        return refuse_cell("这里只能填一个电话号码，请保留一个",
                           "Only one telephone number fits here. Keep one");
    auto digits = bare_digits(text);
    if (digits && is_mobile(*digits)) return *digits;
    if (digits && digits->size() >= 10 && (*digits)[0] == '0' && (*digits)[1] != '0') {
        std::size_t area = area_length(*digits), local = digits->size() - area;
        if ((local == 7 || local == 8) && (*digits)[area] >= '2')
            return digits->substr(0, area) + "-" + digits->substr(area);
    }
    if (digits && (digits->size() == 7 || digits->size() == 8))
        return refuse_cell("固定电话缺少区号，请补上，例如 0575-87000000",
                           "The landline has no area code. Add it, such as 0575-87000000");
    return refuse_cell(
        "电话号码应为11位手机号或带区号的固定电话",
        "A telephone number is a mobile of 11 digits or a landline with its area code");
}

} // namespace banxing::files
