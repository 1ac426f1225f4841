#include "worksheet.h"

#include "decimal.h"
#include "merges.h"
#include "refusals.h"
#include "workbook.h"
#include "xml.h"

#include <charconv>
#include <fmt/format.h>

namespace banxing::files {

namespace {

struct Surroundings {
    const SharedTexts& texts;
    const Styles& styles;
    const Limits& limits;
    Epoch epoch;
};

class RowReader : public Xml {
public:
    RowReader(const Surroundings& around, RowGate& gate)
        : Xml(around.limits.depth), around_(around), gate_(gate) {}

private:
    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "c" && in_row_)
            open_cell(attributes);
        else if (name == "row" && in_data_)
            open_row(attributes);
        else if (name == "sheetData")
            in_data_ = true;
        else if (name == "f" && in_cell_)
            cell_.formula = true;
        else if (name == "v" && in_cell_)
            in_value_ = true;
        else if (in_cell_)
            run_.open(name);
    }
    void close(std::string_view name) override {
        if (name == "v")
            in_value_ = false;
        else if (name == "c" && in_cell_)
            close_cell();
        else if (name == "row" && in_row_)
            close_row();
        else if (name == "sheetData")
            stop(); // the rest was read in the first pass
        else if (in_cell_)
            run_.close(name);
    }
    void text(std::string_view part) override {
        if (!in_cell_) return;
        if (in_value_)
            value_.append(part);
        else
            run_.text(part);
        // room for four bytes a character and for escapes of seven
        if (value_.size() + run_.joined().size() > 7ull * around_.limits.cell_characters)
            refuse(cell_too_long(row_.number, around_.limits.cell_characters));
    }

    void open_row(const Attributes& attributes);
    void open_cell(const Attributes& attributes);
    void close_cell();
    void close_row();
    /// Fills cell_ from value_ by the kind that the file names.
    void fill();
    void fill_shared();
    void fill_number();
    void fill_day();
    void set(CellKind kind, std::string text) {
        cell_.kind = text.empty() ? CellKind::empty : kind;
        cell_.text = std::move(text);
    }

    const Surroundings& around_;
    RowGate& gate_;
    Row row_;
    std::uint32_t last_row_ = 0;
    Cell cell_;
    std::string kind_, value_;
    RunJoiner run_;
    std::size_t column_ = 0, next_column_ = 0;
    std::size_t style_ = 0;
    bool in_data_ = false, in_row_ = false, in_cell_ = false, in_value_ = false;
};

template <typename Number>
bool read_number(std::string_view text, Number& value) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

void RowReader::open_row(const Attributes& attributes) {
    row_.cells.clear();
    row_.number = last_row_ + 1;
    if (auto r = attributes["r"]; !r.empty() && !read_number(r, row_.number))
        return refuse(damaged("row number"));
    if (row_.number <= last_row_) return refuse(damaged("rows out of order"));
    last_row_ = row_.number;
    next_column_ = 0;
    in_row_ = true;
}

void RowReader::open_cell(const Attributes& attributes) {
    cell_ = {};
    value_.clear();
    run_.clear();
    kind_ = attributes["t"];
    style_ = 0;
    read_number(attributes["s"], style_);
    column_ = next_column_;
    if (auto r = attributes["r"]; !r.empty()) {
        auto place = parse_place(r);
        if (!place) return refuse(damaged("cell reference"));
        column_ = place->column;
    }
    next_column_ = column_ + 1;
    in_cell_ = true;
}

void RowReader::close_cell() {
    in_cell_ = false;
    fill();
    if (cell_.empty() && !cell_.formula) return;
    if (column_ >= around_.limits.columns)
        return refuse(too_many_columns(row_.number, around_.limits.columns));
    if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
    row_.cells[column_] = std::move(cell_);
}

void RowReader::close_row() {
    in_row_ = false;
    auto next = gate_.pass(row_);
    if (!next) return refuse(std::move(next).error());
    if (*next == Next::stop) stop();
}

void RowReader::fill() {
    if (kind_ == "s") return fill_shared();
    if (kind_ == "inlineStr") return set(CellKind::text, seen_text(run_.joined()));
    if (kind_ == "str") return set(CellKind::text, seen_text(value_));
    if (kind_ == "b") return set(CellKind::boolean, value_);
    if (kind_ == "e") return set(CellKind::error, seen_text(value_));
    if (kind_ == "d") return fill_day();
    fill_number();
}

void RowReader::fill_shared() {
    if (value_.empty()) return;
    std::uint64_t index = 0;
    if (!read_number(std::string_view(value_), index))
        return refuse(damaged("index of shared text"));
    auto text = around_.texts.at(index);
    if (!text) return refuse(damaged("shared text missing"));
    set(CellKind::text, std::string(*text));
}

void RowReader::fill_number() {
    if (value_.empty()) return;
    if (!Decimal::parse(value_)) return refuse(damaged("number"));
    set(CellKind::number, value_);
    if (!around_.styles.is_day(style_)) return;
    cell_.date_format = true;
    cell_.date = day_of_serial(cell_.text, around_.epoch);
}

void RowReader::fill_day() { // strict workbooks write days as ISO 8601
    set(CellKind::text, value_);
    cell_.date = parse_iso_date(std::string_view(value_).substr(0, 10));
}

} // namespace

static Result<const Workbook::Sheet*> choose(const Workbook& workbook, const std::string& wanted) {
    for (auto& sheet : workbook.sheets)
        if (wanted.empty() ? sheet.visible : sheet.name == wanted) return &sheet;
    if (wanted.empty())
        return fail(
            Error::invalid({"工作簿中没有可见的工作表", "The workbook has no visible sheet"}));
    return fail(Error::not_found(
        {"工作簿中没有这张工作表，请重新选择", "The workbook has no such sheet. Choose again"}));
}

Result<SheetInfo> read_xlsx(const Input& input, const std::string& sheet, const Limits& limits,
                            const RowSink& sink) {
    Archive archive = TRY(Archive::open(input, limits));
    Workbook workbook = TRY(read_workbook(archive, limits));
    const Workbook::Sheet& chosen = *TRY(choose(workbook, sheet));
    SharedTexts texts;
    if (!workbook.texts.empty() && archive.has(workbook.texts))
        texts = TRY(SharedTexts::read(archive, workbook.texts, limits));
    Styles styles;
    if (!workbook.styles.empty() && archive.has(workbook.styles))
        styles = TRY(Styles::read(archive, workbook.styles, limits));

    Preview preview = TRY(preview_worksheet(archive, chosen.part, limits));
    SheetInfo info{.kind = SheetKind::xlsx,
                   .epoch = workbook.epoch,
                   .sheet = chosen.name,
                   .merges = std::move(preview.merges),
                   .expected_rows = preview.rows};
    for (auto& each : workbook.sheets)
        if (each.visible) info.sheets.push_back(each.name);
    RowGate gate(info, limits, sink);
    Surroundings around{texts, styles, limits, info.epoch};
    RowReader reader(around, gate);
    bool stopped = false;
    TRY(archive.stream(chosen.part, [&](std::string_view block) -> Result<Next> {
        Next next = TRY(reader.feed(block));
        stopped = next == Next::stop;
        return next;
    }));
    if (!stopped) TRY(reader.finish());
    return info;
}

} // namespace banxing::files
