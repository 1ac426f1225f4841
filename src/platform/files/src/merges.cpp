#include "merges.h"

#include "refusals.h"
#include "xml.h"

#include <algorithm>

namespace banxing::files {

std::optional<Place> parse_place(std::string_view reference) {
    constexpr std::uint32_t most_columns = 16'384, most_rows = 1'048'576;
    std::uint32_t column = 0, row = 0;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
        column = column * 26 + std::uint32_t(reference[at] - 'A' + 1);
        if (column > most_columns) return std::nullopt;
    }
    if (column == 0) return std::nullopt;
    for (; at < reference.size() && reference[at] >= '0' && reference[at] <= '9'; ++at) {
        row = row * 10 + std::uint32_t(reference[at] - '0');
        if (row > most_rows) return std::nullopt;
    }
    if (row == 0 || at != reference.size()) return std::nullopt;
    return Place{row, column - 1};
}

namespace {

/// Looks at bytes, not at XML: the rows are parsed in the second pass, and parsing is what costs
/// time. What this finds in a comment or the like can only be a merge too few or too many.
class TailFinder {
public:
    Result<> feed(std::string_view block) {
        if (found_) {
            tail_.append(block);
        } else {
            window_.append(block);
            count_rows(block);
            auto end = window_.find("sheetData>");
            while (end != window_.npos && !closes(end)) end = window_.find("sheetData>", end + 1);
            if (end != window_.npos) {
                found_ = true;
                tail_ = window_.substr(end + std::string_view("sheetData>").size());
            } else if (window_.size() > overlap) {
                window_.erase(0, window_.size() - overlap);
            }
        }
        constexpr std::size_t longest_tail = 16u << 20;
        if (tail_.size() > longest_tail) return fail(damaged("too much behind the rows"));
        return {};
    }
    const std::string& tail() const { return tail_; }
    std::uint32_t rows() const { return rows_; }

private:
    static constexpr std::size_t overlap = 64;
    std::string window_, tail_;
    bool found_ = false;
    std::uint32_t rows_ = 0;

    bool closes(std::size_t at) const { // "</sheetData>" or "</x:sheetData>"
        auto tag = window_.rfind('<', at);
        return tag != window_.npos && window_[tag + 1] == '/';
    }
    void count_rows(std::string_view block) {
        for (auto at = block.find("<row"); at != block.npos; at = block.find("<row", at + 4))
            ++rows_;
    }
};

class MergeReader : public Xml {
public:
    MergeReader(std::vector<Merge>& merges, const Limits& limits)
        : Xml(limits.depth), merges_(merges), limit_(limits.merges) {}

private:
    void open(std::string_view name, const Attributes& attributes) override {
        if (name != "mergeCell") return;
        std::string_view range = attributes["ref"];
        auto colon = std::min(range.find(':'), range.size());
        auto from = parse_place(range.substr(0, colon));
        auto to = colon < range.size() ? parse_place(range.substr(colon + 1)) : from;
        if (!from || !to || from->row > to->row || from->column > to->column)
            return refuse(damaged("merged range"));
        merges_.push_back({from->row, to->row, from->column, to->column});
        if (merges_.size() > limit_)
            refuse(too_large({"合并单元格过多，请取消合并后重新上传",
                              "There are too many merged cells. Unmerge them and upload again"}));
    }
    void close(std::string_view name) override {
        if (name == "mergeCells") stop();
    }
    std::vector<Merge>& merges_;
    std::size_t limit_;
};

} // namespace

static Result<std::vector<Merge>> merges_in(const std::string& tail, const Limits& limits) {
    std::vector<Merge> merges;
    auto at = tail.find("mergeCells");
    if (at == tail.npos) return merges;
    MergeReader reader(merges, limits);
    TRY(reader.feed("<w>"));
    at = tail.rfind('<', at);
    if (at == tail.npos) return merges;
    std::string_view rest = std::string_view(tail).substr(at);
    for (; !rest.empty(); rest.remove_prefix(std::min(rest.size(), block_size)))
        if (TRY(reader.feed(rest.substr(0, block_size))) == Next::stop) break;
    std::sort(merges.begin(), merges.end(), [](const Merge& a, const Merge& b) {
        return std::pair(a.first_row, a.first_column) < std::pair(b.first_row, b.first_column);
    });
    return merges;
}

Result<Preview> preview_worksheet(Archive& archive, const std::string& part, const Limits& limits) {
    TailFinder finder;
    bool first = true;
    TRY(archive.stream(part, [&](std::string_view block) -> Result<Next> {
        if (std::exchange(first, false) &&
            (block.starts_with("\xFF\xFE") || block.starts_with("\xFE\xFF")))
            return fail(damaged("worksheet in UTF-16"));
        TRY(finder.feed(block));
        return Next::more;
    }));
    return Preview{TRY(merges_in(finder.tail(), limits)), finder.rows()};
}

} // namespace banxing::files
