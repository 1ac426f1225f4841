#include <core/money.h>

#include <fmt/format.h>

namespace banxing {

static std::string_view strip_currency(std::string_view text) {
    auto drop_front = [&](std::string_view mark) {
        if (text.starts_with(mark)) text.remove_prefix(mark.size());
    };
    drop_front("¥");
    drop_front("￥");
    if (text.ends_with("元")) text.remove_suffix(std::string_view("元").size());
    return text;
}

static tl::unexpected<Error> not_money() {
    return fail(Error::invalid({"金额应为元，最多两位小数，例如 1234.50",
                                "An amount in yuan with at most two decimals, such as 1234.50"}));
}

/// Whole yuan; a comma is taken only where it parts groups of three.
static Result<std::int64_t> whole_part(std::string_view text) {
    if (text.empty()) return not_money();
    bool grouped = text.find(',') != text.npos;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t left = text.size() - i;
        if (grouped && left % 4 == 0 && i > 0) {
            if (text[i] != ',') return not_money();
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return not_money();
        value = value * 10 + (text[i] - '0');
        if (value > 1'000'000'000'000) return not_money();
    }
    return value;
}

Result<Money> parse_yuan(std::string_view text) {
    text = strip_currency(text);
    auto point = text.find('.');
    std::int64_t fen = TRY(whole_part(text.substr(0, point))) * 100;
    if (point == text.npos) return Money{fen};
    std::string_view decimals = text.substr(point + 1);
    while (decimals.size() > 2 && decimals.back() == '0') decimals.remove_suffix(1);
    if (decimals.empty() || decimals.size() > 2) return not_money();
    std::int64_t scale = 10;
    for (char c : decimals) {
        if (c < '0' || c > '9') return not_money();
        fen += (c - '0') * scale;
        scale /= 10;
    }
    return Money{fen};
}

std::string yuan(Money amount) {
    std::int64_t size = amount.fen < 0 ? -amount.fen : amount.fen;
    std::string whole = std::to_string(size / 100);
    for (int at = int(whole.size()) - 3; at > 0; at -= 3) whole.insert(std::size_t(at), ",");
    return fmt::format("{}{}.{:02}", amount.fen < 0 ? "-" : "", whole, size % 100);
}

} // namespace banxing
