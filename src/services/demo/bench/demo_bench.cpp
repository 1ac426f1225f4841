// Whole counties: BANXING_DEMO_PEOPLE=1300000 BANXING_DEMO_FOLDER=… for the large one; once, as
// figures, not as a loop.
#include "setting.h"

#include <access/access.h>
#include <policy/store.h>

#include <benchmark/benchmark.h>
#include <db_testing/databases.h>
#include <family/guardians.h>
#include <filesystem>
#include <ledger/ledger.h>

namespace banxing::demo {

static std::int64_t mib_below(const std::filesystem::path& folder) {
    std::uintmax_t bytes = 0;
    for (auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) bytes += entry.file_size();
    return std::int64_t(bytes >> 20);
}

static void make_county(benchmark::State& state) {
    for (auto step : state) {
        (void)step;
        db::TemporaryFolder temporary;
        const char* named = std::getenv("BANXING_DEMO_FOLDER");
        std::filesystem::path folder = named ? named : temporary.path();
        auto database = must(db::Database::open({(folder / "banxing.db").string(), 4}));
        std::vector<db::Migration> steps;
        for (auto part : {audit::migrations(), access::migrations(), registry::migrations(),
                          policy::migrations(), records::migrations(), consequences::migrations(),
                          ledger::migrations(), entitlement::migrations(), family::migrations(),
                          demo::migrations()})
            steps.insert(steps.end(), part.begin(), part.end());
        must(database->migrate(steps));
        Setting setting(*database, folder);
        Options options;
        const char* people = std::getenv("BANXING_DEMO_PEOPLE");
        options.people = people ? std::stoll(people) : 60'000;
        options.day = demo_day;
        options.data = home / "data";
        options.lists = folder / "lists";
        auto summary = must(build(setting.office, options));
        state.counters["records"] = benchmark::Counter(summary.records);
        state.counters["children"] = benchmark::Counter(summary.children);
        state.counters["on_spectrum"] = benchmark::Counter(summary.on_spectrum);
        state.counters["confirmed"] = benchmark::Counter(summary.confirmed);
        state.counters["MiB"] = benchmark::Counter(mib_below(folder));
    }
}
BENCHMARK(make_county)->Unit(benchmark::kSecond)->Iterations(1);

} // namespace banxing::demo
