// A power cut under the whole office: records, what follows from them and the audit stay one.
#include "../../casework/test/office_for_tests.h"

#include <cstdlib>
#include <db_testing/faulty_disk.h>
#include <mutex>
#include <random>
#include <set>
#include <thread>

using namespace banxing;
using namespace banxing::casework;

namespace {

std::vector<db::Migration> all_steps() {
    std::vector<db::Migration> out;
    for (auto part :
         {audit::migrations(), access::migrations(), registry::migrations(), records::migrations(),
          consequences::migrations(), ledger::migrations(), entitlement::migrations()})
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

/// Opens files and writes checks into them until something is refused; whose file was acknowledged.
std::set<SubjectId> work_until_refused(Office& office, int thread) {
    std::set<SubjectId> told;
    for (int n = 0; n < 500; ++n) {
        auto name = "周" + std::to_string(thread * 1000 + n);
        auto opened =
            register_person(office, doctor(), registration(name.c_str(), "2025-01-08", ""),
                            {residence(village_of_fengqiao(), "2025-01-08")});
        if (!opened || !opened->receipt) return told;
        auto subject = opened->receipt->subject;
        told.insert(subject);
        if (!submit(office, doctor(), subject, check("18月", "2026-07-10", {"18月-3"})))
            return told;
    }
    return told;
}

/// What is wrong with the office that is found after a cut; empty: nothing.
std::string found_after(db::Database& database, crypto::Vault& vault,
                        const std::set<SubjectId>& told) {
    auto registry =
        must(registry::Registry::open(database, vault, (home() / "data/pinyin").string()));
    must(registry->load());
    Office office{database,
                  roles(),
                  shipped_policy(),
                  regions(),
                  *registry,
                  vault,
                  Clock::pinned(d("2026-11-21"))};
    if (registry->unreadable() > 0) return "a name that cannot be read";
    for (auto subject : told)
        if (!must(database.read([&](db::Session& s) { return registry->identity_of(s, subject); })))
            return "an acknowledged file is gone";
    if (differing(office) > 0) return "a file differs from what is derived anew";
    if (auto broken = must(audit::verify(database))) return "the audit is " + broken->what;
    auto more = open_child(office);
    return differing(office) == 0 && more.value != 0 ? "" : "it does not go on";
}

TEST(Power, records_consequences_and_audit_stay_one_after_a_cut) {
    const int rounds = std::getenv("BANXING_LONG") ? 300 : 4;
    std::mt19937_64 chance(6);
    for (int round = 0; round < rounds; ++round) {
        db::TemporaryFolder before, after, keys;
        auto vault = must(crypto::Vault::open(keys.path() + "/key", true));
        std::set<SubjectId> told;
        auto at = std::int64_t(100 + chance() % 2000);
        {
            db::FaultyDisk disk(before.path(), chance());
            auto database = must(db::Database::open({before.path() + "/a.db"}));
            must(database->migrate(all_steps()));
            auto registry =
                must(registry::Registry::open(*database, vault, (home() / "data/pinyin").string()));
            must(registry->load());
            Office office{*database,
                          roles(),
                          shipped_policy(),
                          regions(),
                          *registry,
                          vault,
                          Clock::pinned(d("2026-11-21"))};
            disk.fail_power_after(at);
            std::mutex mutex;
            std::vector<std::thread> threads;
            for (int t = 0; t < 2; ++t)
                threads.emplace_back([&, t] {
                    auto mine = work_until_refused(office, t);
                    std::scoped_lock lock(mutex);
                    told.insert(mine.begin(), mine.end());
                });
            for (auto& t : threads) t.join();
            ASSERT_TRUE(disk.power_failed());
            registry.reset();
            database.reset();
            disk.after_power_cut(after.path());
        }
        auto database = must(db::Database::open({after.path() + "/a.db"}));
        EXPECT_EQ(found_after(*database, vault, told), "")
            << "cut at " << at << ", " << told.size() << " acknowledged";
    }
}

} // namespace
