#include <algorithm>
#include <family/rules.h>
#include <yaml-cpp/yaml.h>

namespace banxing::family {
namespace {

Error fault(const std::string& what) {
    return Error::invalid(
        {"家庭权限文件有误：" + what, "The file of families' rights has a fault: " + what});
}

std::string text_of(const YAML::Node& node, const char* key) {
    return node[key] ? node[key].as<std::string>() : std::string();
}

bool flag_of(const YAML::Node& node, const char* key) {
    return node[key] && node[key].as<bool>();
}

Words words_of(const YAML::Node& node) {
    return {text_of(node, "zh"), text_of(node, "en")};
}

derive::Citation basis_of(const YAML::Node& node) {
    return {text_of(node["basis"], "document"), text_of(node["basis"], "clause")};
}

Result<int> number_of(const YAML::Node& node, const char* key) {
    int value = node && node[key] ? node[key].as<int>() : 0;
    if (value <= 0 || basis_of(node).document.empty()) return fail(fault(key));
    return value;
}

Result<ConsentRule> consent_of(const YAML::Node& node, const access::Roles& roles) {
    ConsentRule out{text_of(node, "purpose"), 0,
                    words_of(node),           words_of(node["changes"]),
                    flag_of(node, "example"), basis_of(node)};
    out.bit = roles.purpose_bit(out.purpose);
    if (out.bit == 0 || out.words.zh.empty() || out.changes.zh.empty() || out.changes.en.empty())
        return fail(fault("consent " + out.purpose));
    return out;
}

Result<Rules> read_rules(const YAML::Node& root, const access::Roles& roles) {
    Rules out;
    out.own_say_months = TRY(number_of(root["own_say_from"], "months"));
    out.own_say_basis = basis_of(root["own_say_from"]);
    out.adult_months = TRY(number_of(root["adult_from"], "months"));
    out.adult_basis = basis_of(root["adult_from"]);
    out.answer_days = TRY(number_of(root["answer_within"], "days"));
    out.emergency_minutes = TRY(number_of(root["emergency_open"], "minutes"));
    out.answer_example = flag_of(root["answer_within"], "example");
    out.answer_basis = basis_of(root["answer_within"]);
    for (const auto& node : root["proofs"]) {
        out.proofs.push_back(
            {text_of(node, "id"), words_of(node), flag_of(node, "adult"), flag_of(node, "self")});
        if (out.proofs.back().id.empty()) return fail(fault("a proof without id"));
    }
    for (const auto& node : root["consents"]) out.consents.push_back(TRY(consent_of(node, roles)));
    return out;
}

} // namespace

Result<Rules> Rules::read(const std::string& file, const access::Roles& roles) {
    try {
        return read_rules(YAML::LoadFile(file), roles);
    } catch (const YAML::Exception& e) {
        return fail(fault(e.what()));
    }
}

const Proof* Rules::proof(std::string_view id) const {
    auto found = std::ranges::find(proofs, id, &Proof::id);
    return found == proofs.end() ? nullptr : &*found;
}

const ConsentRule* Rules::consent(std::string_view purpose) const {
    auto found = std::ranges::find(consents, purpose, &ConsentRule::purpose);
    return found == consents.end() ? nullptr : &*found;
}

} // namespace banxing::family
