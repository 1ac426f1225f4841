#include <consequences/sight.h>

#include <algorithm>

namespace banxing::consequences {
namespace {

constexpr std::int64_t everything = ~0LL;

bool in(const std::vector<std::string>& roles, const std::string& role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

/// No form of it is read without a key.
bool all_locked(const derive::System& system) {
    return !system.forms.empty() && std::all_of(system.forms.begin(), system.forms.end(),
                                                [](auto& form) { return form.locked; });
}

template <typename Rules>
auto* find_rule(const Rules& rules, std::string_view id) {
    auto found = std::find_if(rules.begin(), rules.end(), [&](auto& one) { return one.id == id; });
    return found == rules.end() ? nullptr : &*found;
}

} // namespace

Sight Sight::of_post(const derive::Program& program, const access::Roles& roles,
                     const access::Principal& who, std::int64_t open) {
    Sight out(program, roles);
    out.role_ = who.role;
    out.kind_ = who.organisation.kind;
    out.organisation_ = who.organisation.id.value;
    out.open_ = open;
    using access::Act;
    out.decides_ = access::may(who, Act::review | Act::approve | Act::batch | Act::pay);
    return out;
}

Sight Sight::of_family(const derive::Program& program, const access::Roles& roles, bool locked) {
    Sight out(program, roles);
    out.family_ = true;
    out.open_ = locked ? everything : 0;
    return out;
}

bool Sight::reads(const derive::Form& form) const {
    return family_ || in(form.read_roles, role_) || in(form.write_roles, role_);
}

bool Sight::form(const derive::Form& form) const {
    return reads(form) && (!form.locked || (open_ & roles_->purpose_bit(form.purpose)) != 0);
}

bool Sight::form(std::string_view full_id) const {
    auto* found = program_->find_form(full_id);
    return found && form(*found);
}

bool Sight::system(std::string_view id) const {
    auto* found = program_->find_system(id);
    return found && std::any_of(found->forms.begin(), found->forms.end(),
                                [&](auto& one) { return form(one); });
}

bool Sight::stage(std::string_view system_id, std::string_view stage) const {
    auto forms = program_->forms_of_stage(system_id, stage);
    if (forms.empty()) return system(system_id);
    return std::any_of(forms.begin(), forms.end(), [&](auto* one) { return form(*one); });
}

bool Sight::unlocked(std::string_view system, std::string_view form) const {
    auto opens = [&](const derive::Form& one) {
        return !one.locked || (open_ & roles_->purpose_bit(one.purpose)) != 0;
    };
    auto* of = program_->find_system(system);
    auto* asked = program_->find_form(form);
    return of && (of->forms.empty() || std::any_of(of->forms.begin(), of->forms.end(), opens)) &&
           (!asked || opens(*asked));
}

bool Sight::task(const derive::Task& task) const {
    if (!unlocked(task.system, task.form)) return false;
    bool own = family_ || role_ == task.role || role_ == task.chaser || role_ == task.supervisor;
    return own || (system(task.system) && form(task.form));
}

bool Sight::referral(const derive::Referral& referral) const {
    if (!unlocked(referral.system, {})) return false;
    bool received = referral.to != 0 ? referral.to == organisation_
                                     : referral.kind == kind_ && referral.role == role_;
    if (family_ || referral.from == organisation_ || received) return true;
    auto* of = program_->find_system(referral.system);
    auto* rule = of ? find_rule(of->referrals, referral.referral) : nullptr;
    return rule && (form(rule->opened_by.form) || form(rule->form));
}

bool Sight::benefit(std::string_view full_id) const {
    auto dot = std::min(full_id.find('.'), full_id.size());
    auto* of = program_->find_system(full_id.substr(0, dot));
    auto* rule = of ? find_rule(of->entitlements, full_id.substr(std::min(dot + 1, full_id.size())))
                    : nullptr;
    return rule && (form(rule->months_form) || (decides_ && !rule->estimate));
}

void Sight::narrow(OfSubject& all) const {
    std::erase_if(all.tasks, [&](auto& one) { return !task(one); });
    std::erase_if(all.referrals, [&](auto& one) { return !referral(one); });
    std::erase_if(all.transitions, [&](auto& one) { return !system(one.system); });
    std::erase_if(all.stages, [&](auto& one) { return !stage(one.system, one.stage); });
    std::erase_if(all.pools, [&](auto& one) { return !system(one.system); });
    std::erase_if(all.entitled, [&](auto& one) { return !entitled(one); });
}

// ---- lists ----

namespace {

/// Whether a to-do of the system may stand on the role's list.
bool works_in(const derive::System& system, const std::string& role) {
    return std::any_of(system.tasks.begin(), system.tasks.end(),
                       [&](auto& one) {
                           return one.role == role || one.chaser == role ||
                                  one.escalates.to == role;
                       }) ||
           std::any_of(system.referrals.begin(), system.referrals.end(), [&](auto& one) {
               return one.from_role == role || one.to_role == role || one.escalates.to == role;
           });
}

void add(std::string& names, const std::string& name) {
    if (names.empty()) names = "|";
    names += name + "|";
}

void add_read(ListSight& out, const Sight& sight, const derive::System& system) {
    add(out.systems, system.id);
    for (auto& one : system.stages)
        if (sight.stage(system.id, one.id)) add(out.stages, system.id + "." + one.id);
}

/// The name stands in "|a|b|".
bool named(const std::string& names, const std::string& name) {
    return names.find("|" + name + "|") != names.npos;
}

} // namespace

bool ListSight::reads(std::string_view system) const {
    return named(systems, std::string(system));
}

bool ListSight::stage(std::string_view system, std::string_view stage) const {
    return named(stages, std::string(system) + "." + std::string(stage));
}

ListSight list_sight(const derive::Program& program, const access::Roles& roles,
                     const access::Principal& who) {
    ListSight out{who, {}, {}, 0, {}};
    auto sight = Sight::of_post(program, roles, who, who.purposes);
    std::int64_t keys = 0;
    for (auto& system : program.source().systems) {
        if (!all_locked(system) && sight.system(system.id)) add_read(out, sight, system);
        if (!works_in(system, who.role)) continue;
        if (all_locked(system)) add(out.locked, system.id);
        for (auto& form : system.forms) {
            if (!form.locked) continue;
            add(out.locked, form.full_id());
            keys |= roles.purpose_bit(form.purpose);
        }
    }
    bool one = keys != 0 && (keys & (keys - 1)) == 0;
    out.locked_for = one ? keys & who.purposes : 0;
    return out;
}

} // namespace banxing::consequences
