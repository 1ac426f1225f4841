// A record written → its consequences visible, under fifty writers at once.
#include "setting.h"

#include <access/access.h>
#include <clock/clock.h>
#include <policy/store.h>

#include <algorithm>
#include <atomic>
#include <benchmark/benchmark.h>
#include <db_testing/databases.h>
#include <ledger/ledger.h>
#include <thread>

namespace banxing::demo {

constexpr int writers = 50, children = 500, writes_each = 60;

static access::Principal post(const casework::Office& office, const char* role,
                              const char* region) {
    access::Principal who;
    auto* known = office.roles.find(role);
    who.role = role;
    who.acts = known->acts;
    who.purposes = known->purposes;
    who.account = AccountId{1};
    who.organisation.id = OrganisationId{1};
    who.organisation.region = access::region_of(region).value();
    auto area = access::inside(who.organisation.region);
    who.reach = {area.from, area.to, 1};
    return who;
}

static std::vector<SubjectId> register_children(casework::Office& office,
                                                const access::Principal& who) {
    std::vector<SubjectId> out;
    for (int i = 0; i < children; ++i) {
        Date birth = add_days(demo_day, -(100 + 4 * i));
        casework::Submission registration{
            "base.registration",
            birth,
            {{"name", "演示" + std::to_string(i)}, {"sex", "1"}, {"birth_date", iso(birth)}},
            "",
            "",
            0};
        casework::Submission residence{
            "base.residence", birth, {{"village", "330681109002"}}, "", "", 0};
        auto done = must(casework::register_person(office, who, registration, {residence}));
        out.push_back(done.receipt->subject);
    }
    return out;
}

/// Microseconds of each write, from the call until the commit that makes it visible.
static std::vector<std::int64_t> write(casework::Office& office, const access::Principal& who,
                                       const std::vector<SubjectId>& subjects, int writer) {
    std::vector<std::int64_t> out;
    for (int i = 0; i < writes_each; ++i) {
        SubjectId subject = subjects[std::size_t(writer + writers * i) % subjects.size()];
        casework::Submission what{"base.moving_out",
                                  add_days(demo_day, -(writer * writes_each + i) % 90),
                                  {{"source", "村社"}},
                                  std::to_string(writer) + "-" + std::to_string(i),
                                  "",
                                  0};
        Stopwatch watch;
        must(casework::submit(office, who, subject, what));
        out.push_back(watch.microseconds());
    }
    return out;
}

static void BM_record_write(benchmark::State& state) {
    db::TemporaryFolder temporary;
    std::filesystem::path folder = temporary.path();
    auto database = must(db::Database::open({(folder / "banxing.db").string(), 4}));
    std::vector<db::Migration> steps;
    for (auto part : {audit::migrations(), access::migrations(), registry::migrations(),
                      policy::migrations(), records::migrations(), consequences::migrations(),
                      ledger::migrations(), entitlement::migrations()})
        steps.insert(steps.end(), part.begin(), part.end());
    must(database->migrate(steps));
    Setting setting(*database, folder);
    auto who = post(setting.office, "township_doctor", "330681109");
    auto subjects = register_children(setting.office, who);
    std::vector<std::int64_t> all;
    for (auto step : state) {
        (void)step;
        std::vector<std::vector<std::int64_t>> times(writers);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < writers; ++i)
                threads.emplace_back(
                    [&, i] { times[std::size_t(i)] = write(setting.office, who, subjects, i); });
        }
        for (auto& one : times) all.insert(all.end(), one.begin(), one.end());
    }
    std::sort(all.begin(), all.end());
    state.counters["record.write_p99_us"] = benchmark::Counter(all[all.size() * 99 / 100]);
    state.counters["record.write_p50_us"] = benchmark::Counter(all[all.size() / 2]);
    state.SetItemsProcessed(std::int64_t(all.size()));
}
BENCHMARK(BM_record_write)->UseRealTime()->Iterations(1);

} // namespace banxing::demo
