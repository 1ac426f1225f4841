#include <access/acts.h>

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <sstream>
#include <utility>
#include <yaml-cpp/yaml.h>

namespace banxing::access {
namespace {

constexpr std::array<std::pair<std::string_view, Act>, 22> names{{
    {"tasks", Act::tasks},
    {"call_list", Act::call_list},
    {"search", Act::search},
    {"register", Act::registration},
    {"write", Act::write},
    {"import", Act::import},
    {"doubts", Act::doubts},
    {"review", Act::review},
    {"approve", Act::approve},
    {"batch", Act::batch},
    {"pay", Act::pay},
    {"faults", Act::faults},
    {"figures", Act::figures},
    {"enter_figures", Act::enter_figures},
    {"progress", Act::progress},
    {"supervise", Act::supervise},
    {"family", acts::family},
    {"guardians", acts::guardians},
    {"requests", acts::requests},
    {"emergency", acts::emergency},
    {"audit", acts::audit},
    {"accounts", acts::accounts},
}};

Error fault(const std::string& what) {
    return Error::invalid({"岗位权限文件有误：" + what, "The file of roles has a fault: " + what});
}

std::string text_of(const YAML::Node& node, const char* key) {
    return node[key] ? node[key].as<std::string>() : std::string();
}

Result<Purpose> read_purpose(const YAML::Node& node) {
    Purpose purpose{text_of(node, "id"),
                    {text_of(node, "zh"), text_of(node, "en")},
                    node["bit"].as<std::int64_t>()};
    if (purpose.id.empty() || purpose.words.zh.empty() || purpose.words.en.empty())
        return fail(fault("a purpose without id, zh or en"));
    if (purpose.bit <= 0 || !std::has_single_bit(std::uint64_t(purpose.bit)))
        return fail(fault("the bit of purpose " + purpose.id));
    return purpose;
}

Result<Role> read_role(const YAML::Node& node, const Roles& roles) {
    Role role{text_of(node, "id"), {text_of(node, "zh"), text_of(node, "en")}};
    if (role.id.empty() || role.words.zh.empty() || role.words.en.empty())
        return fail(fault("a role without id, zh or en"));
    for (const auto& name : node["acts"]) {
        auto act = act_named(name.as<std::string>());
        if (!act) return fail(fault("act " + name.as<std::string>() + " of " + role.id));
        role.acts = role.acts | *act;
    }
    for (const auto& name : node["purposes"]) {
        auto bit = roles.purpose_bit(name.as<std::string>());
        if (bit == 0) return fail(fault("purpose " + name.as<std::string>() + " of " + role.id));
        role.purposes |= bit;
    }
    auto reach = text_of(node, "reach");
    if (reach != "area" && reach != "own") return fail(fault("the reach of " + role.id));
    role.reaches_area = reach == "area";
    return role;
}

} // namespace

std::optional<Act> act_named(std::string_view name) {
    auto found = std::ranges::find(names, name, &std::pair<std::string_view, Act>::first);
    if (found == names.end()) return std::nullopt;
    return found->second;
}

std::vector<std::string> names_of(Act held) {
    std::vector<std::string> out;
    for (const auto& [name, act] : names)
        if (holds_any(held, act)) out.emplace_back(name);
    return out;
}

Result<Roles> Roles::read(const std::string& file) {
    std::ifstream in(file);
    if (!in) return fail(fault(file + " cannot be read"));
    std::ostringstream text;
    text << in.rdbuf();
    return parse(text.str());
}

Result<Roles> Roles::parse(const std::string& yaml) {
    try {
        auto root = YAML::Load(yaml);
        Roles out;
        for (const auto& node : root["purposes"]) {
            auto purpose = TRY(read_purpose(node));
            for (const auto& other : out.purposes_)
                if (other.id == purpose.id || other.bit == purpose.bit)
                    return fail(fault("purpose " + purpose.id + " twice"));
            out.purposes_.push_back(std::move(purpose));
        }
        for (const auto& node : root["roles"]) {
            auto role = TRY(read_role(node, out));
            if (out.find(role.id)) return fail(fault("role " + role.id + " twice"));
            out.roles_.push_back(std::move(role));
        }
        if (out.roles_.empty()) return fail(fault("no role"));
        return out;
    } catch (const YAML::Exception& e) {
        return fail(fault(e.what()));
    }
}

const Role* Roles::find(std::string_view id) const {
    auto found = std::ranges::find(roles_, id, &Role::id);
    return found == roles_.end() ? nullptr : &*found;
}

std::int64_t Roles::purpose_bit(std::string_view purpose) const {
    auto found = std::ranges::find(purposes_, purpose, &Purpose::id);
    return found == purposes_.end() ? 0 : found->bit;
}

} // namespace banxing::access
