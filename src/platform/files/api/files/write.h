#pragma once
// Clean sheets for people: .xlsx in constant memory, and .csv that no spreadsheet will execute.
#include <core/date.h>
#include <core/money.h>
#include <core/result.h>

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace banxing::files {

enum class ColumnType : std::uint8_t { text, integer, money, date, decimal };

struct Column {
    std::string heading;
    ColumnType type =
        ColumnType::text;  // sets look and width; a text value is allowed in any column
    int width = 0;         // characters; 0: by type and heading
    std::string over = {}; // a heading above, merged over neighbours that have the same
};

/// A figure with two decimals: 9825 is 98.25.
struct Hundredths {
    std::int64_t value = 0;
};

/// Nothing, text, whole number, money, day, figure. Text is never taken for a formula.
using Value = std::variant<std::monostate, std::string, std::int64_t, Money, Date, Hundredths>;

struct SheetPlan {
    std::string name;       // of the sheet, at most 31 characters, none of []:*?/\ (replaced)
    std::string title = {}; // a line above the headings
    std::vector<std::string> above = {}; // small lines between title and headings
    std::vector<Column> columns;
    Instant created =
        {}; // stands in the file's properties, so that the same content gives the same file
};

/// A drawing beside the rows of the sheet: its first column names the points.
struct ChartPlan {
    enum class Kind : std::uint8_t { lines, columns } kind = Kind::lines;
    std::string title;
    std::size_t first = 0, rows = 0;  // of the rows that were written, from 0
    std::vector<std::size_t> columns; // one series each, named by its heading
    std::size_t beside = 0;           // the sheet's column and row at which it stands
    std::size_t below = 0;
};

/// Writes beside `path` and puts the file there in `finish`; without `finish` nothing stays.
class SheetWriter {
public:
    static Result<SheetWriter> create(std::filesystem::path path, SheetPlan plan);
    SheetWriter(SheetWriter&&) noexcept;
    SheetWriter& operator=(SheetWriter&&) noexcept;
    ~SheetWriter();

    /// At most as many values as columns; too_large beyond Excel's 1,048,576 rows.
    Result<> row(std::span<const Value> values);
    /// A row in bold with a line above it.
    Result<> total(std::span<const Value> values);
    /// A line of text below the table.
    Result<> note(const std::string& text);
    Result<> chart(const ChartPlan& plan);
    /// Begins another sheet of the book; what follows goes into it.
    Result<> sheet(SheetPlan plan);
    /// Closes the file, safe on disk, and puts it at its path. Once.
    Result<> finish();

private:
    struct State;
    explicit SheetWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// UTF-8 with mark, CRLF, quoted where needed; a cell that starts with = + - @ tab or CR gets a '
/// before it. The caller looks at the stream's state at the end.
class CsvWriter {
public:
    explicit CsvWriter(std::ostream& out);
    void row(std::span<const std::string> cells);

private:
    std::ostream& out_;
};

} // namespace banxing::files
