#pragma once
// Reading the sheets that departments hand in: row by row, in bounded memory, nothing trusted.
// Kind and encoding are told by content, never by the file's name. Choice of parts:
// docs/decisions/0005-sheets.md.
#include <core/date.h>
#include <core/result.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banxing::files {

enum class CellKind : std::uint8_t { empty, text, number, boolean, error };

struct Cell {
    CellKind kind = CellKind::empty;
    bool date_format = false; // a number that the sheet shows as a day
    bool formula = false;     // `kind` is then the stored result; empty: none was stored
    bool merged = false;      // lies in a merged range; only the range's first cell has content
    /// text: runs joined, no control characters but tab and line breaks; number: the decimal text
    /// as stored, maybe with an exponent; boolean: "1" or "0"; error: "#N/A".
    std::string text = {};
    /// The day of a number with a date format or of a true date cell; none when the serial is no
    /// day.
    std::optional<Date> date = {};

    bool empty() const { return kind == CellKind::empty; }
};

/// Row and columns as people see them: the row counts from 1, `cells[0]` is column A.
struct Row {
    std::uint32_t number = 0;
    std::vector<Cell> cells;
};

/// "AB" for 27: how a person finds the column.
std::string column_name(std::size_t index);

/// A merged range, ends included; rows from 1, columns from 0.
struct Merge {
    std::uint32_t first_row = 0, last_row = 0;
    std::uint32_t first_column = 0, last_column = 0;
    bool contains(std::uint32_t row, std::size_t column) const {
        return first_row <= row && row <= last_row && first_column <= column &&
               column <= last_column;
    }
    bool operator==(const Merge&) const = default;
};

enum class SheetKind : std::uint8_t { xlsx, delimited };
enum class Encoding : std::uint8_t { utf8, utf16, gb18030 };
/// The day that serial numbers count from. In the 1900 system serial 60 is a day that never was
/// (1900-02-29).
enum class Epoch : std::uint8_t { y1900, y1904 };

struct SheetInfo {
    SheetKind kind = SheetKind::xlsx;
    Encoding encoding = Encoding::utf8;
    char delimiter = 0;                   // of delimited text: ',' ';' or tab
    Epoch epoch = Epoch::y1900;           // for serials that carry no date format
    std::string sheet = {};               // the sheet that is read; empty for delimited text
    std::vector<std::string> sheets = {}; // all visible sheets
    std::vector<Merge> merges = {};  // of the whole sheet, by first row; known before the first row
    std::uint32_t expected_rows = 0; // roughly, for a progress bar
    std::uint32_t rows = 0;          // handed over so far; final in the result
};

/// What a sheet may be at most. Going over one is an error that names it; nothing is cut silently.
struct Limits {
    std::uint64_t file_bytes = 100u << 20;
    std::uint64_t inflated_bytes = 256u << 20; // counted while inflating, all parts together
    std::uint64_t shared_text_bytes = 96u << 20;
    std::uint64_t total_text_bytes = 1u << 30; // handed over, all cells together
    std::uint32_t entries = 2'000;             // of the archive
    std::uint32_t rows = 1'048'576;
    std::uint32_t columns = 512;
    std::uint32_t cell_characters = 32'767;
    std::uint32_t merges = 100'000;
    std::uint32_t depth = 32; // of XML elements
};

/// Bytes must outlive the call. `sheet`: which one of a workbook; empty: the first visible one.
struct Source {
    std::filesystem::path path = {};
    std::string_view bytes = {};
    std::string sheet = {};
    static Source file(std::filesystem::path p) { return {.path = std::move(p)}; }
    static Source memory(std::string_view b) { return {.bytes = b}; }
};

enum class Next : std::uint8_t { more, stop };

/// Called for each row with content, in ascending order; the row may be moved from. An error ends
/// the reading. All of `info` but `rows` is final.
using RowSink = std::function<Result<Next>(const SheetInfo& info, Row& row)>;

/// Reads one sheet of an .xlsx workbook or of delimited text (UTF-8, UTF-16 with mark, GB18030).
/// Fault::invalid: not a sheet, old .xls, encrypted, macros, damaged, cut off; Fault::too_large:
/// over a limit; Fault::not_found: no such file or sheet. Rows handed over before an error stand.
Result<SheetInfo> read_sheet(const Source& source, const Limits& limits, const RowSink& sink);

/// The day of a serial number ("45000", "45000.43"); nothing when it is none. Time of day is
/// dropped.
std::optional<Date> day_of_serial(std::string_view number, Epoch epoch);

} // namespace banxing::files
