// Search over the names of a county, and reading them at start.
#include "directory.h"
#include "load.h"
#include "name.h"

#include <core/text.h>
#include <registry/registry.h>

#include <benchmark/benchmark.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace banxing;
using namespace banxing::registry;

namespace {

constexpr std::int64_t county = 1'300'000;

std::vector<std::string> column(const std::string& file, std::size_t wanted) {
    std::vector<std::string> out;
    std::ifstream in(std::string(BANXING_SOURCE_DIR "/data/demo/") + file);
    for (std::string line; std::getline(in, line);)
        if (auto cells = split(line, '\t'); line[0] != '#' && cells.size() > wanted)
            out.emplace_back(cells[wanted]);
    return out;
}

const Readings& readings() {
    static const Readings it = Readings::read(BANXING_SOURCE_DIR "/data/pinyin").value();
    return it;
}

std::string some_name(crypto::Random& random) {
    static const auto surnames = column("surnames.tsv", 0);
    static const auto given = column("given_names.tsv", 4);
    auto name = surnames[random.below(surnames.size())] + given[random.below(given.size())];
    if (random.below(5) != 0) name += given[random.below(given.size())];
    return name;
}

Gathering gathered(std::int64_t people) {
    auto random = crypto::Random::seeded(7);
    Gathering out(readings());
    for (std::int64_t i = 0; i < people; ++i)
        out.add(SubjectId(random.int63()), normal_name(some_name(random)),
                Facts::of("1", from_days(static_cast<std::int64_t>(random.below(20'000)))));
    return out;
}

const Directory& directory() {
    static const auto it = [] {
        auto out = std::make_unique<Directory>(readings());
        out->start_loading();
        out->install(gathered(county));
        return out;
    }();
    return *it;
}

std::int64_t resident_kib() {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmRSS:")) return std::stoll(line.substr(6));
    return 0;
}

void search(benchmark::State& state, const char* typed, bool all) {
    auto& names = directory();
    std::size_t found = 0;
    Directory::Keep keep;
    if (all) keep = [&](SubjectId) { return ++found, false; };
    for (auto _ : state) {
        found = 0;
        benchmark::DoNotOptimize(names.search(typed, 50, keep));
    }
    if (all) state.counters["hits"] = static_cast<double>(found);
}
BENCHMARK_CAPTURE(search, whole_name, "周小乐", false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, one_character, "周", false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, initials, "zxl", false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, full_pinyin, "zhouxiaole", false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, one_letter, "z", false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, one_letter_seeing_nobody, "z", true)->Unit(benchmark::kMillisecond);

void find_one(benchmark::State& state) {
    auto before = resident_kib();
    auto& names = directory();
    state.counters["resident_mib_before"] = static_cast<double>(before / 1024);
    state.counters["resident_mib"] = static_cast<double>(resident_kib() / 1024);
    auto some = names.search("周", 1000, {});
    std::size_t n = 0;
    for (auto _ : state) benchmark::DoNotOptimize(names.find(some[n++ % some.size()].subject));
}
BENCHMARK(find_one);

void change_one(benchmark::State& state) {
    Directory names(readings());
    names.start_loading();
    names.install(gathered(county));
    auto random = crypto::Random::seeded(9);
    for (auto _ : state) names.put(SubjectId(random.int63()), "周小乐", {});
}
BENCHMARK(change_one)->Iterations(200'000);

void sort_a_county(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        auto people = gathered(county);
        state.ResumeTiming();
        Volume volume(std::move(people), 0);
        benchmark::DoNotOptimize(volume.size());
    }
}
BENCHMARK(sort_a_county)->Unit(benchmark::kMillisecond)->Iterations(2);

void read_readings(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(Readings::read(BANXING_SOURCE_DIR "/data/pinyin"));
}
BENCHMARK(read_readings)->Unit(benchmark::kMillisecond);

struct Folder {
    Folder() {
        auto shape = (std::filesystem::temp_directory_path() / "banxing-bench-XXXXXX").string();
        path = ::mkdtemp(shape.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string path;
};

template <typename T>
T must(Result<T> result) {
    if (!result) std::abort();
    return try_value(std::move(result));
}

/// A tenth of a county, whole identities.
struct Filled {
    Filled()
        : vault(must(crypto::Vault::open(folder.path + "/master.key", true))),
          database(must(db::Database::open({folder.path + "/bench.db", 2}))) {
        must(database->migrate(migrations()));
        registry = must(Registry::open(*database, vault, BANXING_SOURCE_DIR "/data/pinyin"));
        auto random = crypto::Random::seeded(7);
        for (std::int64_t done = 0; done < people; done += chunk)
            must(database->write(db::Priority::background,
                                 [&](db::Session& s) { return add(s, random); }));
    }

    Result<void> add(db::Session& session, crypto::Random& random) {
        for (std::int64_t i = 0; i < chunk; ++i) {
            auto birth = from_days(static_cast<std::int64_t>(random.below(20'000)));
            last = {some_name(random),
                    "1",
                    birth,
                    "",
                    "",
                    "100" + std::to_string(10'000'000 + random.below(90'000'000))};
            TRY(registry->index(session, TRY(registry->create(session, random)), last));
        }
        return {};
    }

    static constexpr std::int64_t people = county / 10, chunk = 10'000;
    Folder folder;
    crypto::Vault vault;
    std::unique_ptr<db::Database> database;
    std::unique_ptr<Registry> registry;
    Identity last;
};

Filled& filled() {
    static Filled it;
    return it;
}

void write_people(benchmark::State& state) {
    for (auto _ : state) {
        Filled fresh;
        state.SetItemsProcessed(state.items_processed() + Filled::people);
    }
}
BENCHMARK(write_people)->Unit(benchmark::kMillisecond)->Iterations(1);

void load_a_tenth_of_a_county(benchmark::State& state) {
    auto& it = filled();
    for (auto _ : state) must(it.registry->load());
    state.counters["people/s"] =
        benchmark::Counter(Filled::people, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(load_a_tenth_of_a_county)->Unit(benchmark::kMillisecond)->UseRealTime();

void match_one(benchmark::State& state) {
    auto& it = filled();
    auto match = [&](db::Session& s) { return it.registry->match(s, it.last); };
    for (auto _ : state)
        if (!must(it.database->read(match)).certain) std::abort();
}
BENCHMARK(match_one);

} // namespace
