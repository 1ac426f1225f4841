// Benefits that take other benefits' amounts: who feeds whom, in which order, and never in a
// circle.
#include "program.h"

#include <algorithm>

namespace banxing::derive {

void Builder::cap_period(const Entitlement& rule, CompiledEntitlement& out,
                         const std::string& where) {
    if (rule.cap_period != "year" && rule.cap_period != "life")
        out.cap_months = symbol(rule.cap_period, where, false);
}

/// A benefit of this system or of one it uses.
static CompiledEntitlement::Feeder find_feeder(const PolicySource& source, const System& system,
                                               const std::string& id) {
    for (auto& one : source.systems) {
        bool seen = one.id == system.id ||
                    std::find(system.uses.begin(), system.uses.end(), one.id) != system.uses.end();
        if (!seen) continue;
        for (auto& rule : one.entitlements)
            if (one.id + "." + rule.id == id) return {&rule, id};
    }
    return {};
}

bool Builder::bind_feeder(const CompiledSystem& system, CompiledEntitlement& out,
                          std::size_t input) {
    auto& asked = out.model->inputs()[input];
    out.feeders.push_back(find_feeder(p_.source, *system.system, asked.id));
    auto* feeder = out.feeders.back().rule;
    if (!feeder) return false;
    std::string where = system.system->id + "/" + out.rule->model + " " + asked.id;
    if (asked.name != feeder->label.zh)
        fault(where, {"名称“" + asked.name + "”应为“" + feeder->label.zh + "”",
                      "the name must be the benefit's label"});
    if (!feel::Type(feel::TypeKind::number).fits(asked.type))
        fault(where, {"另一项待遇的金额是 number", "the amount of a benefit is a number"});
    return true;
}

/// Those that feed others come first; systems stand in such an order already.
void Builder::order_benefits(CompiledSystem& system) {
    std::vector<CompiledEntitlement> ordered, rest = std::move(system.entitlements);
    auto waits = [&](const CompiledEntitlement& one) {
        return std::any_of(one.feeders.begin(), one.feeders.end(), [&](auto& feeder) {
            return std::any_of(rest.begin(), rest.end(),
                               [&](auto& other) { return other.full_id == feeder.full_id; });
        });
    };
    while (!rest.empty()) {
        auto next = std::find_if(rest.begin(), rest.end(), [&](auto& one) { return !waits(one); });
        if (next == rest.end()) {
            fault(rest.front().full_id,
                  {"待遇互相作为输入，成了循环", "benefits feed each other in a circle"});
            return;
        }
        ordered.push_back(std::move(*next));
        rest.erase(next);
    }
    system.entitlements = std::move(ordered);
}

} // namespace banxing::derive
