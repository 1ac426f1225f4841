#include <dmn/batch.h>
#include <feel/read.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace banxing::dmn {
namespace {

using feel::Cells;
using feel::TypeKind;
using feel::Value;

Cells::Kind kind_for(const feel::Type& type) {
    switch (type.kind()) {
    case TypeKind::number:
        return Cells::Kind::number;
    case TypeKind::boolean:
        return Cells::Kind::boolean;
    case TypeKind::date:
        return Cells::Kind::day;
    case TypeKind::string:
        return Cells::Kind::text;
    default:
        return Cells::Kind::value;
    }
}

/// "2026-03-05", the plain way; anything else is left to the general reader.
std::optional<std::int64_t> quick_day(std::string_view t) {
    if (t.size() != 10 || t[4] != '-' || t[7] != '-') return std::nullopt;
    int digits[8], n = 0;
    for (std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
        int digit = t[i] - '0';
        if (digit < 0 || digit > 9) return std::nullopt;
        digits[n++] = digit;
    }
    int year = ((digits[0] * 10 + digits[1]) * 10 + digits[2]) * 10 + digits[3];
    int month = digits[4] * 10 + digits[5], day = digits[6] * 10 + digits[7];
    bool plain = month >= 1 && month <= 12 && day >= 1 && day <= 28;
    return plain ? std::optional(year * 512LL + month * 32 + day) : std::nullopt;
}

/// Whole numbers of up to 15 digits, the plain way.
std::optional<std::int64_t> quick_number(std::string_view t) {
    if (t.empty() || t.size() > 15) return std::nullopt;
    std::int64_t n = 0;
    for (char c : t) {
        if (c < '0' || c > '9') return std::nullopt;
        n = n * 10 + (c - '0');
    }
    return n;
}

/// Fills one column, field by field.
class Filler {
public:
    Filler(Cells& column, TypeKind kind) : column_(column), kind_(kind) {}

    bool add(std::string_view field) { // false: not of its type
        if (field.empty()) return add_value({});
        switch (column_.kind) {
        case Cells::Kind::text:
            column_.cells.push_back(code(field));
            return true;
        case Cells::Kind::boolean:
            if (field == "true" || field == "false")
                return column_.cells.push_back(field == "true" ? 1 : 0), true;
            break;
        case Cells::Kind::day:
            if (auto day = quick_day(field)) return column_.cells.push_back(*day), true;
            break;
        case Cells::Kind::number:
            if (auto n = quick_number(field); n && column_.scale == 0)
                return column_.cells.push_back(*n), true;
            break;
        default:
            break;
        }
        Value value = feel::read_text(field, kind_);
        return !value.is_null() && add_value(std::move(value));
    }

private:
    std::int64_t code(std::string_view text) {
        if (!column_.texts.empty() && column_.texts[last_] == text)
            return static_cast<std::int64_t>(last_);
        auto found = codes_.find(text);
        if (found == codes_.end()) {
            found = codes_.emplace(std::string(text), column_.texts.size()).first;
            column_.texts.emplace_back(text);
        }
        last_ = found->second;
        return static_cast<std::int64_t>(last_);
    }

    bool add_value(Value value) {
        if (column_.kind == Cells::Kind::value) return column_.values.push_back(value), true;
        if (value.is_null()) return column_.cells.push_back(Cells::absent), true;
        if (value.is(feel::Kind::date))
            return column_.cells.push_back(Cells::pack(value.day())), true;
        if (value.is(feel::Kind::boolean))
            return column_.cells.push_back(value.boolean() ? 1 : 0), true;
        if (!add_number(value.number())) {
            spread();
            column_.values.push_back(std::move(value));
        }
        return true;
    }

    /// With more decimals than before all earlier cells are written anew; false beyond 64 bits.
    bool add_number(const feel::Decimal& number) {
        int scale = std::max(column_.scale, -number.exponent());
        if (scale > 15) return false;
        auto scaled = multiply(number, *feel::Decimal::make(false, 1, scale));
        auto cell = scaled ? scaled->to_int64() : std::nullopt;
        if (!cell) return false;
        for (; column_.scale < scale; ++column_.scale)
            for (std::int64_t& earlier : column_.cells)
                if (earlier != Cells::absent && __builtin_mul_overflow(earlier, 10, &earlier))
                    return false;
        column_.cells.push_back(*cell);
        return true;
    }

    void spread() {
        Cells values;
        for (std::int64_t cell : column_.cells) values.values.push_back(column_.of_cell(cell));
        column_ = std::move(values);
    }

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    Cells& column_;
    TypeKind kind_;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> codes_;
    std::size_t last_ = 0;
};

/// One line's fields; quoted ones lose their quotes.
class Fields {
public:
    explicit Fields(std::string_view line) : line_(line) {}

    bool next(std::string_view& field) {
        if (at_ > line_.size()) return false;
        if (at_ < line_.size() && line_[at_] == '"') return next_quoted(field);
        const void* comma = std::memchr(line_.data() + at_, ',', line_.size() - at_);
        std::size_t end =
            comma ? static_cast<std::size_t>(static_cast<const char*>(comma) - line_.data())
                  : line_.size();
        field = line_.substr(at_, end - at_);
        at_ = end + 1;
        return true;
    }

private:
    bool next_quoted(std::string_view& field) {
        unquoted_.clear();
        for (++at_; at_ < line_.size(); ++at_) {
            if (line_[at_] == '"' && (at_ + 1 == line_.size() || line_[++at_] != '"')) break;
            unquoted_ += line_[at_];
        }
        if (at_ < line_.size() && line_[at_] == '"') ++at_; // the last field of its line
        at_ = std::min(line_.find(',', at_), line_.size()) + 1;
        field = unquoted_;
        return true;
    }

    std::string_view line_;
    std::size_t at_ = 0;
    std::string unquoted_;
};

struct Place {
    std::size_t row, column; // from 1
};

Error misfit(const Place& at, const std::string& input, std::string_view field) {
    std::string row = std::to_string(at.row), column = std::to_string(at.column);
    std::string text(field.substr(0, 40));
    Words words{"第 " + row + " 行第 " + column + " 列“" + input + "”的值“" + text + "”不合其类型",
                "row " + row + ", column " + column + " (" + input + "): \"" + text +
                    "\" is not of its type"};
    return Error::invalid(words, {{row + ":" + column, words}});
}

Error open_quote(std::size_t row) {
    std::string number = std::to_string(row);
    Words words{"第 " + number + " 行的引号没有结束", "row " + number + ": a quote does not end"};
    return Error::invalid(words, {{number + ":1", words}});
}

/// Which input each heading stands for, −1 for none.
std::vector<int> bound(std::string_view heading, const Model& model) {
    std::vector<int> inputs;
    Fields fields(heading);
    for (std::string_view field; fields.next(field);) inputs.push_back(model.input(field));
    return inputs;
}

/// Lines of fields: a line break within quotes does not end one.
class Lines {
public:
    explicit Lines(std::string_view text)
        : text_(text), quotes_(std::memchr(text.data(), '"', text.size()) != nullptr) {}

    std::string_view at(std::size_t from) const {
        std::size_t end = end_of(from);
        bool open = within_quotes(text_.substr(from, end - from));
        while (open && end < text_.size()) {
            std::size_t next = end_of(end + 1);
            open = !within_quotes(text_.substr(end + 1, next - end - 1));
            end = next;
        }
        return text_.substr(from, end - from);
    }
    /// Whether a line has a quote that does not end in it.
    bool within_quotes(std::string_view line) const {
        return quotes_ && std::ranges::count(line, '"') % 2 != 0;
    }

private:
    std::size_t end_of(std::size_t from) const {
        const void* end = from < text_.size()
                              ? std::memchr(text_.data() + from, '\n', text_.size() - from)
                              : nullptr;
        return end ? static_cast<std::size_t>(static_cast<const char*>(end) - text_.data())
                   : text_.size();
    }

    std::string_view text_;
    bool quotes_;
};

std::string_view bare(std::string_view line) {
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

void append_whole(std::int64_t cell, std::string& out) {
    char digits[24];
    char* end = digits + sizeof digits;
    auto n = cell < 0 ? 0 - static_cast<std::uint64_t>(cell) : static_cast<std::uint64_t>(cell);
    char* at = end;
    do *--at = static_cast<char>('0' + n % 10);
    while (n /= 10);
    if (cell < 0) *--at = '-';
    out.append(at, end);
}

void append_quoted(std::string_view text, std::string& out) {
    out += '"';
    for (char c : text) out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

void append_cell(const Cells& column, std::size_t row, std::string& out) {
    bool whole = column.kind == Cells::Kind::number && column.scale == 0;
    if (whole && column.cells[row] != Cells::absent) return append_whole(column.cells[row], out);
    Value value = column.at(row);
    if (value.is_null()) return;
    std::string text = feel::display(value);
    if (text.find_first_of(",\"\n\r") != text.npos) return append_quoted(text, out);
    out += text;
}

/// The number of the field that is not of its type, or is missing; 0: all is well.
std::size_t add_line(std::string_view line, const std::vector<int>& columns,
                     std::vector<Filler>& fillers, std::string& odd) {
    Fields fields(line);
    std::string_view field;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!fields.next(field)) return odd = "…", c + 1;
        if (columns[c] >= 0 && !fillers[static_cast<std::size_t>(columns[c])].add(field))
            return odd = field, c + 1;
    }
    return 0;
}

std::string name_of(const Model& model, int input) {
    return input < 0 ? "" : model.inputs()[static_cast<std::size_t>(input)].name;
}

} // namespace

Result<Csv> read_csv(std::string_view text, const Model& model) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Csv csv;
    csv.text = text;
    csv.inputs.resize(model.inputs().size());
    std::vector<Filler> fillers;
    for (std::size_t i = 0; i < csv.inputs.size(); ++i) {
        const feel::Type& type = model.inputs()[i].type;
        csv.inputs[i].kind = kind_for(type);
        fillers.emplace_back(csv.inputs[i], type.kind());
    }
    Lines lines(text);
    std::string_view heading = lines.at(0);
    std::vector<int> columns = bound(bare(heading), model);
    csv.line_ends.push_back(heading.size());
    for (std::size_t from = heading.size() + 1; from < text.size();) {
        std::string_view line = lines.at(from);
        if (lines.within_quotes(line)) return fail(open_quote(csv.rows + 2));
        from += line.size() + 1;
        csv.line_ends.push_back(from - 1);
        std::string odd;
        if (std::size_t wrong = add_line(bare(line), columns, fillers, odd); wrong > 0)
            return fail(misfit({csv.rows + 2, wrong}, name_of(model, columns[wrong - 1]), odd));
        ++csv.rows;
    }
    return csv;
}

std::string with_result(const Csv& csv, std::string_view heading, const Cells& result) {
    std::string out;
    out.reserve(csv.text.size() + csv.rows * 8 + 64);
    std::size_t from = 0;
    for (std::size_t line = 0; line < csv.line_ends.size(); ++line) {
        out += bare(csv.text.substr(from, csv.line_ends[line] - from));
        out += ',';
        if (line == 0) {
            out += heading;
        } else {
            append_cell(result, line - 1, out);
        }
        out += '\n';
        from = csv.line_ends[line] + 1;
    }
    return out;
}

} // namespace banxing::dmn
