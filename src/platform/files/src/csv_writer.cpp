#include <files/write.h>

#include <ostream>

namespace banxing::files {

CsvWriter::CsvWriter(std::ostream& out) : out_(out) {
    out_ << "\xEF\xBB\xBF";
}

/// Spreadsheets execute what begins with one of these, even from text.
static bool would_run(const std::string& cell) {
    return !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos;
}

static std::string quoted(const std::string& cell) {
    std::string guarded = would_run(cell) ? "'" + cell : cell;
    bool edge_space = !guarded.empty() && (guarded.front() == ' ' || guarded.back() == ' ');
    if (guarded.find_first_of(",;\t\"\r\n") == guarded.npos && !edge_space) return guarded;
    std::string out = "\"";
    for (char c : guarded) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

void CsvWriter::row(std::span<const std::string> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out_ << (i == 0 ? "" : ",") << quoted(cells[i]);
    out_ << "\r\n";
}

} // namespace banxing::files
