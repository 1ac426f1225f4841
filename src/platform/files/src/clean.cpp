#include "clean_text.h"
#include "decimal.h"

#include <core/text.h>
#include <files/clean.h>

#include <algorithm>
#include <span>

namespace banxing::files {

static bool is_any(std::string_view text, std::span<const std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

static std::string small_letters(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
    return text;
}

Result<Money> as_money(const Cell& cell) {
    std::string text = TRY(compact_text(cell));
    if (cell.date_format)
        return refuse_cell(
            "这里应填金额，单元格却是日期格式，请改为数值格式",
            "An amount is expected but the cell has a date format. Make it a number");
    take_front(text, "人民币");
    take_front(text, "RMB");
    take_front(text, "￥");
    take_front(text, "¥");
    if (!take_back(text, "整")) take_back(text, "正");
    if (take_back(text, "圆")) text += "元";
    if (text.ends_with("万") || text.ends_with("万元"))
        return refuse_cell("金额请按元填写，不要用万",
                           "Give the amount in yuan, not in ten thousands");
    if (text.starts_with('-') || text.starts_with('('))
        return refuse_cell("金额不能为负数，请核对", "An amount cannot be negative. Check it");
    return parse_yuan(text);
}

Result<std::int64_t> as_integer(const Cell& cell) {
    static constexpr int most_digits = 12;
    std::string text = TRY(compact_text(cell));
    for (std::string_view unit : {"课时", "天", "次", "人", "个", "节"})
        if (take_back(text, unit)) break;
    auto number = Decimal::parse(text);
    if (!number && text.find(',') != text.npos) {
        // as parse_yuan reads it, a comma is taken only where it parts groups of three
        bool negative = take_front(text, "-");
        if (auto grouped = parse_yuan(text); grouped && !negative) {
            std::erase(text, ',');
            number = Decimal::parse(text);
        }
    }
    if (!number || !number->whole() || number->magnitude() > most_digits || cell.date_format)
        return refuse_cell("这里应填整数，例如 22", "A whole number is expected, such as 22");
    return std::int64_t(std::stoll(*number->plain()));
}

Result<bool> as_yes_no(const Cell& cell) {
    static constexpr std::string_view yes[] = {"是",  "有", "√",    "✓",  "✔", "y",
                                               "yes", "1",  "true", "对", "☑"};
    static constexpr std::string_view no[] = {"否", "无", "×", "✗",     "✕",    "✘",    "x",
                                              "n",  "no", "0", "false", "没有", "不是", "错"};
    std::string text = small_letters(TRY(compact_text(cell)));
    if (is_any(text, yes)) return true;
    if (is_any(text, no)) return false;
    return refuse_cell("这里应填“是”或“否”", "Yes or no is expected: 是 or 否");
}

Result<Sex> as_sex(const Cell& cell) {
    static constexpr std::string_view male[] = {"男", "男性", "男孩", "男童", "1", "m", "male"};
    static constexpr std::string_view female[] = {"女", "女性", "女孩", "女童", "2", "f", "female"};
    std::string text = small_letters(TRY(compact_text(cell)));
    if (is_any(text, male)) return Sex::male;
    if (is_any(text, female)) return Sex::female;
    return refuse_cell("性别应填“男”或“女”", "The sex is 男 (male) or 女 (female)");
}

static Error lost_digits() {
    return Error::invalid(
        {"Excel 把身份证号存成了数字，后几位已丢失，请把该列设为文本格式后重新填写完整号码",
         "Excel stored the identity number as a number and its last digits are lost. Set "
         "the column to text and type the whole number again"});
}

Result<IdentityNumber> as_identity_number(const Cell& cell) {
    static constexpr int kept_digits = 15;
    if (cell.kind == CellKind::number) {
        auto number = Decimal::parse(cell.text);
        if (!number || number->magnitude() > kept_digits) return fail(lost_digits());
    }
    std::string text = TRY(compact_text(cell));
    take_front(text, "'");
    std::erase(text, '-');
    if (auto number = Decimal::parse(text); number && text.find_first_of("eE") != text.npos)
        return fail(lost_digits());
    if (all_digits(text) && text.size() == 15)
        return refuse_cell("这是15位旧身份证号，请改填18位身份证号",
                           "This is an old number of 15 digits. Give the one of 18 characters");
    auto parsed = parse_identity_number(text);
    // a damaged number that was turned to text ends in zeros; only its check digit can tell it from
    // a true one
    if (!parsed && text.size() == 18 && all_digits(text) && text.ends_with("000"))
        return fail(lost_digits());
    return parsed;
}

} // namespace banxing::files
