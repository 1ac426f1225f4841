// Inserts in bulk, single writes and reads, on a file in the temporary folder.
#include <benchmark/benchmark.h>
#include <db_testing/databases.h>
#include <thread>

using namespace banxing;
using namespace banxing::db;

namespace {

constexpr Migration steps[] = {
    {"bench", 1, "create",
     "create table row (subject_id bigint not null, no bigint not null, form text not null, day "
     "bigint not null, "
     "content text not null, at bigint not null, kind text not null, account bigint not null, "
     "primary key (subject_id, no)){{without rowid}};"}};
constexpr Column columns[] = {
    {"subject_id", Type::integer, false}, {"no", Type::integer, false},
    {"form", Type::text, false},          {"day", Type::integer, false},
    {"content", Type::text, false},       {"at", Type::integer, false},
    {"kind", Type::text, false},          {"account", Type::integer, false}};
constexpr Statement add{"bench.add",
                        "insert into row (subject_id, no, form, day, content, at, kind, account) "
                        "values (:subject_id, :no, :form, :day, :content, :at, :kind, :account)",
                        columns,
                        {}};
constexpr Column one_column[] = {{"subject_id", Type::integer, false}};
constexpr Statement file{"bench.file",
                         "select subject_id, no, form, day, content, at, kind, account from row "
                         "where subject_id = :subject_id order by no",
                         one_column, columns};
constexpr Statement whole{"bench.whole",
                          "select subject_id, no, form, day, content, at, kind, account from row "
                          "order by subject_id, no",
                          {},
                          columns};

std::vector<Value> row_of(std::int64_t n) {
    return {Value(n / 30),
            Value(n % 30),
            Value(std::string("screening-2y")),
            Value(std::int64_t{19000} + n % 900),
            Value(std::string(R"({"result":"pass","weight":12,"height":88})")),
            Value(std::int64_t{1700000000000} + n),
            Value(std::string("submitted")),
            Value(n % 600)};
}

Result<void> add_rows(Session& session, std::int64_t from, std::int64_t count) {
    for (auto n = from; n < from + count; ++n) {
        auto row = row_of(n);
        TRY(session.execute(add, row));
    }
    return {};
}

void bulk_insert(benchmark::State& state) {
    auto databases = testing_databases({steps});
    auto& database = databases[static_cast<std::size_t>(state.range(0)) % databases.size()];
    std::int64_t next = 0;
    for (auto _ : state) {
        auto done = database->write(Priority::background,
                                    [&](Session& s) { return add_rows(s, next, 50'000); });
        if (!done) state.SkipWithError(done.error().detail.c_str());
        next += 50'000;
    }
    state.SetLabel(database.name());
    state.SetItemsProcessed(next);
}
BENCHMARK(bulk_insert)->Arg(0)->Arg(1)->Iterations(10)->UseRealTime();

void write_from_threads(benchmark::State& state) {
    auto databases = testing_databases({steps});
    auto& database = databases.front();
    constexpr int threads = 16, each = 200;
    std::int64_t base = 0;
    for (auto _ : state) {
        std::vector<std::thread> all;
        for (int t = 0; t < threads; ++t)
            all.emplace_back([&, t] {
                for (int n = 0; n < each; ++n)
                    (void)database->write(Priority::interactive, [&](Session& s) {
                        return add_rows(s, base + (t * each + n) * 5, 5);
                    });
            });
        for (auto& t : all) t.join();
        base += threads * each * 5;
    }
    state.SetItemsProcessed(base / 5);
    state.counters["commits/s"] = benchmark::Counter(
        static_cast<double>(database->counters().commits), benchmark::Counter::kIsRate);
}
BENCHMARK(write_from_threads)->Iterations(3)->UseRealTime();

void read_file(benchmark::State& state) {
    auto databases = testing_databases({steps});
    auto& database = databases.front();
    (void)database->write(Priority::background,
                          [&](Session& s) { return add_rows(s, 0, 300'000); });
    std::int64_t subject = 0;
    for (auto _ : state) {
        auto rows = database->read([&](Session& s) {
            const Value in[] = {Value(subject++ % 10'000)};
            return s.fetch(file, in);
        });
        if (!rows || rows->size() != 30) state.SkipWithError("not a file");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_file)->UseRealTime();

void scan_all(benchmark::State& state) {
    auto databases = testing_databases({steps});
    auto& database = databases[static_cast<std::size_t>(state.range(0)) % databases.size()];
    (void)database->write(Priority::background,
                          [&](Session& s) { return add_rows(s, 0, 300'000); });
    for (auto _ : state) {
        std::int64_t rows = 0;
        (void)database->scan(whole, {}, [&](std::span<const Value>) -> Result<void> {
            ++rows;
            return {};
        });
        if (rows != 300'000) state.SkipWithError("rows are missing");
    }
    state.SetLabel(database.name());
    state.SetItemsProcessed(state.iterations() * 300'000);
}
BENCHMARK(scan_all)->Arg(0)->Arg(1)->UseRealTime();

} // namespace
