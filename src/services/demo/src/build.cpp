#include "demo_sql.h"
#include "families.h"
#include "institutions.h"
#include "lists.h"
#include "payments.h"
#include "pipeline.h"

#include <audit/audit.h>
#include <crypto/hash.h>

namespace banxing::demo {

constexpr std::int64_t most_people = 2'000'000;

static Result<void> begin(db::Session& session, const Options& options) {
    if (TRY(session.one(sql::County{})) || TRY(records::count_files(session)) > 0)
        return fail(Error::conflict({"这个数据目录里已有数据。请换一个空目录，或先删除它。",
                                     "There is data in this place already. Choose an empty folder, "
                                     "or delete this one first."}));
    TRY(session.run(
        sql::BeginCounty{options.people, std::to_string(options.seed), to_days(options.day)}));
    return {};
}

static Result<void> finish(db::Session& session, const std::vector<Account>& samples) {
    std::int64_t id = 0;
    for (auto& account : samples)
        TRY(session.run(sql::AddSample{++id, account.login, account.password, account.role.zh,
                                       account.role.en, account.organisation.zh,
                                       account.organisation.en}));
    TRY(session.run(sql::FinishCounty{}));
    return {};
}

/// Sorted by hash they go in one after another, not each to a page of its own.
static Result<void> write_keys(casework::Office& office, std::vector<registry::IdentityKey> keys) {
    std::sort(keys.begin(), keys.end());
    constexpr std::size_t at_once = 20'000;
    std::span<const registry::IdentityKey> rest(keys);
    while (!rest.empty()) {
        auto some = rest.first(std::min(at_once, rest.size()));
        TRY(office.database.write(db::Priority::background, [&](db::Session& session) {
            return registry::insert_keys(session, some);
        }));
        rest = rest.subspan(some.size());
    }
    return {};
}

/// The village worker to try is the one with most to do.
static void choose_village(const World& world, const Gathered& gathered,
                           std::vector<Account>& samples) {
    std::int64_t most = 0;
    std::size_t busiest = 0;
    for (std::size_t i = 0; i < world.villages.size(); ++i) {
        auto at = gathered.open_at.find(*access::region_of(world.villages[i].code));
        if (at == gathered.open_at.end() || at->second <= most) continue;
        most = at->second;
        busiest = i;
    }
    auto& organisation = world.staff.at(world.village_organisations[busiest]).organisation;
    for (auto& sample : samples)
        if (sample.login.starts_with("village-")) {
            sample.login = "village-" + world.villages[busiest].code;
            sample.organisation = organisation.name;
        }
}

Result<Summary> build(casework::Office& office, const Options& options,
                      const casework::Progress& progress) {
    if (options.people < 1 || options.people > most_people)
        return fail(Error::invalid(
            {"人数应在1至2000000之间", "The number of people must be 1 to 2,000,000"}));
    World world = TRY(read_world(office, options));
    constexpr crypto::Argon2Cost cost{65'536, 3, 1};
    auto hash = crypto::hash_password(demo_password, cost); // one for all: a hash takes 100 ms
    Summary summary;
    summary.people = options.people;
    summary.samples = TRY(office.database.write(
        db::Priority::background, [&](db::Session& session) -> Result<std::vector<Account>> {
            TRY(begin(session, options));
            world.staff.clear();
            world.village_organisations.clear();
            world.institutions = {};
            world.hospitals = {};
            world.kindergartens.clear();
            world.schools.clear();
            return add_staff(session, office.roles, world, hash);
        }));
    summary.organisations = std::int64_t(world.staff.size());
    for (auto& post : world.tables.posts)
        for (auto& [id, staff] : world.staff)
            if (staff.organisation.kind == post.kind) summary.accounts += post.count;
    Gathered gathered = TRY(write_people(office, world, progress));
    TRY(write_keys(office, std::move(gathered.keys)));
    summary.institutions = TRY(write_institutions(office, world));
    TRY(pay_some(office, options.day));
    choose_village(world, gathered, summary.samples);
    for (auto& one : TRY(add_families(office, options, hash)))
        summary.samples.push_back(std::move(one));
    summary.children = gathered.children;
    summary.records = gathered.records;
    summary.on_spectrum = gathered.on_spectrum;
    summary.confirmed = gathered.confirmed;
    if (!options.lists.empty()) summary.lists = TRY(write_lists(world, gathered.held));
    TRY(office.database.write(db::Priority::background, [&](db::Session& session) {
        return finish(session, summary.samples);
    }));
    return summary;
}

Result<std::optional<County>> county(db::Session& session) {
    auto row = TRY(session.one(sql::County{}));
    if (!row || row->finished == 0) return std::optional<County>{};
    County out{row->people, std::stoull(row->seed), from_days(row->day), {}};
    for (auto& sample : TRY(session.all(sql::Samples{})))
        out.samples.push_back({sample.login,
                               sample.password,
                               {sample.role_zh, sample.role_en},
                               {sample.organisation_zh, sample.organisation_en}});
    return std::optional(std::move(out));
}

std::span<const db::Migration> migrations() {
    return sql::migrations();
}
std::span<const db::Statement* const> statements() {
    return sql::statements();
}

} // namespace banxing::demo
