#include "county.h"

#include <algorithm>

namespace banxing::demo {

Writer World::village_worker(std::size_t village) const {
    auto organisation = village_organisations[village];
    return {organisation, staff.at(organisation).accounts.front()};
}

Writer World::of(std::int64_t organisation, Draw& draw) const {
    return {organisation, draw.one_of(staff.at(organisation).accounts)};
}

Writer World::doctor(std::size_t village, Draw& draw) const {
    return of(town_organisations[villages[village].town], draw);
}

const std::string& World::name_of(std::int64_t organisation) const {
    return staff.at(organisation).organisation.name.zh;
}

static Error lacks(const std::string& what) {
    return Error::invalid({"政策里没有演示数据需要的“" + what + "”",
                           "The policy lacks what the demo county needs: " + what});
}

static Result<const derive::ParameterValue*> value_of(const derive::System& system,
                                                      const std::string& id) {
    for (auto& parameter : system.parameters)
        if (parameter.id == system.id + "." + id || parameter.id == id)
            return &parameter.values.back();
    return fail(lacks(id));
}

static Result<std::int64_t> number_of(const derive::System& system, const std::string& id) {
    return std::stoll(TRY(value_of(system, id))->value);
}

static std::vector<std::string> signs_at(const derive::Form& form, const std::string& age) {
    std::vector<std::string> out;
    for (auto& field : form.fields)
        for (auto& code : field.codes)
            if (field.id == "signs" && code.group == age) out.push_back(code.code);
    return out;
}

static Result<void> read_school(const derive::Program& program, Law& law) {
    auto* placement = program.find_system("education_placement");
    if (!placement) return fail(lacks("education_placement"));
    for (auto& [id, out] : std::map<std::string, int*>{{"kindergarten_age", &law.kindergarten_from},
                                                       {"school_age", &law.school_from},
                                                       {"upper_age", &law.upper_from},
                                                       {"upper_months", &law.upper_months},
                                                       {"school_year_month", &law.school_month},
                                                       {"school_year_day", &law.school_day},
                                                       {"registration_month", &law.roll_month}})
        *out = int(TRY(number_of(*placement, id)));
    return {};
}

static Result<Law> read_law(const derive::Program& program, const Rates& rates) {
    auto* screening = program.find_system("autism_screening");
    auto* rehabilitation = program.find_system("child_rehabilitation");
    auto* check = program.find_form("autism_screening.child_health_check");
    if (!screening || !rehabilitation || !check || rehabilitation->operation.empty())
        return fail(lacks("autism_screening"));
    Law law;
    auto grid = screening->grids.find("visit_ages");
    if (grid == screening->grids.end()) return fail(lacks("visit_ages"));
    for (auto& age : grid->second)
        for (auto& visit : rates.visits)
            if (visit.age == age.code)
                law.visits.push_back({age.code, age.months, visit, signs_at(*check, age.code)});
    for (auto& field : check->fields)
        for (auto& code : field.codes)
            if (field.id == "signs") law.sign_words[code.code] = code.label.zh;
    law.norm_since = TRY(value_of(*screening, "screening_age_to"))->valid.from;
    law.go_live = rehabilitation->operation.front().since;
    law.screening_to = int(TRY(number_of(*screening, "screening_age_to")));
    law.young_months = int(TRY(number_of(*screening, "follow_up_young_below")));
    law.young_gap = int(TRY(number_of(*screening, "follow_up_young_months")));
    law.older_gap = int(TRY(number_of(*screening, "follow_up_older_months")));
    TRY(read_school(program, law));
    law.month_cap = TRY(number_of(*rehabilitation, "month_cap"));
    law.year_cap = TRY(number_of(*rehabilitation, "year_cap"));
    return law;
}

static bool is_community(const std::string& name) {
    return name.find("社区") != name.npos || name.find("居委会") != name.npos;
}

/// Where those come from who are registered in another county.
static Result<void> read_elsewhere(const policy::Regions& regions, World& world) {
    std::map<std::string, std::vector<std::string>> counties; // by province
    for (auto& region : regions.all())
        if (region.level == policy::Level::county && region.code != county_code)
            counties[region.code.substr(0, 2)].push_back(region.code);
    world.elsewhere = counties[std::string(county_code).substr(0, 2)];
    for (auto& [province, share] : world.tables.rates.outside) {
        if (counties[province].empty()) return fail(lacks(province));
        world.outside.add(counties[province], share);
    }
    return {};
}

static Result<void> read_places(const policy::Regions& regions, World& world) {
    for (auto& [code, share] : world.tables.towns) {
        auto* region = regions.find(code);
        if (!region) return fail(lacks(code));
        Town town{code, region->name, {}};
        for (auto* village : regions.children(code)) {
            town.villages.add(world.villages.size(), is_community(village->name) ? 3 : 1);
            world.villages.push_back({village->code, village->name, world.towns.size()});
        }
        if (town.villages.empty()) return fail(lacks(code));
        world.town_shares.add(world.towns.size(), share);
        world.towns.push_back(std::move(town));
    }
    return read_elsewhere(regions, world);
}

Result<World> read_world(const casework::Office& office, const Options& options) {
    World world;
    world.options = options;
    world.tables = TRY(Tables::read(options.data / "demo"));
    world.law = TRY(read_law(*office.program, world.tables.rates));
    TRY(read_places(office.regions, world));
    constexpr std::int64_t whole_county = 90'000; // people; above it a list takes only a part
    if (options.people > whole_county) world.held_visits = 100'000 * whole_county / options.people;
    return world;
}

} // namespace banxing::demo
