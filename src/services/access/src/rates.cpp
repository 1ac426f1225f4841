#include <access/rates.h>

#include <yaml-cpp/yaml.h>

namespace banxing::access {

static Error wrong_rate(const std::string& what) {
    return Error::invalid({"访问限额文件有误：" + what, "The file of limits has a fault: " + what});
}

static Result<Rate> rate_of(const YAML::Node& root, const char* name) {
    auto node = root[name];
    if (!node || !node["burst"] || !node["per_minute"]) return fail(wrong_rate(name));
    Rate out{node["burst"].as<int>(), node["per_minute"].as<int>()};
    bool none = out.burst == 0 && out.per_minute == 0;
    if (!none && (out.burst <= 0 || out.per_minute <= 0)) return fail(wrong_rate(name));
    return out;
}

Result<Rates> Rates::read(const std::string& file) {
    try {
        auto root = YAML::LoadFile(file);
        return Rates{TRY(rate_of(root, "account")), TRY(rate_of(root, "address")),
                     TRY(rate_of(root, "log_in"))};
    } catch (const YAML::Exception& e) {
        return fail(wrong_rate(e.what()));
    }
}

} // namespace banxing::access
