#include "fraction.h"
#include "model_data.h"
#include "region.h"

#include <dmn/check.h>

#include <algorithm>
#include <numeric>

namespace banxing::dmn {
namespace {

using feel::Value;

constexpr std::size_t most_combinations = 20'000, most_gaps = 20;

class TableCheck {
public:
    TableCheck(const Table& table, std::string decision, std::string name,
               std::vector<Finding>& findings)
        : table_(table), decision_(std::move(decision)), name_(std::move(name)),
          findings_(findings) {}

    void run() {
        for (const Rule& rule : table_.rules) {
            regions_.emplace_back();
            for (std::size_t c = 0; c < rule.cells.size(); ++c)
                regions_.back().push_back(region(rule, c));
        }
        empty_rows();
        if (table_.policy == HitPolicy::unique || table_.policy == HitPolicy::any) overlaps();
        if (table_.policy == HitPolicy::first) hidden();
        if (table_.policy == HitPolicy::any) contained();
        all_gaps();
        if (table_.policy == HitPolicy::first) hidden_together();
        fractions();
    }

private:
    void all_gaps() {
        bool single = table_.policy <= HitPolicy::first;
        bool defaulted = std::ranges::any_of(
            table_.outputs, [](const Output& o) { return o.otherwise.has_value(); });
        if (!single || defaulted) return;
        std::vector<Value> example(table_.columns.size());
        std::vector<std::size_t> all(regions_.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        gaps(0, all, example);
    }

    void fractions() {
        for (std::size_t row = 0; row < table_.rules.size(); ++row)
            for (std::size_t i = 0; i < table_.outputs.size(); ++i)
                if (leaves_fraction(rule(row).outputs[i])) unrounded(row, i);
    }

    Region region(const Rule& rule, std::size_t c) {
        const Cell& cell = rule.cells[c];
        if (!cell.shape) { // may be anything: it can neither prove an overlap nor cover a gap
            open_rows_.insert(open_rows_.end(), static_cast<int>(&rule - table_.rules.data()));
            return {true, {}};
        }
        Region own = region_of(*cell.shape);
        const auto& allowed = table_.columns[c].allowed;
        auto shape = own.all && allowed ? feel::shape_of(*allowed) : std::nullopt;
        return shape ? region_of(*shape) : own;
    }

    bool is_open(std::size_t row) const {
        return std::ranges::find(open_rows_, static_cast<int>(row)) != open_rows_.end();
    }

    void report(Finding::Kind kind, std::vector<int> rows, Words words, std::string example,
                bool error, std::string cell = {}) {
        words.zh = "“" + name_ + "”" + words.zh, words.en = name_ + ": " + words.en;
        findings_.push_back({kind, decision_, std::move(rows), std::move(words), std::move(example),
                             error, std::move(cell)});
    }

    std::string shown(const std::vector<Value>& values) const {
        std::string text;
        for (std::size_t c = 0; c < values.size(); ++c) {
            if (values[c].is_null()) continue;
            std::string one = values[c].is(feel::Kind::string)
                                  ? "\"" + feel::display(values[c]) + "\""
                                  : feel::display(values[c]);
            text += (text.empty() ? "" : ", ") + table_.columns[c].label + " = " + one;
        }
        return text;
    }

    void empty_rows() {
        for (std::size_t row = 0; row < regions_.size(); ++row)
            for (std::size_t c = 0; c < regions_[row].size(); ++c)
                if (is_empty(regions_[row][c]) ||
                    (!regions_[row][c].all && is_empty(common(regions_[row][c], regions_[row][c]))))
                    report(Finding::Kind::unreachable, {number(row)},
                           {"第 " + std::to_string(row + 1) + " 行第 " + std::to_string(c + 1) +
                                " 列没有值能满足",
                            "row " + std::to_string(row + 1) + ", column " + std::to_string(c + 1) +
                                ": no value satisfies it"},
                           {}, true, rule(row).cells[c].id);
    }

    const Rule& rule(std::size_t row) const { return table_.rules[row]; }
    static int number(std::size_t row) { return static_cast<int>(row) + 1; }

    std::optional<std::vector<Value>> overlap(std::size_t a, std::size_t b) const {
        std::vector<Value> example;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            Region both = common(regions_[a][c], regions_[b][c]);
            if (is_empty(both)) return std::nullopt;
            example.push_back(sample(both));
        }
        return example;
    }

    bool differ(std::size_t a, std::size_t b) const {
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            auto x = table_.rules[a].outputs[i].constant(),
                 y = table_.rules[b].outputs[i].constant();
            if (!x || !y || !(*x == *y)) return true;
        }
        return false;
    }

    void overlaps() {
        for (std::size_t a = 0; a < regions_.size(); ++a) {
            for (std::size_t b = a + 1; b < regions_.size(); ++b) {
                if (is_open(a) || is_open(b)) continue;
                auto example = overlap(a, b);
                if (!example || (table_.policy == HitPolicy::any && !differ(a, b))) continue;
                std::string rows = std::to_string(a + 1), other = std::to_string(b + 1);
                std::string shown_example = shown(*example);
                report(
                    Finding::Kind::overlap, {number(a), number(b)},
                    {"第 " + rows + " 行与第 " + other + " 行重叠，例如 " + shown_example,
                     "rows " + rows + " and " + other + " overlap, for example " + shown_example},
                    shown_example, true, meeting_cell(a, b));
            }
        }
    }

    /// Where the two could be told apart: the first column in which their cells differ.
    const std::string& meeting_cell(std::size_t a, std::size_t b) const {
        for (std::size_t c = 0; c < table_.columns.size(); ++c)
            if (rule(a).cells[c].text != rule(b).cells[c].text) return rule(b).cells[c].id;
        return rule(b).id;
    }

    bool contains(std::size_t outer, std::size_t inner) const {
        for (std::size_t c = 0; c < table_.columns.size(); ++c)
            if (!within(regions_[inner][c], regions_[outer][c])) return false;
        return true;
    }

    /// Rows of an ANY table that say nothing another one does not say already.
    void contained() {
        for (std::size_t row = 0; row < regions_.size(); ++row) {
            for (std::size_t other = 0; other < regions_.size(); ++other) {
                bool twice = other > row && contains(row, other); // told at the second of the two
                if (other == row || twice || is_open(row) || is_open(other) || differ(row, other) ||
                    !contains(other, row))
                    continue;
                std::string rows = std::to_string(row + 1), by = std::to_string(other + 1);
                report(
                    Finding::Kind::unreachable, {number(row), number(other)},
                    {"第 " + rows + " 行多余：第 " + by + " 行已包含它，结论相同",
                     "row " + rows + " is superfluous: row " + by + " covers it and says the same"},
                    {}, false, rule(row).id);
                break;
            }
        }
    }

    void hidden() {
        for (std::size_t row = 1; row < regions_.size(); ++row) {
            for (std::size_t above = 0; above < row; ++above) {
                if (is_open(above) || !contains(above, row)) continue;
                std::string rows = std::to_string(row + 1), by = std::to_string(above + 1);
                report(Finding::Kind::unreachable, {number(row), number(above)},
                       {"第 " + rows + " 行永远到不了：第 " + by + " 行已包含它",
                        "row " + rows + " is never reached: row " + by + " covers it"},
                       {}, true, rule(row).id);
                break;
            }
        }
    }

    /// The number of rows when none applies.
    std::size_t first_row(const std::vector<Value>& values) const {
        for (std::size_t row = 0; row < regions_.size(); ++row) {
            bool all = true;
            for (std::size_t c = 0; c < values.size() && all; ++c) all = accepts(row, c, values[c]);
            if (all) return row;
        }
        return regions_.size();
    }

    /// One value for every part of each column's line; empty when there are too many combinations.
    std::vector<std::vector<Value>> choices() const {
        std::vector<std::vector<Value>> all;
        std::size_t combinations = 1;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            std::vector<const Region*> column;
            for (const auto& row : regions_) column.push_back(&row[c]);
            all.push_back(samples(column));
            keep_allowed(c, all.back());
            combinations *= std::max<std::size_t>(all.back().size(), 1);
            if (combinations > most_combinations) return {};
        }
        return all;
    }

    /// Calls `visit` with one combination after another until it says false.
    template <typename Visit>
    static void each(const std::vector<std::vector<Value>>& choices, Visit visit) {
        std::size_t combinations = choices.empty() ? 0 : 1;
        for (const auto& choice : choices) combinations *= std::max<std::size_t>(choice.size(), 1);
        for (std::size_t n = 0; n < combinations; ++n) {
            std::vector<Value> values;
            std::size_t rest = n;
            for (const auto& choice : choices) {
                values.push_back(choice.empty() ? Value() : choice[rest % choice.size()]);
                rest /= std::max<std::size_t>(choice.size(), 1);
            }
            if (!visit(values)) return;
        }
    }

    bool accepts(std::size_t row, std::size_t c, const Value& value) const {
        const auto& shape = rule(row).cells[c].shape;
        return !shape || shape->any || (!value.is_null() && shape->test(value).is_true());
    }

    /// Walks the columns; values side by side that leave the same rows are one part of the line.
    /// Where no row is left there is a gap, whatever the later columns say.
    void gaps(std::size_t c, const std::vector<std::size_t>& rows, std::vector<Value>& example) {
        if (++visited_ > most_combinations || found_gaps_ >= most_gaps) return;
        if (rows.empty()) return gap(shown(example));
        if (c == table_.columns.size()) return;
        std::vector<const Region*> column;
        for (const auto& row : regions_) column.push_back(&row[c]);
        auto line = samples(column);
        keep_allowed(c, line);
        std::optional<std::vector<std::size_t>> before;
        for (const Value& value : line) {
            std::vector<std::size_t> left;
            for (std::size_t row : rows)
                if (accepts(row, c, value)) left.push_back(row);
            if (before == left) continue;
            example[c] = value;
            gaps(c + 1, left, example);
            before = std::move(left);
        }
        example[c] = {};
    }

    void gap(const std::string& example) {
        bool last = ++found_gaps_ == most_gaps;
        report(Finding::Kind::gap, {},
               {"没有行适用于 " + example + (last ? "（还可能有更多空缺）" : ""),
                "no row applies to " + example + (last ? " (there may be more gaps)" : "")},
               example, false);
    }

    /// Rows that no single row covers, but all rows above together.
    void hidden_together() {
        auto all = choices();
        if (all.empty() || !open_rows_.empty()) return;
        std::vector<bool> reached(regions_.size() + 1);
        each(all, [&](const std::vector<Value>& values) {
            reached[first_row(values)] = true;
            return true;
        });
        for (std::size_t row = 0; row < regions_.size(); ++row) {
            bool told = std::ranges::any_of(findings_, [&](const Finding& f) {
                return f.decision == decision_ && f.kind == Finding::Kind::unreachable &&
                       f.rows.front() == number(row);
            });
            if (reached[row] || told) continue;
            std::string rows = std::to_string(row + 1);
            report(Finding::Kind::unreachable, {number(row)},
                   {"第 " + rows + " 行永远到不了：上面各行合起来已包含它",
                    "row " + rows + " is never reached: the rows above together cover it"},
                   {}, true, rule(row).id);
        }
    }

    void unrounded(std::size_t row, std::size_t output) {
        std::string rows = std::to_string(row + 1);
        report(Finding::Kind::unrounded, {number(row)},
               {"第 " + rows + " 行的结论可能有小数，没有写明如何取整",
                "row " + rows + ": the conclusion may be a fraction and no rounding is named"},
               {}, false, rule(row).output_ids[output]);
    }

    void keep_allowed(std::size_t c, std::vector<Value>& values) const {
        const auto& allowed = table_.columns[c].allowed;
        auto shape = allowed ? feel::shape_of(*allowed) : std::nullopt;
        if (shape)
            std::erase_if(
                values, [&](const Value& v) { return !v.is_null() && !shape->test(v).is_true(); });
    }

    const Table& table_;
    std::string decision_, name_;
    std::vector<Finding>& findings_;
    std::vector<std::vector<Region>> regions_; // row, column
    std::vector<int> open_rows_;
    std::size_t visited_ = 0, found_gaps_ = 0;
};

void visit(const Boxed* boxed, const std::string& id, const std::string& name,
           std::vector<Finding>& findings) {
    if (!boxed) return;
    if (boxed->table) TableCheck(*boxed->table, id, name, findings).run();
    if (boxed->literal && leaves_fraction(*boxed->literal))
        findings.push_back({Finding::Kind::unrounded,
                            id,
                            {},
                            {"“" + name + "”的结果可能有小数，没有写明如何取整",
                             name + ": the result may be a fraction and no rounding is named"},
                            {},
                            false});
    for (const BoxedRef& part : boxed->parts) visit(part.get(), id, name, findings);
    if (boxed->function) visit(boxed->function->body.get(), id, name, findings);
}

/// A gap refuses publication where another decision calculates with what the table gives.
void sharpen(const ModelData& data, int decision, std::span<Finding> found) {
    for (std::size_t i = 0; i < data.decisions.size(); ++i) {
        const auto& with = data.logic[i].calculates_with;
        if (std::ranges::find(with, decision) == with.end()) continue;
        for (Finding& finding : found) {
            if (finding.kind != Finding::Kind::gap) continue;
            finding.error = true;
            finding.words.zh += "，而“" + data.decisions[i].name + "”要用它计算";
            finding.words.en += "; " + data.decisions[i].name + " calculates with it";
        }
    }
}

} // namespace

std::vector<Finding> check(const Model& model) {
    std::vector<Finding> findings;
    const ModelData& data = model.data();
    for (std::size_t i = 0; i < data.decisions.size(); ++i) {
        std::size_t before = findings.size();
        visit(data.logic[i].body.get(), data.decisions[i].id, data.decisions[i].name, findings);
        sharpen(data, static_cast<int>(i), std::span(findings).subspan(before));
    }
    for (const Knowledge& knowledge : data.knowledge)
        if (knowledge.function)
            visit(knowledge.function->body.get(), knowledge.id, knowledge.name, findings);
    return findings;
}

} // namespace banxing::dmn
