#include <entitlement/batches.h>

#include <array>
#include <fmt/format.h>

namespace banxing::entitlement {

static constexpr std::array digits = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

/// Whole yuan below 10¹²; zeros between digits are said once, at the end never.
static std::string whole(std::int64_t yuan) {
    static constexpr std::array units = {"", "拾", "佰", "仟"};
    static constexpr std::array groups = {"", "万", "亿"};
    auto text = std::to_string(yuan);
    std::string out;
    bool zero = false, group_said = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto place = text.size() - 1 - i;
        if (text[i] == '0') {
            zero = true;
        } else {
            if (zero && !out.empty()) out += digits[0];
            out += std::string(digits[std::size_t(text[i] - '0')]) + units[place % 4];
            zero = false;
            group_said = true;
        }
        if (place % 4 != 0) continue;
        if (group_said) out += groups[place / 4];
        group_said = false;
    }
    return out;
}

std::string in_capitals(Money amount) {
    constexpr std::int64_t limit = 100'000'000'000'000; // fen
    if (amount.fen < 0 || amount.fen >= limit) return {};
    auto yuan = amount.fen / 100, jiao = amount.fen / 10 % 10, fen = amount.fen % 10;
    if (amount.fen == 0) return "零元整";
    std::string out = yuan > 0 ? whole(yuan) + "元" : std::string();
    if (jiao > 0) out += std::string(digits[std::size_t(jiao)]) + "角";
    if (jiao == 0 && fen > 0 && yuan > 0) out += digits[0];
    return fen > 0 ? out + digits[std::size_t(fen)] + "分" : out + "整";
}

std::string months_in_words(const std::vector<MonthDue>& months) {
    std::string out, year;
    for (std::size_t i = 0; i < months.size();) {
        auto number = [&](std::size_t at) { return std::stoi(months[at].period.substr(5)); };
        std::string of = months[i].period.substr(0, 4);
        std::size_t end = i + 1; // of a run of months one after the other
        while (end < months.size() && months[end].period.substr(0, 4) == of &&
               number(end) == number(end - 1) + 1)
            ++end;
        if (!out.empty()) out += "、";
        if (of != year) out += of + "年";
        year = of;
        out += end - i > 1 ? fmt::format("{}—{}月", number(i), number(end - 1))
                           : fmt::format("{}月", number(i));
        i = end;
    }
    return out;
}

} // namespace banxing::entitlement
