// What one decision costs, and what a million cost. Inputs are made up from a fixed seed.
#include "subsidy_model.h"

#include <dmn/batch.h>

#include <benchmark/benchmark.h>
#include <random>

namespace banxing::dmn {
namespace {

using feel::Cells;
using feel::Value;

struct Given : feel::Inputs {
    std::vector<Value> values;
    Value get(int slot) override { return values[static_cast<std::size_t>(slot)]; }
};

Model loaded(const std::string& xml) {
    auto model = Model::load(xml);
    if (!model) throw std::runtime_error(model.error().message.en);
    return std::move(*model);
}

Given person() { // row 9 of the table
    Given given;
    given.values = {Value::of("local"), Value::of("CP"),  Value::of(feel::Day{2013, 6, 8}),
                    Value::of(false),   Value::of(false), Value::of(1200)};
    return given;
}

void evaluate(benchmark::State& state, const Model& model, int decision, Given given) {
    if (!model.evaluate(decision, given).known()) state.SkipWithError("no result");
    for (auto _ : state) benchmark::DoNotOptimize(model.evaluate(decision, given));
}

/// The table alone: the age is given.
void BM_table12_ns(benchmark::State& state) {
    Model model = loaded(subsidy_model(true));
    Given given = person();
    given.values[2] = Value::of(155);
    evaluate(state, model, model.decision("standard"), std::move(given));
}
BENCHMARK(BM_table12_ns);

/// Age from the day of birth, table, and the amount under both caps.
void BM_subsidy_ns(benchmark::State& state) {
    Model model = loaded(subsidy_model(false));
    evaluate(state, model, model.decision("amount"), person());
}
BENCHMARK(BM_subsidy_ns);

void BM_subsidy_explained_ns(benchmark::State& state) {
    Model model = loaded(subsidy_model(false));
    int decision = model.decision("amount");
    Given given = person();
    for (auto _ : state) {
        Trace trace;
        benchmark::DoNotOptimize(model.evaluate(decision, given, &trace));
        benchmark::DoNotOptimize(trace.decisions.data());
    }
}
BENCHMARK(BM_subsidy_explained_ns);

/// One number and one text a row; the row asked for is three quarters down.
void large(benchmark::State& state, int rows, const std::string& policy) {
    Model model = loaded(large_model(rows, policy));
    Given given;
    given.values = {Value::of(rows * 3 / 4 * 10 + 5), Value::of("b")};
    evaluate(state, model, 0, std::move(given));
}
void BM_table1000_ns(benchmark::State& state) {
    large(state, 1000, "UNIQUE");
}
BENCHMARK(BM_table1000_ns);
void BM_table3700_ns(benchmark::State& state) {
    large(state, 3700, "FIRST");
}
BENCHMARK(BM_table3700_ns);

void BM_chain1000_us(benchmark::State& state) {
    Model model = loaded(chain_model(1000));
    Given given;
    given.values = {Value::of(1)};
    evaluate(state, model, model.decision("d1000"), std::move(given));
}
BENCHMARK(BM_chain1000_us)->Unit(benchmark::kMicrosecond);

void BM_load_36_clauses_ms(benchmark::State& state) {
    std::string xml = clauses_model(36);
    for (auto _ : state) benchmark::DoNotOptimize(Model::load(xml).has_value());
}
BENCHMARK(BM_load_36_clauses_ms)->Unit(benchmark::kMillisecond);

std::vector<Cells> persons(std::size_t count) {
    std::mt19937_64 random(1);
    auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
    std::vector<Cells> columns(6);
    columns[0].kind = columns[1].kind = Cells::Kind::text;
    columns[0].texts = {"local", "permit", "none"};
    columns[1].texts = {"ASD", "CP", "ID", "HI", "VI", "MD", "NONE"};
    columns[2].kind = Cells::Kind::day;
    columns[3].kind = columns[4].kind = Cells::Kind::boolean;
    columns[5].kind = Cells::Kind::number;
    for (std::size_t i = 0; i < count; ++i) {
        columns[0].cells.push_back(below(20) == 0 ? 2 : below(2));
        columns[1].cells.push_back(below(7));
        columns[2].cells.push_back(Cells::pack({static_cast<std::int32_t>(1940 + below(86)),
                                                static_cast<std::uint8_t>(1 + below(12)),
                                                static_cast<std::uint8_t>(1 + below(28))}));
        columns[3].cells.push_back(below(2)), columns[4].cells.push_back(below(2));
        columns[5].cells.push_back(below(3) == 0 ? below(40000) : 0);
    }
    return columns;
}

void BM_batch_1000000_seconds(benchmark::State& state) {
    constexpr std::size_t count = 1'000'000;
    Model model = loaded(subsidy_model(false));
    auto columns = persons(count);
    int decision = model.decision("amount");
    for (auto _ : state) {
        auto result = evaluate_batch(model, decision, columns, count);
        if (!result || !result->by_blocks) state.SkipWithError("not by blocks");
        benchmark::DoNotOptimize(result->column.cells.data());
    }
}
BENCHMARK(BM_batch_1000000_seconds)->Unit(benchmark::kSecond);

} // namespace
} // namespace banxing::dmn
