#include "run.h"

#include <algorithm>
#include <bitset>

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

class TableRun {
public:
    TableRun(const Table& table, Frame& frame) : table_(table), frame_(frame) {}

    Value run() {
        collect();
        Value result = decide();
        if (frame_.run() && frame_.run()->tracing()) trace(*frame_.run()->tracing());
        return result;
    }

private:
    const Value& column(std::size_t c) {
        if (!asked_[c]) {
            const Column& column = table_.columns[c];
            Value value = column.input->run(frame_, frame_.budget());
            if (column.type) value = column.type->conform(value);
            values_[c] = value;
            frame_.set(column.slot, std::move(value));
            asked_[c] = true;
        }
        return values_[c];
    }

    Value cell(std::size_t row, std::size_t c) {
        const Cell& cell = table_.rules[row].cells[c];
        if (cell.shape) return cell.shape->any ? Value::of(true) : cell.shape->test(column(c));
        column(c);
        return cell.tests->run(frame_, frame_.budget());
    }

    void collect() {
        values_.resize(table_.columns.size());
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
        Value value = table_.rules[row].outputs[output].run(frame_, frame_.budget());
        return column.type ? column.type->conform(value) : value;
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
            if (yes_.size() > 1)
                return violation("多行命中唯一（U）表", "several rows of a UNIQUE table match");
            return single();
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

    void by_rank(std::vector<Candidate>& rows) {
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
        frame_.run()->quietly(true);
        for (std::size_t row = 0; row < table_.rules.size(); ++row) near(row, out);
        frame_.run()->quietly(false);
    }

    void near(std::size_t row, DecisionTrace& out) {
        const Rule& rule = table_.rules[row];
        std::optional<std::size_t> missed;
        for (std::size_t c = 0; c < table_.columns.size(); ++c) {
            Value one = cell(row, c);
            if (one.is_true()) continue;
            if (missed || one.is_unknown()) return;
            missed = c;
        }
        if (!missed) return;
        const Column& column = table_.columns[*missed];
        const Cell& cell = rule.cells[*missed];
        std::string shown = values_[*missed].is_null() ? "" : feel::display(values_[*missed]);
        Words words{column.label + " " + (shown.empty() ? "空" : shown) + " 不满足 " + cell.text,
                    column.label + " " + (shown.empty() ? "(none)" : shown) + " does not satisfy " +
                        cell.text};
        out.near.push_back(
            {static_cast<int>(row) + 1,
             rule.id,
             rule.annotations,
             {static_cast<int>(*missed) + 1, cell.id, std::move(words)},
             rule.outputs.size() == 1 ? rule.outputs.front().constant() : std::nullopt});
    }

    const Table& table_;
    Frame& frame_;
    std::bitset<256> asked_; // the reader refuses wider tables
    std::vector<Value> values_;
    std::vector<Candidate> yes_, maybe_;
};

} // namespace

Value evaluate_table(const Table& table, Frame& frame) {
    return TableRun(table, frame).run();
}

} // namespace banxing::dmn
