#include "clean_text.h"

#include "decimal.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::files {

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

bool take_front(std::string& text, std::string_view mark) {
    if (!text.starts_with(mark)) return false;
    text.erase(0, mark.size());
    return true;
}

bool take_back(std::string& text, std::string_view mark) {
    if (!text.ends_with(mark)) return false;
    text.resize(text.size() - mark.size());
    return true;
}

/// CsvWriter puts a ' before what a spreadsheet would execute; here it comes off again.
static void drop_guard(std::string& text) {
    constexpr std::string_view guarded = "=+-@";
    if (text.size() > 1 && text[0] == '\'' && guarded.find(text[1]) != guarded.npos)
        text.erase(0, 1);
}

static Result<std::string> number_text(const std::string& stored) {
    auto number = Decimal::parse(stored);
    if (number) number->round_to_shown();
    auto plain = number ? number->plain() : std::nullopt;
    if (!plain) return refuse_cell("数字过大，请检查", "The number is too large. Check it");
    return *plain;
}

Result<std::string> as_text(const Cell& cell) {
    switch (cell.kind) {
    case CellKind::empty:
        return std::string();
    case CellKind::text: {
        std::string text = squeeze(fold_width(cell.text));
        drop_guard(text);
        return text;
    }
    case CellKind::number:
        if (cell.date) return iso(*cell.date);
        return number_text(cell.text);
    case CellKind::boolean:
        return std::string(cell.text == "1" ? "是" : "否");
    case CellKind::error:
        break;
    }
    return refuse_cell("单元格是 Excel 的错误值（如 #N/A），请改填实际内容",
                       "The cell holds an Excel error such as #N/A. Fill in the real content");
}

bool blank(const Cell& cell) {
    if (cell.kind == CellKind::empty) return true;
    if (cell.kind != CellKind::text) return false;
    std::string text = without_space(fold_width(cell.text));
    for (std::string_view mark : {"-", "/", "\\", "—", "–", "_", ".", "·"})
        while (take_front(text, mark)) continue;
    return text.empty();
}

Result<std::string> filled_text(const Cell& cell) {
    if (blank(cell)) return refuse_cell("没有填写，请补填", "Nothing is filled in. Fill it in");
    return as_text(cell);
}

Result<std::string> compact_text(const Cell& cell) {
    return without_space(TRY(filled_text(cell)));
}

} // namespace banxing::files
