#include <core/text.h>
#include <files/write.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>
#include <xlsxwriter.h>

namespace banxing::files {

namespace {

constexpr std::uint32_t most_rows = 1'048'576;

struct Formats {
    lxw_format *title, *above, *heading, *text, *integer, *money, *date, *decimal, *total_text,
        *total_integer, *total_money, *note;
};

lxw_format* format_of(lxw_workbook* book, const char* number_format) {
    lxw_format* format = workbook_add_format(book);
    if (number_format) format_set_num_format(format, number_format);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
}

lxw_format* total_of(lxw_workbook* book, const char* number_format) {
    lxw_format* format = format_of(book, number_format);
    format_set_bold(format);
    format_set_top(format, LXW_BORDER_THIN);
    return format;
}

Formats formats_of(lxw_workbook* book) {
    Formats f{};
    f.title = format_of(book, nullptr);
    format_set_bold(f.title);
    format_set_font_size(f.title, 14);
    f.above = format_of(book, nullptr);
    f.heading = format_of(book, nullptr);
    format_set_bold(f.heading);
    format_set_text_wrap(f.heading);
    format_set_bg_color(f.heading, 0xE3ECF5);
    format_set_bottom(f.heading, LXW_BORDER_THIN);
    f.text = format_of(book, "@"); // so that a number typed over it keeps all its digits
    f.integer = format_of(book, "0");
    f.money = format_of(book, "#,##0.00");
    f.date = format_of(book, "yyyy-mm-dd");
    f.decimal = format_of(book, "0.00");
    f.total_text = total_of(book, nullptr);
    f.total_integer = total_of(book, "0");
    f.total_money = total_of(book, "#,##0.00");
    f.note = format_of(book, nullptr);
    format_set_font_color(f.note, 0x5A6472);
    return f;
}

/// Columns that a text takes: a Chinese character takes two.
int shown_width(const std::string& text) {
    int width = 0;
    for (char32_t c : to_utf32(text)) width += c < 0x2E80 ? 1 : 2;
    return width;
}

int width_of(const Column& column) {
    if (column.width > 0) return column.width;
    static constexpr int least[] = {10, 8, 14, 12, 9};
    return std::clamp(shown_width(column.heading) + 2, least[std::size_t(column.type)], 60);
}

std::string sheet_name(const std::string& wanted) {
    std::u32string name = to_utf32(wanted);
    for (char32_t& c : name)
        if (std::u32string_view(U"[]:*?/\\").find(c) != std::u32string_view::npos) c = U' ';
    if (name.size() > 31) name.resize(31);
    std::string text = trim(to_utf8(name));
    while (text.starts_with('\'')) text.erase(0, 1);
    while (text.ends_with('\'')) text.pop_back();
    return text.empty() ? "Sheet1" : text;
}

/// The text as xlsx can hold it: valid UTF-8, and _xHHHH_ escaped so that it is not taken for an
/// escape.
std::string storable(const std::string& text) {
    std::u32string wide = to_utf32(text);
    std::u32string out;
    for (std::size_t i = 0; i < wide.size(); ++i) {
        if (wide[i] == U'_' && i + 6 < wide.size() && wide[i + 1] == U'x' && wide[i + 6] == U'_')
            out += U"_x005F";
        out += wide[i];
    }
    return to_utf8(out);
}

Error not_written(const char* what) {
    return Error::unavailable(
        {"表格没有写成，请稍后重试", "The sheet could not be written. Try again later"}, what);
}

Error too_many_for_excel() {
    return {Fault::too_large,
            {"行数超过 Excel 的上限，请缩小范围后分几次导出",
             "There are more rows than Excel can hold. Narrow the range and export in parts"},
            {}};
}

} // namespace

struct SheetWriter::State {
    std::filesystem::path path, part;
    SheetPlan plan;
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    Formats formats{};
    std::string name;                // of the sheet
    std::uint32_t next = 0, top = 0; // row; the one with the headings

    ~State() {
        if (!book) return;
        workbook_close(book);
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
    }

    lxw_error text(lxw_col_t column, const std::string& content, lxw_format* format) {
        return worksheet_write_string(sheet, next, column, storable(content).c_str(), format);
    }
    lxw_error number(lxw_col_t column, const std::string& decimal, lxw_format* format) {
        // libxlsxwriter takes binary numbers only, as the file format keeps them: text until here
        return worksheet_write_number(sheet, next, column, std::strtod(decimal.c_str(), nullptr),
                                      format);
    }
    lxw_error whole(lxw_col_t column, std::int64_t value, bool total);
    lxw_error day(lxw_col_t column, Date value);
    lxw_error value(lxw_col_t column, const Value& value, bool total);
    Result<> line(const std::string& content, lxw_format* format);
    Result<> upper_headings();
    Result<> values(std::span<const Value> values, bool total);
    Result<> start();
    std::string cells(std::size_t column, std::uint32_t from, std::uint32_t to) const;
    Result<> chart(const ChartPlan& plan);
};

static std::string plain_yuan(Money amount) {
    std::string text = yuan(amount);
    std::erase(text, ',');
    return text;
}

/// ='Sheet'!$B$2:$B$9, as formulas name cells.
std::string SheetWriter::State::cells(std::size_t column, std::uint32_t from,
                                      std::uint32_t to) const {
    assert(column < 26);
    auto letter = std::string(1, char('A' + column));
    auto out = "='" + name + "'!$" + letter + "$" + std::to_string(from + 1);
    return from == to ? out : out + ":$" + letter + "$" + std::to_string(to + 1);
}

Result<> SheetWriter::State::chart(const ChartPlan& plan) {
    assert(book && plan.rows > 0);
    bool lines = plan.kind == ChartPlan::Kind::lines;
    auto* drawn = workbook_add_chart(book, lines ? LXW_CHART_LINE : LXW_CHART_COLUMN);
    if (!drawn) return fail(not_written("chart"));
    chart_title_set_name(drawn, storable(plan.title).c_str());
    auto first = top + 1 + std::uint32_t(plan.first), last = first + std::uint32_t(plan.rows) - 1;
    for (auto column : plan.columns) {
        auto* series = chart_add_series(drawn, cells(0, first, last).c_str(),
                                        cells(column, first, last).c_str());
        if (!series) return fail(not_written("series"));
        chart_series_set_name(series, cells(column, top, top).c_str());
    }
    if (plan.columns.size() == 1) chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    auto done = worksheet_insert_chart(sheet, lxw_row_t(plan.below), lxw_col_t(plan.beside), drawn);
    return done == LXW_NO_ERROR ? Result<>() : fail(not_written("chart"));
}

lxw_error SheetWriter::State::whole(lxw_col_t column, std::int64_t value, bool total) {
    constexpr std::int64_t exact = 999'999'999'999'999; // Excel keeps 15 digits
    std::string digits = std::to_string(value);
    if (value > exact || value < -exact) return text(column, digits, formats.text);
    return number(column, digits, total ? formats.total_integer : formats.integer);
}

lxw_error SheetWriter::State::day(lxw_col_t column, Date value) {
    if (int(value.year()) < 1900) return text(column, iso(value), formats.text); // Excel knows none
    lxw_datetime when{
        int(value.year()), int(unsigned(value.month())), int(unsigned(value.day())), 0, 0, 0};
    return worksheet_write_datetime(sheet, next, column, &when, formats.date);
}

lxw_error SheetWriter::State::value(lxw_col_t column, const Value& value, bool total) {
    if (auto* content = std::get_if<std::string>(&value))
        return text(column, *content, total ? formats.total_text : formats.text);
    if (auto* count = std::get_if<std::int64_t>(&value)) return whole(column, *count, total);
    if (auto* amount = std::get_if<Money>(&value))
        return number(column, plain_yuan(*amount), total ? formats.total_money : formats.money);
    if (auto* date = std::get_if<Date>(&value)) return day(column, *date);
    if (auto* figure = std::get_if<Hundredths>(&value))
        return number(column, plain_yuan({figure->value}), formats.decimal);
    return total ? worksheet_write_blank(sheet, next, column, formats.total_text) : LXW_NO_ERROR;
}

Result<> SheetWriter::State::line(const std::string& content, lxw_format* format) {
    if (next >= most_rows) return fail(too_many_for_excel());
    if (text(0, content, format) != LXW_NO_ERROR) return fail(not_written("line"));
    ++next;
    return {};
}

Result<> SheetWriter::State::values(std::span<const Value> values, bool total) {
    assert(book && values.size() <= plan.columns.size());
    if (next >= most_rows) return fail(too_many_for_excel());
    for (std::size_t i = 0; i < values.size(); ++i)
        if (value(lxw_col_t(i), values[i], total) != LXW_NO_ERROR) return fail(not_written("cell"));
    ++next;
    return {};
}

/// One row; a heading that stands over one column only is not merged, Excel refuses that.
Result<> SheetWriter::State::upper_headings() {
    auto& columns = plan.columns;
    bool any = std::any_of(columns.begin(), columns.end(), [](auto& c) { return !c.over.empty(); });
    if (!any) return {};
    for (std::size_t first = 0; first < columns.size();) {
        std::size_t last = first;
        while (last + 1 < columns.size() && columns[last + 1].over == columns[first].over) ++last;
        auto content = storable(columns[first].over);
        auto done = first == last
                        ? text(lxw_col_t(first), columns[first].over, formats.heading)
                        : worksheet_merge_range(sheet, next, lxw_col_t(first), next,
                                                lxw_col_t(last), content.c_str(), formats.heading);
        if (done != LXW_NO_ERROR) return fail(not_written("upper heading"));
        first = last + 1;
    }
    ++next;
    return {};
}

Result<> SheetWriter::State::start() {
    name = sheet_name(plan.name);
    sheet = workbook_add_worksheet(book, name.c_str());
    if (!sheet) return fail(not_written("sheet"));
    next = 0;
    for (std::size_t i = 0; i < plan.columns.size(); ++i)
        worksheet_set_column(sheet, lxw_col_t(i), lxw_col_t(i), width_of(plan.columns[i]),
                             plan.columns[i].type == ColumnType::text ? formats.text : nullptr);
    if (!plan.title.empty()) TRY(line(plan.title, formats.title));
    for (auto& text : plan.above) TRY(line(text, formats.above));
    TRY(upper_headings());
    for (std::size_t i = 0; i < plan.columns.size(); ++i)
        if (text(lxw_col_t(i), plan.columns[i].heading, formats.heading) != LXW_NO_ERROR)
            return fail(not_written("heading"));
    top = next;
    worksheet_freeze_panes(sheet, ++next, 0);
    return {};
}

SheetWriter::SheetWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SheetWriter::SheetWriter(SheetWriter&&) noexcept = default;
SheetWriter& SheetWriter::operator=(SheetWriter&&) noexcept = default;
SheetWriter::~SheetWriter() = default;

Result<SheetWriter> SheetWriter::create(std::filesystem::path path, SheetPlan plan) {
    auto state = std::make_unique<State>();
    state->part = path;
    state->part += ".part";
    std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
    state->path = std::move(path);
    state->plan = std::move(plan);
    std::ofstream probe(state->part,
                        std::ios::binary); // libxlsxwriter tells only at the end, and stderr
    if (!probe) return fail(not_written("no place to write"));
    probe.close();
    // rows go to a temporary file at once, beside the sheet: they are personal data
    lxw_workbook_options options{.constant_memory = LXW_TRUE, .tmpdir = folder.data()};
    state->book = workbook_new_opt(state->part.c_str(), &options);
    if (!state->book) return fail(not_written("workbook"));
    lxw_doc_properties properties{};
    properties.created =
        std::max<std::int64_t>(1, state->plan.created.ms / 1000); // 0 would be taken for now
    workbook_set_properties(state->book, &properties);
    state->formats = formats_of(state->book);
    TRY(state->start());
    return SheetWriter(std::move(state));
}

Result<> SheetWriter::row(std::span<const Value> values) {
    return state_->values(values, false);
}
Result<> SheetWriter::total(std::span<const Value> values) {
    return state_->values(values, true);
}
Result<> SheetWriter::note(const std::string& text) {
    return state_->line(text, state_->formats.note);
}

Result<> SheetWriter::chart(const ChartPlan& plan) {
    return state_->chart(plan);
}
Result<> SheetWriter::sheet(SheetPlan plan) {
    state_->plan = std::move(plan);
    return state_->start();
}

static bool flush_to_disk(const std::filesystem::path& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool done = ::fsync(file) == 0;
    return ::close(file) == 0 && done;
}

Result<> SheetWriter::finish() {
    assert(state_->book);
    bool closed = workbook_close(std::exchange(state_->book, nullptr)) == LXW_NO_ERROR;
    std::error_code error;
    if (closed && flush_to_disk(state_->part)) {
        std::filesystem::rename(state_->part, state_->path, error);
        if (!error) return {};
    }
    std::filesystem::remove(state_->part, error);
    return fail(not_written("close"));
}

} // namespace banxing::files
