// Whatever the bytes: reading does not crash, hands over no more than the caps allow, and what it
// hands over can be cleaned. The first byte says where the rest goes: a file as it is, or one part
// of an otherwise sound workbook.
#include "made_book.h"
#include "row_gate.h"

#include <core/text.h>
#include <files/clean.h>
#include <files/headings.h>

#include <cstdlib>

using namespace banxing;
using namespace banxing::files;

static const Limits limits{.file_bytes = 1u << 20,
                           .inflated_bytes = 1u << 20,
                           .shared_text_bytes = 4'096,
                           .total_text_bytes = 65'536,
                           .entries = 20,
                           .rows = 100,
                           .columns = 20,
                           .cell_characters = 200,
                           .merges = 50};

static void hold(bool promise) {
    if (!promise) std::abort();
}

static std::string file_of(std::string_view data) {
    static const std::string row = "<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>45000</v></c></row>";
    static const char* parts[] = {
        "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
        "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "_rels/.rels"};
    char where = data[0];
    data.remove_prefix(1);
    if (where < '0' || where > '6') return std::string(data);
    MadeBook book(where == '0' ? std::string(data) : row);
    book.texts("<si><t>甲</t></si>").styles("", {0, 14});
    if (where > '0') book.set(parts[where - '1'], std::string(data));
    return book.bytes();
}

static void clean(const Cell& cell) {
    auto text = as_text(cell);
    hold(!text || is_valid_utf8(*text));
    if (auto day = as_date(cell, Epoch::y1900)) hold(day->ok());
    if (auto amount = as_money(cell)) hold(amount->fen >= 0);
    (void)!as_integer(cell);
    (void)!as_yes_no(cell);
    if (auto phone = as_phone(cell)) hold(phone->size() >= 11);
    (void)!as_sex(cell);
    if (auto number = as_identity_number(cell)) hold(number->text.size() == 18);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    std::string file = file_of({reinterpret_cast<const char*>(bytes), size});
    std::vector<Row> top;
    std::uint32_t rows = 0, last = 0;
    std::uint64_t text_bytes = 0;
    auto info = read_sheet(
        Source::memory(file), limits, [&](const SheetInfo& seen, Row& row) -> Result<Next> {
            hold(++rows <= limits.rows && seen.rows == rows && row.number > last);
            hold(row.cells.size() <= limits.columns && seen.merges.size() <= limits.merges);
            last = row.number;
            for (const Cell& cell : row.cells) {
                text_bytes += cell.text.size();
                hold(is_valid_utf8(cell.text) && characters(cell.text) <= limits.cell_characters);
                hold(cell.text.empty() == cell.empty());
                clean(cell);
            }
            hold(text_bytes <= limits.total_text_bytes);
            if (top.size() < 20) top.push_back(row);
            return Next::more;
        });
    hold(info ? info->rows == rows : !info.error().message.zh.empty());
    if (info) (void)!find_headings(top, info->merges);
    return 0;
}
