#include <calls/call.h>
#include <fstream>
#include <sign_on/sign_on.h>
#include <sys/stat.h>
#include <yaml-cpp/yaml.h>

namespace banxing::sign_on {
namespace {

Error wrong_entry(const std::string& what) {
    return Error::invalid({"统一身份认证的配置文件有误：" + what,
                           "The file of the single sign-on has a fault: " + what});
}

Error unreadable(const std::string& what) {
    return Error::unavailable({"统一身份认证的配置文件无法使用：" + what,
                               "The file of the single sign-on cannot be used: " + what});
}

std::string entry(const YAML::Node& root, const char* name) {
    return root[name] ? root[name].as<std::string>() : std::string();
}

Result<Config> config_of(const YAML::Node& root) {
    Config out{entry(root, "issuer"),
               entry(root, "client"),
               entry(root, "secret"),
               entry(root, "address"),
               {},
               entry(root, "authorities")};
    if (root["name"]) out.name = {entry(root["name"], "zh"), entry(root["name"], "en")};
    for (auto* url : {&out.issuer, &out.address})
        if (!calls::is_safe(*url) || url->ends_with('/') || url->find('?') != std::string::npos)
            return fail(wrong_entry(url == &out.issuer ? "issuer" : "address"));
    if (out.client.empty()) return fail(wrong_entry("client"));
    if (out.name.zh.empty() || out.name.en.empty()) return fail(wrong_entry("name"));
    return out;
}

} // namespace

Result<Config> Config::read(const std::string& file) {
    struct ::stat state {};
    if (::stat(file.c_str(), &state) != 0) return fail(unreadable("it does not exist"));
    if ((state.st_mode & S_IRWXO) != 0) return fail(unreadable("everybody may read it: chmod 600"));
    try {
        return config_of(YAML::LoadFile(file));
    } catch (const YAML::Exception& e) {
        return fail(wrong_entry(e.what()));
    }
}

} // namespace banxing::sign_on
