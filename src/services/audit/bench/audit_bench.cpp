// Looking into a large audit, and what writing an event costs. BANXING_AUDIT_ROWS: how many events
// (1,000,000); of every ten, four read a file and three show a list.
#include <audit/retention.h>
#include <audit/search.h>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdlib>
#include <db_testing/databases.h>
#include <random>

namespace banxing::audit {
namespace {

constexpr std::int64_t first_moment = 1'700'000'000'000, step_ms = 600, accounts = 2'000,
                       subjects = 1'300'000, piece = 500'000;

template <typename T>
T must(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s %s\n", result.error().message.en.c_str(),
                     result.error().detail.c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::int64_t wanted_rows() {
    const char* said = std::getenv("BANXING_AUDIT_ROWS");
    return said ? std::atoll(said) : 1'000'000;
}

/// Straight into the table, since hashing fifty million events is not what is measured here.
struct Large {
    std::unique_ptr<db::Database> database;
    std::int64_t rows = wanted_rows();

    explicit Large(const std::string& folder)
        : database(must(db::Database::open({folder + "/banxing.db", 2}))) {
        auto steps = migrations();
        if (!database->migrate({steps.begin(), steps.end()})) std::abort();
        for (std::int64_t from = 0; from < rows; from += piece) {
            auto until = std::min(from + piece, rows);
            auto text = filling(from, until);
            db::Statement statement{"bench.fill", text.c_str(), {}, {}};
            must(database->write(db::Priority::background,
                                 [&](db::Session& s) { return s.execute(statement, {}); }));
        }
    }

    static std::string filling(std::int64_t from, std::int64_t until) {
        auto n = [](std::int64_t value) { return std::to_string(value); };
        return "with recursive n(i) as (select " + n(from) +
               " union all select i + 1 from n where i < " + n(until - 1) +
               ") insert into audit_event (chain, seq, at, account, organisation, action, "
               "subject_id, "
               "purpose, detail, blanked, digest, hash) select 7, i + 1, " +
               n(first_moment) + " + i * " + n(step_ms) + ", i * 7919 % " + n(accounts) +
               " + 1, i % 300 + 1, case when i % 10 < 4 then 'file.read' when i % 10 < 7 then "
               "'list.shown' when i % 10 < 8 then 'record.written' when i % 10 < 9 then "
               "'session.opened' else 'search.empty' end, case when i % 10 < 4 then i * 104729 % " +
               n(subjects) +
               " + 1 end, 'county_mch', '{\"form\":\"base.registration\",\"version\":1}', 0, "
               "lower(hex(randomblob(32))), lower(hex(randomblob(32))) from n";
    }
};

Large& large() {
    static db::TemporaryFolder folder;
    // never ended: what its thread holds is gone before statics are
    static auto* one = new Large(folder.path());
    return *one;
}

/// A page of fifty in any month of it.
Search any_search(std::mt19937_64& random, bool by_account, bool by_action) {
    constexpr std::int64_t month_ms = 30LL * 24 * 3600 * 1000;
    auto span = large().rows * step_ms;
    Search out;
    out.until = {first_moment + std::int64_t(random() % std::uint64_t(span)) + 1};
    out.from = {out.until.ms - month_ms};
    if (by_account) out.account = AccountId(std::int64_t(random() % accounts) + 1);
    if (by_action) out.action = random() % 2 == 0 ? "record.written" : "list.shown";
    return out;
}

template <typename Ask>
void ask_again(benchmark::State& state, Ask ask) {
    large(); // is filled before the watch starts
    std::mt19937_64 random(20261122);
    std::int64_t slowest = 0;
    for (auto unused : state) {
        static_cast<void>(unused);
        auto started = std::chrono::steady_clock::now();
        ask(random);
        auto took = std::chrono::steady_clock::now() - started;
        slowest = std::max(slowest, std::int64_t(took / std::chrono::microseconds(1)));
    }
    state.counters["slowest_us"] = benchmark::Counter(static_cast<double>(slowest)); // NOLINT
    state.counters["rows"] = benchmark::Counter(static_cast<double>(large().rows));  // NOLINT
}

template <bool by_account, bool by_action>
void searched(benchmark::State& state) {
    ask_again(state, [](std::mt19937_64& random) {
        auto found = must(large().database->read(
            [&](db::Session& s) { return search(s, any_search(random, by_account, by_action)); }));
        benchmark::DoNotOptimize(found);
    });
}

void BM_search_by_time(benchmark::State& state) {
    searched<false, false>(state);
}
void BM_search_by_account(benchmark::State& state) {
    searched<true, false>(state);
}
void BM_search_by_action(benchmark::State& state) {
    searched<false, true>(state);
}
void BM_search_by_account_and_action(benchmark::State& state) {
    searched<true, true>(state);
}
void BM_search_by_file(benchmark::State& state) {
    ask_again(state, [](std::mt19937_64& random) {
        SubjectId subject(std::int64_t(random() % subjects) + 1);
        auto found = must(large().database->read(
            [&](db::Session& s) { return of_subject(s, subject, {INT64_MAX}, 50); }));
        benchmark::DoNotOptimize(found);
    });
}

/// In the transaction of what it tells of: without the commit, which that pays for anyhow.
void BM_append(benchmark::State& state) {
    std::int64_t at = first_moment;
    must(large().database->write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
        for (auto unused : state) {
            static_cast<void>(unused);
            Event event{.at = {++at},
                        .account = AccountId(7),
                        .organisation = OrganisationId(3),
                        .action = "record.written",
                        .subject = SubjectId(at % subjects + 1)};
            event.detail = {{"form", "base.registration"}, {"version", 1}};
            TRY(append(s, event));
        }
        return {};
    }));
}

BENCHMARK(BM_search_by_time)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_search_by_account)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_search_by_action)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_search_by_account_and_action)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_search_by_file)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_append)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace banxing::audit
