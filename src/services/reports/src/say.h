#pragma once
// Figures, months and lists in words.
#include <insight/board.h>

namespace banxing::reports {

/// 1234567 → "1,234,567"
std::string grouped(std::int64_t number);
/// "2026年10月", "October 2026"
Words month_words(std::int64_t month);
Words day_words(Date day);
/// "98.25%", "512"
Words with_unit(const derive::Indicator& indicator, const std::string& value);
Words standing_words(insight::Standing standing);
/// "≥ 99%"; of a fall: "比2020年下降10%"
Words goal_words(const derive::Indicator& indicator, const derive::Target& target);
/// "A、B" and "A, B"
Words list_of(const std::vector<Words>& all);

/// Fills {name} in both languages.
class Say {
public:
    Say(std::string zh, std::string en) : out_{std::move(zh), std::move(en)} {}
    Say&& with(std::string_view name, const Words& value) &&;
    Say&& with(std::string_view name, std::int64_t number) &&;
    Words words() && { return std::move(out_); }

private:
    Words out_;
};

} // namespace banxing::reports
