#include "shown.h"

#include <casework/facts.h>
#include <policy/clauses.h>

#include <rulebook/rulebook.h>

namespace banxing::rulebook {
namespace {

Result<const derive::System*> system_of(const casework::Office& office, const std::string& id) {
    const auto* system = office.program->find_system(id);
    if (system) return system;
    return fail(Error::not_found({"没有这个制度。", "There is no such system."}));
}

Json changed(const std::string& path, const std::string* before, const std::string* after) {
    Json out{{"path", path}};
    if (before) out["before"] = *before;
    if (after) out["after"] = *after;
    return out;
}

Json compared(const policy::Files& before, const policy::Files& after) {
    Json out{{"files", Json::array()}};
    for (const auto& [path, text] : before) {
        auto now = after.find(path);
        if (now == after.end() || now->second != text)
            out["files"].push_back(
                changed(path, &text, now == after.end() ? nullptr : &now->second));
    }
    for (const auto& [path, text] : after)
        if (before.count(path) == 0) out["files"].push_back(changed(path, nullptr, &text));
    return out;
}

/// What the file says of the inputs; what was named by hand stands before it.
Result<Json> with_file(casework::Office& office, const access::Principal& who,
                       const derive::System& system, const Trial& trial) {
    std::string benefit;
    for (const auto& one : system.entitlements)
        if (one.model == trial.model) benefit = system.id + "." + one.id;
    std::vector<std::string> ids;
    for (const auto& model : policy::models_of(system))
        if (model.file == trial.model)
            for (const auto& input : model.inputs) ids.push_back(input.id);
    auto out = TRY(casework::facts_for(office, who, *trial.subject, benefit, ids));
    out.update(trial.facts);
    return out;
}

} // namespace

Result<Json> overview(casework::Office& office, const std::filesystem::path& home) {
    const auto& source = office.program->source();
    Json out{{"version", source.version},
             {"sets", Json::array()},
             {"systems", Json::array()},
             {"clauses", Json::array()}};
    for (const auto& set :
         TRY(office.database.read([](db::Session& s) { return policy::sets(s); })))
        out["sets"].push_back(shown_set(set));
    for (const auto& system : source.systems) out["systems"].push_back(shown_card(system));
    for (const auto& one : TRY(policy::read_clauses(home / "data/clauses")))
        out["clauses"].push_back(
            {{"document", one.document}, {"clause", one.clause}, {"text", one.text}});
    return out;
}

Result<Json> system(casework::Office& office, const access::Principal& who, const std::string& id) {
    const auto* system = TRY(system_of(office, id));
    auto sight = consequences::list_sight(*office.program, office.roles, who);
    Counted counted;
    if (sight.reads(id))
        counted = TRY(office.database.read([&](db::Session& s) {
            return consequences::count_pathway(s, sight, id, office.clock.today());
        }));
    return shown_policy({office, who}, *system, counted);
}

Result<Json> cases(casework::Office& office, const std::filesystem::path& home,
                   const std::string& id) {
    const auto* system = TRY(system_of(office, id));
    return shown_cases(TRY(policy::run_cases(*office.program, home / "systems", id + "/")),
                       *system);
}

Result<Json> differences(casework::Office& office, const std::string& from, const std::string& to) {
    return office.database.read([&](db::Session& s) -> Result<Json> {
        return compared(TRY(policy::files_of(s, from)), TRY(policy::files_of(s, to)));
    });
}

Result<Json> attempt(casework::Office& office, const access::Principal& who, const std::string& id,
                     const Trial& trial) {
    const auto* system = TRY(system_of(office, id));
    auto facts = trial.subject ? TRY(with_file(office, who, *system, trial)) : trial.facts;
    auto out = shown_trial(TRY(policy::try_decision(*system, trial.model, trial.decision, facts)));
    out["facts"] = std::move(facts);
    return out;
}

Result<Json> workload(casework::Office& office, const std::string& region) {
    const auto& regions = office.regions;
    auto below = regions.children(region);
    auto digits = below.empty() ? region.size() : below.front()->code.size();
    auto area = access::inside(access::region_of(region).value_or(0));
    auto counts = TRY(office.database.read([&](db::Session& session) {
        return consequences::count_by_place(session, area, int(digits), office.clock.today());
    }));
    Json out{{"region", {{"code", region}, {"name", regions.name(region)}}},
             {"items", Json::array()}};
    for (const auto& one : counts) {
        auto code = std::to_string(one.place);
        const auto* found = regions.find(code);
        out["items"].push_back({{"code", code},
                                {"name", found ? found->name : regions.name(region)},
                                {"open", one.open},
                                {"overdue", one.overdue}});
    }
    return out;
}

} // namespace banxing::rulebook
