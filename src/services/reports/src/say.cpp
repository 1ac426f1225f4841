#include "say.h"

#include <consequences/figures.h>

namespace banxing::reports {
namespace {

void replace(std::string& text, std::string_view name, const std::string& value) {
    auto mark = "{" + std::string(name) + "}";
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + value.size()))
        text.replace(at, mark.size(), value);
}

const char* unit_text(derive::Unit unit, bool english) {
    switch (unit) {
    case derive::Unit::percent:
        return "%";
    case derive::Unit::per_100000:
        return english ? "/100,000" : "/10万";
    case derive::Unit::per_million:
        return english ? "/million" : "/百万";
    case derive::Unit::count:
        break;
    }
    return "";
}

} // namespace

std::string grouped(std::int64_t number) {
    auto out = std::to_string(number);
    for (auto at = std::int64_t(out.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        out.insert(std::size_t(at), ",");
    return out;
}

Words month_words(std::int64_t month) {
    static constexpr const char* names[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
    auto year = std::to_string(month / 12);
    return {year + "年" + std::to_string(month % 12 + 1) + "月",
            names[month % 12] + std::string(" ") + year};
}

Words day_words(Date day) {
    return {chinese(day), iso(day)};
}

Words with_unit(const derive::Indicator& indicator, const std::string& value) {
    if (value.empty()) return {"暂无数据", "no data"};
    return {value + unit_text(indicator.unit, false), value + unit_text(indicator.unit, true)};
}

Words standing_words(insight::Standing standing) {
    static const Words names[] = {{"待填报", "to be filled"},   {"暂无数据", "no data"},
                                  {"已达标", "reached"},        {"过期未达标", "missed"},
                                  {"按进度可达标", "on track"}, {"有风险", "at risk"}};
    return names[int(standing)];
}

Words goal_words(const derive::Indicator& indicator, const derive::Target& target) {
    static constexpr const char* marks[] = {"≥ ", "> ", "≤ ", "< "};
    if (target.comparator == derive::Comparator::falls_by) {
        auto year = std::to_string(target.base_year);
        return {"比" + year + "年下降" + target.value + "%", target.value + "% below " + year};
    }
    auto value = with_unit(indicator, target.value);
    auto* mark = marks[int(target.comparator)];
    return {mark + value.zh, mark + value.en};
}

Words list_of(const std::vector<Words>& all) {
    Words out;
    for (const auto& one : all) {
        out.zh += (out.zh.empty() ? "" : "、") + one.zh;
        out.en += (out.en.empty() ? "" : ", ") + one.en;
    }
    return out;
}

Say&& Say::with(std::string_view name, const Words& value) && {
    replace(out_.zh, name, value.zh);
    replace(out_.en, name, value.en);
    return std::move(*this);
}

Say&& Say::with(std::string_view name, std::int64_t number) && {
    return std::move(*this).with(name, Words{grouped(number), grouped(number)});
}

} // namespace banxing::reports
