#include <core/text.h>
#include <files/clean.h>
#include <files/headings.h>

#include <algorithm>
#include <optional>
#include <set>

namespace banxing::files {

namespace {

/// A text and the columns it stands over.
struct Block {
    std::string text;
    std::size_t first = 0, last = 0;
    std::uint32_t last_row = 0;
    bool is_text = true;
    std::size_t width() const { return last - first + 1; }
};

/// The first rows as people see them: merged ranges as one block.
class Top {
public:
    Top(std::span<const Row> rows, std::span<const Merge> merges) : rows_(rows) {
        std::uint32_t end = rows.empty() ? 0 : rows.back().number;
        for (const Merge& merge : merges) {
            if (merge.first_row > end) break;
            merges_.push_back(merge);
        }
    }

    std::span<const Row> rows() const { return rows_; }

    std::vector<Block> blocks(const Row& row) const {
        std::vector<Block> found;
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            const Cell& cell = row.cells[column];
            if (blank(cell)) continue;
            Block block{heading_text(cell), column, column, row.number,
                        cell.kind == CellKind::text};
            if (const Merge* merge = cell.merged ? merge_at(row.number, column) : nullptr) {
                block.last = merge->last_column;
                block.last_row = merge->last_row;
            }
            found.push_back(std::move(block));
        }
        return found;
    }

    const Merge* merge_at(std::uint32_t row, std::size_t column) const {
        for (const Merge& merge : merges_)
            if (merge.contains(row, column)) return &merge;
        return nullptr;
    }

    /// The text that stands over (row, column), its own or that of the merged range it lies in.
    std::string seen(std::uint32_t row, std::size_t column) const {
        if (const Merge* merge = merge_at(row, column)) {
            row = merge->first_row;
            column = merge->first_column;
        }
        for (const Row& each : rows_)
            if (each.number == row && column < each.cells.size())
                return heading_text(each.cells[column]);
        return {};
    }

private:
    /// "姓 名" and "出生\n日期" are one word; "Birth date" stays two.
    static std::string heading_text(const Cell& cell) {
        auto text = as_text(cell);
        if (!text) return {};
        std::string out;
        for (std::size_t i = 0; i < text->size(); ++i) {
            bool inner = i > 0 && i + 1 < text->size();
            if ((*text)[i] == ' ' && inner && ((*text)[i - 1] < 0 || (*text)[i + 1] < 0)) continue;
            out += (*text)[i];
        }
        return out;
    }

    std::span<const Row> rows_;
    std::vector<Merge> merges_;
};

} // namespace

static std::size_t covered(const std::vector<Block>& blocks) {
    std::size_t columns = 0;
    for (auto& block : blocks) columns += block.width();
    return columns;
}

/// "填报单位：某镇" and the like, as they stand above a table.
static bool is_note(const std::vector<Block>& blocks) {
    auto with_colon = std::count_if(blocks.begin(), blocks.end(), [](const Block& block) {
        return block.text.find(':') != block.text.npos;
    });
    return with_colon * 2 >= std::int64_t(blocks.size());
}

static bool may_head(const std::vector<Block>& blocks, std::size_t width) {
    if (blocks.size() < 2 || covered(blocks) * 2 < width) return false;
    if (width > 2 && blocks.size() < 3 && covered(blocks) > blocks.size()) return false;
    auto texts =
        std::count_if(blocks.begin(), blocks.end(), [](const Block& b) { return b.is_text; });
    return texts * 2 > std::int64_t(blocks.size()) && !is_note(blocks);
}

/// A row of column numbers (1 2 3 …) below the headings, as printed forms have it.
static bool numbers_columns(const std::vector<Block>& blocks) {
    if (blocks.size() < 3) return false;
    std::set<std::string> seen;
    for (auto& block : blocks) {
        bool small =
            block.text.size() <= 2 && block.text.find_first_not_of("0123456789") == block.text.npos;
        bool stem = block.text == "甲" || block.text == "乙" || block.text == "丙";
        if ((!small && !stem) || !seen.insert(block.text).second) return false;
    }
    return seen.contains("1") && seen.contains("2");
}

/// The last row that the headings beginning in `row` reach: by height, or by parts below a wide
/// heading.
static std::uint32_t reach(const Top& top, const Row& row, const Row* next) {
    std::uint32_t last = row.number;
    bool wide = false;
    for (auto& block : top.blocks(row)) {
        last = std::max(last, block.last_row);
        wide = wide || block.width() > 1;
    }
    if (wide && last == row.number && next) {
        auto below = top.blocks(*next);
        bool texts =
            std::all_of(below.begin(), below.end(), [](const Block& b) { return b.is_text; });
        if (texts && !below.empty()) last = next->number;
    }
    return last;
}

static std::vector<std::string> column_names(const Top& top, std::uint32_t first,
                                             std::uint32_t last, std::size_t width) {
    std::vector<std::string> names(width);
    for (std::size_t column = 0; column < width; ++column) {
        std::string before;
        for (std::uint32_t row = first; row <= last; ++row) {
            std::string text = top.seen(row, column);
            if (text.empty() || text == before) continue;
            names[column] += (names[column].empty() ? "" : "/") + text;
            before = text;
        }
    }
    while (!names.empty() && names.back().empty()) names.pop_back();
    return names;
}

Result<Headings> find_headings(std::span<const Row> first_rows, std::span<const Merge> merges) {
    constexpr std::uint32_t tallest =
        5; // a taller block is no heading but a column merged downwards
    Top top(first_rows, merges);
    std::size_t width = 0;
    for (const Row& row : first_rows)
        for (auto& block : top.blocks(row)) width = std::max(width, block.first + 1);
    for (std::size_t i = 0; i < first_rows.size(); ++i) {
        const Row& row = first_rows[i];
        if (!may_head(top.blocks(row), width)) continue;
        const Row* next = i + 1 < first_rows.size() ? &first_rows[i + 1] : nullptr;
        std::uint32_t last = std::min(reach(top, row, next), row.number + tallest - 1);
        Headings headings{row.number, last, column_names(top, row.number, last, width)};
        for (const Row& below : first_rows)
            if (below.number == last + 1 && numbers_columns(top.blocks(below))) ++headings.last_row;
        return headings;
    }
    return fail(Error::invalid(
        {"找不到表头，请保留一行列名（如姓名、身份证号）后重新上传",
         "No row of headings was found. Keep a row of column names and upload again"}));
}

} // namespace banxing::files
