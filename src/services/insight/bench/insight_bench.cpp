// The province's figures: 1,387 towns, 60 months, 60 indicators; and what counting adds to a write.
#include <access/access.h>
#include <clock/clock.h>
#include <consequences/consequences.h>
#include <consequences/figures.h>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <db_testing/databases.h>
#include <insight/cube.h>
#include <random>

namespace banxing::insight {
namespace {

constexpr int towns = 1387, months = 60, indicators = 60, queries = 400;
constexpr std::int64_t first_month = 2022 * 12, towns_a_county = 16;

template <typename T>
T must(Result<T> result) {
    if (!result) std::abort();
    return std::move(*result);
}

std::string indicator(int number) {
    return "bench.i" + std::to_string(number);
}

/// 11 prefectures of counties with sixteen towns each.
std::int64_t town_code(int town) {
    std::int64_t county = town / towns_a_county, prefecture = county / 8 + 1;
    return ((33 * 100 + prefecture) * 100 + county % 8 + 1) * 1'000'000 +
           (town % towns_a_county + 1) * 1000;
}

consequences::Cells province() {
    consequences::Cells out;
    for (int i = 0; i < indicators; ++i)
        for (int town = 0; town < towns; ++town)
            for (int month = 0; month < months; ++month)
                out[{indicator(i), town_code(town), first_month + month}] = {3 + month % 5,
                                                                             town % 3};
    return out;
}

struct County {
    db::TemporaryFolder folder;
    std::unique_ptr<db::Database> database;
    County() {
        database = must(db::Database::open({folder.path() + "/banxing.db", 2}));
        std::vector<db::Migration> steps;
        for (auto part : {access::migrations(), consequences::migrations()})
            steps.insert(steps.end(), part.begin(), part.end());
        if (!database->migrate(steps)) std::abort();
    }
};

/// As many numbers as one answer holds, of every shape that a page asks for.
Slice any_slice(std::mt19937& random) {
    auto of = [&](int most) { return int(random() % unsigned(most)); };
    Slice out{{}, access::inside(330000000000), 0, first_month, first_month + months - 1};
    switch (of(4)) {
    case 0: // the board: every indicator of the province
        for (int i = 0; i < indicators; ++i) out.indicators.push_back(indicator(i));
        out.month_from = out.month_to - 32;
        break;
    case 1: // one, county by county
        out.indicators = {indicator(of(indicators))};
        out.digits = 6;
        out.month_from = out.month_to - 20;
        break;
    case 2: // one, town by town
        out.indicators = {indicator(of(indicators))};
        out.digits = 9;
        out.month_from = out.month_to;
        break;
    default: // a county's towns through the years
        out.indicators = {indicator(of(indicators)), indicator(of(indicators))};
        out.region = access::inside(town_code(of(towns)) / 1'000'000 * 1'000'000);
        out.digits = 9;
    }
    return out;
}

void BM_province_query(benchmark::State& state) {
    County county;
    must(county.database->write(db::Priority::interactive, [&](db::Session& session) {
        return consequences::put_cells(session, province());
    }));
    Cube cube;
    std::mt19937 random(1);
    std::vector<std::int64_t> taken;
    auto ask = [&] {
        auto slice = any_slice(random);
        Stopwatch watch;
        benchmark::DoNotOptimize(must(county.database->read(
            [&](db::Session& session) { return cube.points(session, slice); })));
        taken.push_back(watch.microseconds());
    };
    ask(); // takes the cells in
    for (auto _ : state) {
        (void)_;
        taken.clear();
        for (int i = 0; i < queries; ++i) ask();
    }
    std::sort(taken.begin(), taken.end());
    state.counters["indicators.province_query_p95_us"] = double(taken[taken.size() * 95 / 100]);
    state.SetItemsProcessed(state.iterations() * queries);
}
BENCHMARK(BM_province_query)->Iterations(3)->Unit(benchmark::kMillisecond);

/// What a file of a child in care counts in: twelve runs of which a record changes two.
std::vector<derive::Counted> contributions(Date changed) {
    std::vector<derive::Counted> out;
    out.reserve(12);
    Date begins = from_days(20'000);
    for (int i = 0; i < 12; ++i)
        out.push_back({indicator(10 + i), i < 2 ? changed : begins, {}, town_code(7), 1, i % 2});
    return out;
}

/// Microseconds of putting these in the place of what the file counted before.
Result<std::int64_t> put(db::Session& session, SubjectId subject,
                         const std::vector<derive::Counted>& counted) {
    static const access::Roles roles;
    derive::Consequences now;
    now.counted = counted;
    Stopwatch watch;
    TRY(consequences::replace(session, roles, subject, now));
    return watch.microseconds();
}

void BM_write_extra(benchmark::State& state) {
    County county;
    const std::vector<derive::Counted> states[] = {contributions(from_days(20'100)),
                                                   contributions(from_days(20'200))};
    std::int64_t turn = 0, extra = 0;
    for (auto _ : state) {
        (void)_;
        extra += must(county.database->write(
            db::Priority::interactive, [&](db::Session& session) -> Result<std::int64_t> {
                auto counting = TRY(put(session, SubjectId{1}, states[++turn % 2]));
                return counting - TRY(put(session, SubjectId{2}, {}));
            }));
    }
    state.counters["indicators.write_extra_us"] = double(extra) / double(turn);
}
BENCHMARK(BM_write_extra)->Iterations(2000)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace banxing::insight
