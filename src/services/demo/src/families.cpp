#include "families.h"

#include <access/directory.h>
#include <entitlement/claims.h>

#include <algorithm>
#include <array>
#include <family/guardians.h>

namespace banxing::demo {
namespace {

constexpr int looked_at = 200;
constexpr std::int64_t morning_ms = 9 * 3'600'000;

struct FamilyPlan {
    const char* login;
    std::size_t children;
    const char *relation, *name;
};
constexpr std::array plans{FamilyPlan{"family-1", 1, "52", "演示母亲"},
                           FamilyPlan{"family-2", 2, "51", "演示父亲"}};

/// Children whose subsidy waits: there is something to see in their files.
Result<std::vector<SubjectId>> candidates(casework::Office& office, const family::Rules& rules,
                                          const access::Principal& reviewer, Date day) {
    return office.database.read([&](db::Session& session) -> Result<std::vector<SubjectId>> {
        std::vector<SubjectId> out;
        auto page = TRY(
            entitlement::desk(session, reviewer, {entitlement::Desk::open, "", looked_at}, day));
        for (auto& one : page.items) {
            auto subject = one.payable.subject;
            auto who = TRY(office.registry.identity_of(session, subject));
            bool young = who && who->birth && day < reaches_age(*who->birth, rules.own_say_months);
            if (young && std::find(out.begin(), out.end(), subject) == out.end())
                out.push_back(subject);
        }
        return out;
    });
}

} // namespace

Result<std::vector<Account>> add_families(const casework::Office& county, const Options& options,
                                          const std::string& password_hash) {
    casework::Office office = county;
    office.clock = Clock::stopped({start_of(options.day).ms + morning_ms});
    auto rules =
        TRY(family::Rules::read((options.data / "access/family.yaml").string(), office.roles));
    auto reviewer = TRY(office.database.read([&](db::Session& session) {
        return access::principal_of_role(session, office.roles, "federation_reviewer");
    }));
    auto children = TRY(candidates(office, rules, reviewer, options.day));
    std::vector<Account> out;
    std::size_t next = 0;
    for (auto& plan : plans) {
        if (next + plan.children > children.size()) break;
        for (std::size_t i = 0; i < plan.children; ++i) {
            family::NewGuardian wanted;
            wanted.login = plan.login;
            wanted.name = plan.name;
            wanted.relation = plan.relation;
            wanted.proof = "household_register";
            wanted.code_hash = password_hash;
            TRY(family::confirm({office, rules}, reviewer, children[next++], wanted));
        }
        const auto* role = office.roles.find("family");
        out.push_back(
            {plan.login, demo_password, role ? role->words : Words{}, {"家庭", "Families"}});
    }
    return out;
}

} // namespace banxing::demo
