#include "run.h"
#include "table_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory_resource>

namespace banxing::dmn {
namespace {

using feel::Kind;
using feel::List;
using feel::Value;

Value merge(const Value& a, const Value& b) {
    if (!a.is_unknown() || !b.is_unknown()) return a.is_unknown() ? a : b;
    auto needs = a.needs();
    for (int slot : b.needs()) needs.push_back(slot);
    return Value::unknown(std::move(needs));
}

struct Candidate { // a row that matches, or may for want of `missing`
    std::size_t row;
    Value missing;
};
using Candidates = std::pmr::vector<Candidate>;

using Set = Few<std::uint64_t, 64>; // of rows

template <typename Visit>
void each(const Set& set, Visit visit) {
    for (std::size_t w = 0; w < set.size(); ++w)
        for (std::uint64_t rest = set[w]; rest != 0; rest &= rest - 1)
            visit(w * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
}

class TableRun {
public:
    TableRun(const Table& table, Frame& frame)
        : table_(table), frame_(frame), values_(table.columns.size()), at_(table.columns.size()) {
        std::fill_n(at_.data(), at_.size(), nullptr);
    }

    Value run() {
        bool tracing = frame_.run() && frame_.run()->tracing();
        bool one = table_.policy == HitPolicy::unique || table_.policy == HitPolicy::first;
        if (table_.index) {
            Set rows(table_.index->words());
            if (look_up(rows)) {
                if (one && !tracing) return decide_one(rows);
                each(rows, [this](std::size_t row) { yes_.push_back({row, {}}); });
                return finish(tracing);
            }
        }
        collect();
        return finish(tracing);
    }

private:
    Value finish(bool tracing) {
        Value result = decide();
        if (tracing) trace(*frame_.run()->tracing());
        return result;
    }

    void fill(Set& rows) const {
        for (std::size_t w = 0; w < rows.size(); ++w) rows[w] = ~std::uint64_t{0};
        if (std::size_t rest = table_.rules.size() % 64; rest != 0)
            rows[rows.size() - 1] = (std::uint64_t{1} << rest) - 1;
    }

    bool asks(const Set& rows, std::size_t c) const { // some row is not "-" there
        const std::uint64_t* open = table_.index->open(c);
        for (std::size_t w = 0; w < rows.size(); ++w)
            if ((rows[w] & ~open[w]) != 0) return true;
        return false;
    }

    /// In a FIRST table nothing after a row that already matches counts.
    void cut(Set& rows, std::size_t c) const {
        const std::uint64_t* sure = table_.index->open_after(c);
        for (std::size_t w = 0; w < rows.size(); ++w) {
            std::uint64_t hits = rows[w] & sure[w];
            if (hits == 0) continue;
            rows[w] &= (hits & (0 - hits)) * 2 - 1;
            for (++w; w < rows.size(); ++w) rows[w] = 0;
        }
    }

    /// The rows that match; false when an input is unknown, which only trying the rows can settle.
    bool look_up(Set& rows) {
        fill(rows);
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            if (!asks(rows, c)) continue;
            const Value& value = column(c);
            if (value.is_unknown()) return false;
            const std::uint64_t* match = table_.index->rows(c, value);
            for (std::size_t w = 0; w < rows.size(); ++w) rows[w] &= match[w];
            if (table_.policy == HitPolicy::first) cut(rows, c);
        }
        return true;
    }

    Value decide_one(const Set& rows) {
        std::size_t found = table_.rules.size();
        int hits = 0;
        for (std::size_t w = 0; w < rows.size(); ++w) {
            if (hits == 0 && rows[w] != 0)
                found = w * 64 + static_cast<std::size_t>(std::countr_zero(rows[w]));
            hits += std::popcount(rows[w]);
        }
        if (hits == 0) return otherwise();
        return hits > 1 && table_.policy == HitPolicy::unique ? several_hit() : conclusions(found);
    }

    Value several_hit() {
        return violation("多行命中唯一（U）表", "several rows of a UNIQUE table match");
    }

    const Value& column(std::size_t c) {
        if (!at_[c]) at_[c] = ask(c);
        return *at_[c];
    }

    const Value* ask(std::size_t c) {
        const Column& column = table_.columns[c];
        const Value* there = column.read >= 0 ? frame_.peek(column.read) : nullptr;
        bool fits = there && (!column.type || there->kind() == column.type->plain);
        if (!fits) {
            Value value = there ? *there : column.input->run(frame_, frame_.budget());
            values_[c] = column.type ? column.type->conform(std::move(value), frame_.budget())
                                     : std::move(value);
            there = &values_[c];
        }
        if (!table_.index) frame_.set(column.slot, *there);
        if (column.enforced && !near_) frame_.enforce(column, *there);
        return there;
    }

    Value cell(std::size_t row, std::size_t c) {
        const Cell& cell = table_.rules[row].cells[c];
        if (cell.shape) return cell.shape->any ? Value::of(true) : cell.shape->test(column(c));
        column(c);
        return cell.tests->run(frame_, frame_.budget());
    }

    void collect() {
        for (std::size_t row = 0; row < table_.rules.size(); ++row) {
            Value missing;
            bool out = false;
            for (std::size_t c = 0; c < table_.columns.size() && !out; ++c) {
                Value one = cell(row, c);
                if (one.is_unknown()) missing = merge(missing, one);
                out = !one.is_unknown() && !one.is_true();
            }
            if (out) continue;
            (missing.is_unknown() ? maybe_ : yes_).push_back({row, missing});
            if (table_.policy == HitPolicy::first && !missing.is_unknown()) return;
        }
    }

    Value conclusion(std::size_t row, std::size_t output) {
        const Output& column = table_.outputs[output];
        if (const auto& constant = table_.rules[row].constants[output]) return *constant;
        Value value = table_.rules[row].outputs[output].run(frame_, frame_.budget());
        return column.type ? column.type->conform(std::move(value), frame_.budget()) : value;
    }

    Value assemble(const std::vector<Value>& values) {
        if (values.size() == 1) return values[0];
        std::vector<feel::Entry> entries;
        for (std::size_t i = 0; i < values.size(); ++i)
            entries.push_back({table_.outputs[i].name, values[i]});
        return Value::context(std::move(entries));
    }

    Value conclusions(std::size_t row) {
        if (table_.outputs.size() == 1) return conclusion(row, 0);
        std::vector<Value> values;
        for (std::size_t i = 0; i < table_.outputs.size(); ++i)
            values.push_back(conclusion(row, i));
        return assemble(values);
    }

    Value otherwise() {
        bool any = std::ranges::any_of(table_.outputs,
                                       [](const Output& o) { return o.otherwise.has_value(); });
        if (!any) return {};
        std::vector<Value> values;
        for (const Output& output : table_.outputs)
            values.push_back(output.otherwise ? output.otherwise->run(frame_, frame_.budget())
                                              : Value());
        return assemble(values);
    }

    Value decide() {
        switch (table_.policy) {
        case HitPolicy::unique:
            return yes_.size() > 1 ? several_hit() : single();
        case HitPolicy::any:
            return any();
        case HitPolicy::first:
            return single();
        case HitPolicy::priority:
            return priority();
        default:
            return several();
        }
    }

    Value violation(const char* zh, const char* en) {
        if (frame_.run()) frame_.run()->fault({zh, en});
        return {};
    }

    /// The answer, unless a row that may still match would give another.
    Value unless(const Value& answer) {
        Value missing;
        for (const Candidate& candidate : maybe_) {
            Value other = conclusions(candidate.row);
            if (other.is_unknown() || !(other == answer))
                missing = merge(missing, candidate.missing);
        }
        return missing.is_unknown() ? missing : answer;
    }

    Value single() { return unless(yes_.empty() ? otherwise() : conclusions(yes_[0].row)); }

    Value any() {
        if (yes_.empty()) return single();
        Value answer = conclusions(yes_[0].row);
        for (const Candidate& candidate : yes_) {
            Value other = conclusions(candidate.row);
            if (other.is_unknown()) return other;
            if (!(other == answer))
                return violation("任意（A）表的命中行结果不同",
                                 "matching rows of an ANY table differ");
        }
        return unless(answer);
    }

    /// Places of the outputs in their lists of values; smaller is better.
    std::vector<std::size_t> rank(std::size_t row) {
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            const auto& order = table_.outputs[i].order;
            auto found = std::ranges::find(order, conclusion(row, i));
            places.push_back(static_cast<std::size_t>(found - order.begin()));
        }
        return places;
    }

    void by_rank(Candidates& rows) {
        std::vector<std::pair<std::vector<std::size_t>, Candidate>> ranked;
        for (const Candidate& candidate : rows) ranked.emplace_back(rank(candidate.row), candidate);
        std::ranges::stable_sort(ranked, {},
                                 &std::pair<std::vector<std::size_t>, Candidate>::first);
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = ranked[i].second;
    }

    Value priority() {
        if (yes_.empty()) return single();
        by_rank(yes_);
        auto best = rank(yes_[0].row);
        std::erase_if(maybe_, [&](const Candidate& c) { return rank(c.row) >= best; });
        return unless(conclusions(yes_[0].row));
    }

    Value several() {
        if (!maybe_.empty()) {
            Value missing;
            for (const Candidate& candidate : maybe_) missing = merge(missing, candidate.missing);
            return missing;
        }
        if (table_.policy == HitPolicy::count) return count();
        if (yes_.empty()) return otherwise();
        if (table_.policy == HitPolicy::output_order) by_rank(yes_);
        List all;
        for (const Candidate& candidate : yes_) {
            all.push_back(conclusions(candidate.row));
            if (all.back().is_unknown()) return all.back();
        }
        return summed(std::move(all));
    }

    Value count() {
        List distinct;
        for (const Candidate& candidate : yes_) {
            Value value = conclusions(candidate.row);
            if (value.is_unknown()) return value;
            if (std::ranges::find(distinct, value) == distinct.end())
                distinct.push_back(std::move(value));
        }
        return Value::of(distinct.size());
    }

    Value summed(List all) {
        const char* name = table_.policy == HitPolicy::sum        ? "sum"
                           : table_.policy == HitPolicy::least    ? "min"
                           : table_.policy == HitPolicy::greatest ? "max"
                                                                  : nullptr;
        if (!name) return Value::of(std::move(all));
        const Value arguments[] = {Value::of(std::move(all))};
        return feel::builtin(name).callable().call_with(arguments, frame_.budget());
    }

    void trace(DecisionTrace& out) {
        for (const Candidate& candidate : yes_) {
            const Rule& rule = table_.rules[candidate.row];
            out.matched.push_back({static_cast<int>(candidate.row) + 1, rule.id, rule.annotations});
        }
        if (!frame_.run()->trace()->near_misses) return;
        near_ = true;
        frame_.run()->quietly(true);
        if (!near_by_index(out))
            for (std::size_t row = 0; row < table_.rules.size(); ++row) near(row, out);
        frame_.run()->quietly(false);
    }

    /// Rows with exactly one cell that does not hold; false when an input is unknown.
    bool near_by_index(DecisionTrace& out) {
        if (!table_.index) return false;
        Set all(table_.index->words()), but_one(table_.index->words());
        fill(all);
        for (std::size_t w = 0; w < all.size(); ++w) but_one[w] = 0;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            const Value& value = column(c);
            if (value.is_unknown()) return false;
            const std::uint64_t* match = table_.index->rows(c, value);
            for (std::size_t w = 0; w < all.size(); ++w) {
                but_one[w] = (but_one[w] & match[w]) | (all[w] & ~match[w]);
                all[w] &= match[w];
            }
        }
        each(but_one, [&](std::size_t row) {
            std::size_t c = 0;
            auto holds = [&] { return table_.index->rows(c, *at_[c])[row / 64] >> row % 64 & 1; };
            while (holds()) ++c;
            missed(row, c, out);
        });
        return true;
    }

    void near(std::size_t row, DecisionTrace& out) {
        std::optional<std::size_t> where;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            Value one = cell(row, c);
            if (one.is_true()) continue;
            if (where || one.is_unknown()) return;
            where = c;
        }
        if (where) missed(row, *where, out);
    }

    void missed(std::size_t row, std::size_t c, DecisionTrace& out) {
        const Rule& rule = table_.rules[row];
        int number = static_cast<int>(row) + 1, column = static_cast<int>(c) + 1;
        bool constant = rule.constants.size() == 1 && rule.constants[0];
        out.near.push_back({number,
                            rule.id,
                            rule.annotations,
                            {&table_, number, column, *at_[c]},
                            constant ? &*rule.constants[0] : nullptr});
    }

    const Table& table_;
    Frame& frame_;
    Few<Value, 8> values_;    // of columns that are calculated
    Few<const Value*, 8> at_; // where each column's value stands; null: not asked for yet
    std::array<std::byte, 8 * sizeof(Candidate)> space_;
    std::pmr::monotonic_buffer_resource memory_{space_.data(), space_.size()};
    Candidates yes_{&memory_}, maybe_{&memory_};
    bool near_ = false; // looking for rows nearly matched, after all is decided
};

} // namespace

const std::string& CellMiss::cell_id() const {
    const Rule& rule = table->rules[static_cast<std::size_t>(row) - 1];
    return rule.cells[static_cast<std::size_t>(column) - 1].id;
}

Words CellMiss::words() const {
    const Rule& rule = table->rules[static_cast<std::size_t>(row) - 1];
    auto c = static_cast<std::size_t>(column) - 1;
    const std::string &label = table->columns[c].label, &wanted = rule.cells[c].text;
    std::string shown = value.is_null() ? "" : feel::display(value);
    return {label + " " + (shown.empty() ? "空" : shown) + " 不满足 " + wanted,
            label + " " + (shown.empty() ? "(none)" : shown) + " does not satisfy " + wanted};
}

Value evaluate_table(const Table& table, Frame& frame) {
    return TableRun(table, frame).run();
}

} // namespace banxing::dmn
