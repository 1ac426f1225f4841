#include "county.h"
#include "names.h"

#include <access/principal.h>

namespace banxing::demo {

static std::string filled(std::string text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

static std::string short_name(std::string town) {
    for (std::string ending : {"街道", "镇", "乡"})
        if (town.ends_with(ending)) return town.substr(0, town.size() - ending.size());
    return town;
}

/// Numbers of generated organisations; below the first region's, as access wants them.
constexpr std::int64_t first_village = 100'001, first_kindergarten = 30'001, first_school = 31'001;

static Words named(const Generated& pattern, const Town& town, const Village* village) {
    Words out{pattern.zh, pattern.en};
    for (auto* text : {&out.zh, &out.en}) {
        *text = filled(*text, "{town}", town.name);
        *text = filled(*text, "{short}", short_name(town.name));
        *text = filled(*text, "{latin}", town.code);
        *text = filled(*text, "{village}", village ? village->name : "");
        *text = filled(*text, "{code}", village ? village->code : town.code);
    }
    return out;
}

static Result<void> add(db::Session& session, World& world, access::Organisation organisation) {
    TRY(access::add_organisation(session, organisation));
    auto id = organisation.id.value;
    world.staff[id] = {std::move(organisation), {}};
    return {};
}

static Result<void> add_generated(db::Session& session, World& world) {
    for (auto& pattern : world.tables.generated) {
        if (pattern.per == "village") {
            for (std::size_t i = 0; i < world.villages.size(); ++i) {
                auto& village = world.villages[i];
                auto id = first_village + std::int64_t(i);
                TRY(add(session, world,
                        {OrganisationId(id),
                         {},
                         pattern.kind,
                         *access::region_of(village.code),
                         named(pattern, world.towns[village.town], &village)}));
                world.village_organisations.push_back(id);
            }
            continue;
        }
        bool young = pattern.kind == "kindergarten";
        auto first = young ? first_kindergarten : first_school;
        for (std::size_t i = 0; i < world.towns.size(); ++i) {
            (young ? world.kindergartens : world.schools).push_back(first + std::int64_t(i));
            TRY(add(session, world,
                    {OrganisationId(first + std::int64_t(i)),
                     {},
                     pattern.kind,
                     *access::region_of(world.towns[i].code),
                     named(pattern, world.towns[i], nullptr)}));
        }
    }
    return {};
}

/// The desk of a kind of organisation of which there is one; nothing for the others.
static std::int64_t* desk_of(World& world, const std::string& kind) {
    static const std::map<std::string, std::int64_t World::*> desks{
        {"county_mch", &World::county_mch},
        {"disabled_persons_federation", &World::federation},
        {"human_resources_bureau", &World::labour},
        {"vocational_training_centre", &World::training},
        {"job_coach_organisation", &World::coaching},
        {"civil_affairs_bureau", &World::civil},
        {"education_bureau", &World::education},
        {"special_school", &World::special_school}};
    auto at = desks.find(kind);
    return at == desks.end() ? nullptr : &(world.*at->second);
}

/// What an organisation is for in the lives that are told.
static void give_part(World& world, const OrganisationPlan& plan) {
    if (plan.capacity > 0) world.institutions.add(plan.id, plan.capacity);
    if (plan.diagnoses) world.hospitals.add(plan.id, world.hospitals.empty() ? 65 : 35);
    if (auto* desk = desk_of(world, plan.kind)) *desk = plan.id;
    if (plan.kind == "care_institution") (world.care == 0 ? world.care : world.day_care) = plan.id;
    if (plan.kind != "township_health_center") return;
    for (std::size_t i = 0; i < world.towns.size(); ++i)
        if (world.towns[i].code == plan.region) world.town_organisations[i] = plan.id;
}

static Result<void> add_planned(db::Session& session, World& world) {
    world.town_organisations.resize(world.towns.size());
    for (auto& plan : world.tables.organisations) {
        auto region = access::region_of(plan.region);
        if (!region)
            return fail(Error::invalid({"区划代码不对", "The region of an organisation is wrong"}));
        TRY(add(session, world, {OrganisationId(plan.id), {}, plan.kind, *region, plan.name}));
        give_part(world, plan);
    }
    world.list_hospital = world.hospitals.items().front();
    world.list_institution = world.institutions.items().front();
    world.list_town = 0;
    return {};
}

/// A log-in's word: that of the role, for some with the region or the number of the organisation.
static std::string login_word(const std::string& role, const access::Organisation& organisation) {
    static const std::map<std::string, std::string> shorter = {{"federation_reviewer", "reviewer"},
                                                               {"federation_approver", "approver"},
                                                               {"county_mch", "mch"},
                                                               {"administrator", "admin"},
                                                               {"education_bureau", "education"},
                                                               {"placement_panel", "panel"},
                                                               {"resource_teacher", "resource"},
                                                               {"federation_worker", "federation"},
                                                               {"labour_service", "labour"},
                                                               {"training_centre", "training"},
                                                               {"job_coach", "coach"},
                                                               {"civil_affairs", "civil"}};
    std::string region = access::region_code(organisation.region);
    if (role == "village_worker") return "village-" + region;
    if (role == "township_doctor") return "town-" + region;
    if (role == "school" && organisation.kind == "special_school") return "special-school";
    if (role == "school")
        return (organisation.kind == "kindergarten" ? "kindergarten-" : "school-") + region;
    std::string number = std::to_string(organisation.id.value);
    if (role == "hospital" || role == "institution") return role + "-" + number;
    if (role == "care_institution") return "care-" + number;
    auto found = shorter.find(role);
    return found == shorter.end() ? role : found->second;
}

static std::string login_of(const std::string& role, const Staff& staff, std::int64_t n) {
    std::string word = login_word(role, staff.organisation);
    return n == 0 ? word : word + "-" + std::to_string(n + 1);
}

class Hiring {
public:
    Hiring(db::Session& session, const access::Roles& roles, World& world,
           const std::string& password_hash)
        : session_(session), roles_(roles), world_(world), password_hash_(password_hash),
          draw_(world.options.seed, Stream::organisations, 0) {}

    /// Fills a post wherever it exists; returns the first account as a sample.
    Result<std::optional<Account>> fill(const PostPlan& plan) {
        auto* role = roles_.find(plan.role);
        if (!role) return fail(Error::invalid({"没有这个岗位", "There is no role " + plan.role}));
        std::optional<Account> first;
        for (auto& [id, staff] : world_.staff) {
            if (staff.organisation.kind != plan.kind) continue;
            for (std::int64_t n = 0; n < plan.count; ++n) {
                auto login = TRY(hire(plan.role, staff, n));
                if (!first)
                    first = Account{login, demo_password, role->words, staff.organisation.name};
            }
        }
        return first;
    }

private:
    Result<std::string> hire(const std::string& role, Staff& staff, std::int64_t n) {
        auto login = login_of(role, staff, n);
        bool male = draw_.chance(50'000);
        auto name = full_name(world_.tables, draw_, 1970 + int(draw_.below(30)), male, {});
        auto account = TRY(access::add_account(
            session_, roles_, {login, name, password_hash_, {{staff.organisation.id, role}}}));
        bool writes = role != "federation_approver" && role != "administrator";
        if (writes) staff.accounts.push_back(account.value);
        return login;
    }

    db::Session& session_;
    const access::Roles& roles_;
    World& world_;
    const std::string& password_hash_;
    Draw draw_;
};

Result<std::vector<Account>> add_staff(db::Session& session, const access::Roles& roles,
                                       World& world, const std::string& password_hash) {
    TRY(add_planned(session, world));
    TRY(add_generated(session, world));
    std::vector<Account> samples;
    Hiring hiring(session, roles, world, password_hash);
    for (auto& plan : world.tables.posts)
        if (auto sample = TRY(hiring.fill(plan))) samples.push_back(std::move(*sample));
    return samples;
}

} // namespace banxing::demo
