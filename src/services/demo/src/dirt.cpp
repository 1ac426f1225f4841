#include "dirt.h"

#include <core/text.h>

namespace banxing::demo {

std::string Dirt::cell(std::string text) {
    if (!happens("blank_or_line_break_in_cell")) return text;
    switch (draw_.below(3)) {
    case 0:
        return " " + text;
    case 1:
        return text + "\n";
    default:
        return text + "　"; // the ideographic space
    }
}

std::string Dirt::digits(std::string text) {
    if (!happens("full_width_digits")) return text;
    std::u32string wide = to_utf32(text);
    for (char32_t& c : wide)
        if (c >= U'0' && c <= U'9') c = c - U'0' + U'０';
    return to_utf8(wide);
}

std::string Dirt::name(std::string text) {
    if (happens("name_with_blank")) {
        auto wide = to_utf32(text);
        wide.insert(1, 1, U' ');
        text = to_utf8(wide);
    }
    return cell(std::move(text));
}

std::string Dirt::sex(bool male) {
    static const std::vector<std::string> men{"男", "男", "男", "男", "男性", "1", "M", "男 "},
        women{"女", "女", "女", "女", "女性", "2", "F", " 女"};
    return draw_.one_of(male ? men : women);
}

std::string Dirt::number(std::string text) {
    if (text.empty() || happens("missing_identity_number")) return {};
    if (happens("wrong_check_digit")) text.back() = text.back() == '5' ? '6' : '5';
    if (text.back() == 'X' && happens("lower_case_x")) text.back() = 'x';
    return cell(digits(std::move(text)));
}

std::string Dirt::phone(std::string text) {
    if (happens("missing_phone")) return {};
    return cell(digits(std::move(text)));
}

std::string Dirt::yes_no(bool yes) {
    static const std::vector<std::string> affirmed{"是", "有", "√", "Y", "1"},
        denied{"否", "无", "×", "N", "0"};
    return draw_.one_of(yes ? affirmed : denied);
}

files::Value Dirt::day(Date day) {
    constexpr int excel_epoch = 25'569; // days from Excel's zero to 1970-01-01
    auto text = iso(day);
    if (happens("date_that_does_not_exist")) return text.substr(0, 4) + "-02-30";
    auto y = text.substr(0, 4), m = std::to_string(unsigned(day.month())),
         d = std::to_string(unsigned(day.day()));
    switch (draw_.below(12)) {
    case 0:
        return cell(digits(text));
    case 1:
        return y + "/" + m + "/" + d;
    case 2:
        return digits(y + "年" + m + "月" + d + "日");
    case 3:
        return y + "." + m + "." + d;
    case 4:
        return y + text.substr(5, 2) + text.substr(8, 2);
    case 5:
        return to_days(day) + excel_epoch;
    default:
        return day;
    }
}

files::Value Dirt::month(Date month) {
    auto text = iso(month);
    switch (draw_.below(5)) {
    case 0:
        return text.substr(0, 4) + "年" + std::to_string(unsigned(month.month())) + "月";
    case 1:
        return digits(text.substr(0, 4) + text.substr(5, 2));
    default:
        return text.substr(0, 7);
    }
}

files::Value Dirt::yuan(std::int64_t fen) {
    switch (draw_.below(6)) {
    case 0:
        return banxing::yuan(Money{fen});
    case 1:
        return digits(std::to_string(fen / 100)) + "元";
    default:
        return Money{fen};
    }
}

} // namespace banxing::demo
