#include "delimited.h"

#include "encoding.h"
#include "refusals.h"
#include "row_gate.h"
#include "texts.h"

#include <array>
#include <fmt/format.h>

namespace banxing::files {

char likely_delimiter(std::string_view head) {
    static constexpr std::string_view candidates = "\t,;";
    std::array<int, 3> counts{};
    bool quoted = false;
    for (char c : head) {
        if (c == '"') quoted = !quoted;
        if (auto which = candidates.find(c); !quoted && which != candidates.npos) ++counts[which];
    }
    std::size_t best = 1;
    for (std::size_t i : {0u, 2u})
        if (counts[i] > counts[best]) best = i;
    return candidates[best];
}

namespace {

class Records {
public:
    Records(char delimiter, const Limits& limits, RowGate& gate)
        : delimiter_(delimiter), limits_(limits), gate_(gate) {
        row_.number = 1;
    }

    Result<Next> feed(std::string_view text) {
        for (char c : text)
            if (TRY(take(c)) == Next::stop) return Next::stop;
        return Next::more;
    }

    Result<> finish() {
        if (place_ == Place::quoted)
            return fail(Error::invalid(
                {fmt::format("第{}行的引号没有结束，请补上或删去引号", row_.number),
                 fmt::format("A quote that opens in row {} is not closed. Close or delete it",
                             row_.number)}));
        if (!text_.empty() || !row_.cells.empty()) TRY(end_record());
        return {};
    }

private:
    enum class Place { cell_start, bare, quoted, quote_in_quoted };

    Result<Next> take(char c) {
        if (std::exchange(after_cr_, false) && c == '\n') return Next::more;
        if (place_ == Place::quoted) return take_quoted(c);
        if (c == '"' && place_ == Place::cell_start) {
            place_ = Place::quoted;
        } else if (c == '"' && place_ == Place::quote_in_quoted) {
            place_ = Place::quoted; // "" is one quote
            return keep(c);
        } else if (c == delimiter_) {
            return end_cell();
        } else if (c == '\n' || c == '\r') {
            after_cr_ = c == '\r';
            return end_record();
        } else {
            place_ = Place::bare;
            return keep(c);
        }
        return Next::more;
    }

    Result<Next> take_quoted(char c) {
        if (c != '"') return keep(c);
        place_ = Place::quote_in_quoted;
        return Next::more;
    }

    Result<Next> keep(char c) {
        text_ += c;
        if (text_.size() > 4ull * limits_.cell_characters)
            return fail(cell_too_long(row_.number, limits_.cell_characters));
        return Next::more;
    }

    Result<Next> end_cell() {
        Cell cell;
        cell.text = without_controls(std::move(text_));
        if (!cell.text.empty()) cell.kind = CellKind::text;
        row_.cells.push_back(std::move(cell));
        text_.clear();
        place_ = Place::cell_start;
        // separators without content may run on; what stands beyond the cap is told by the gate
        if (row_.cells.size() > limits_.columns) {
            if (!row_.cells.back().empty())
                return fail(too_many_columns(row_.number, limits_.columns));
            row_.cells.pop_back();
        }
        return Next::more;
    }

    Result<Next> end_record() {
        TRY(end_cell());
        Next next = TRY(gate_.pass(row_));
        row_.cells.clear();
        ++row_.number;
        return next;
    }

    static std::string without_controls(std::string text) {
        std::erase_if(text, [](char c) {
            return (c >= 0 && c < 32 && c != '\t' && c != '\n' && c != '\r') || c == 127;
        });
        return text;
    }

    char delimiter_;
    const Limits& limits_;
    RowGate& gate_;
    Row row_;
    std::string text_;
    Place place_ = Place::cell_start;
    bool after_cr_ = false;
};

} // namespace

/// Excel's own first line "sep=;" names the separator and is no row.
static std::size_t separator_line(std::string_view head, char& delimiter) {
    if (!head.starts_with("sep=") || head.size() < 6) return 0;
    auto end = head.find('\n');
    if (end == head.npos || end > 6) return 0;
    delimiter = head[4];
    return end + 1;
}

static Result<std::string> first_block(const Input& input, const TextSurvey& survey) {
    std::string head;
    TRY(stream_text(input, survey, [&](std::string_view block) -> Result<Next> {
        head = block;
        return Next::stop;
    }));
    return head;
}

Result<SheetInfo> read_delimited(const Input& input, const Limits& limits, const RowSink& sink) {
    TextSurvey survey = TRY(survey_text(input));
    std::string head = TRY(first_block(input, survey));
    SheetInfo info{.kind = SheetKind::delimited,
                   .encoding = survey.encoding,
                   .delimiter = likely_delimiter(head),
                   .expected_rows = survey.lines};
    std::size_t skip = separator_line(head, info.delimiter);
    RowGate gate(info, limits, sink);
    Records records(info.delimiter, limits, gate);
    bool stopped = false;
    TRY(stream_text(input, survey, [&](std::string_view block) -> Result<Next> {
        block.remove_prefix(std::min(std::exchange(skip, 0), block.size()));
        Next next = TRY(records.feed(block));
        stopped = next == Next::stop;
        return next;
    }));
    if (!stopped) TRY(records.finish());
    return info;
}

} // namespace banxing::files
