#include <core/text.h>

#include <algorithm>
#include <wire/route.h>

namespace banxing::http {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

bool matches(std::string_view pattern, const std::vector<std::string_view>& path, Parts& parts) {
    parts.clear();
    auto wanted = split(pattern, '/');
    if (wanted.size() != path.size()) return false;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (wanted[i].starts_with('{')) {
            if (path[i].empty()) return false;
            parts.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), path[i]);
        } else if (wanted[i] != path[i]) {
            return false;
        }
    }
    return true;
}

void allow(std::string& list, std::string_view method) {
    if (list.find(method) == std::string::npos) (list += list.empty() ? "" : ", ") += method;
}

} // namespace

bool holds(const std::optional<access::Visit>& visit, const Needs& needs) {
    if (!visit) return !needs.login;
    if (needs.password && visit->principal.must_set_password) return false;
    return needs.act == access::Act::none || access::may(visit->principal, needs.act);
}

Found find_route(std::span<const Route> table, Method method, const std::string& path) {
    auto segments = split(path, '/');
    Found found;
    Parts parts;
    for (const auto& route : table) {
        if (!matches(route.pattern, segments, parts)) continue;
        if (route.method == method) return {&route, std::move(parts), {}};
        allow(found.allow, name_of(route.method));
        if (route.method == Method::get) allow(found.allow, "HEAD");
    }
    return found;
}

Result<void> check_query(const Route& route, const Request& request) {
    auto names = split(route.query, ' ');
    std::vector<FieldIssue> issues;
    for (const auto& [name, value] : request.query) {
        auto same = [&](const auto& other) { return other.first == name; };
        if (name.empty() || std::ranges::find(names, name) == names.end())
            issues.push_back(
                {name.substr(0, 60), {"不认识这个参数", "is no parameter of this address"}});
        else if (std::ranges::count_if(request.query, same) > 1)
            issues.push_back({name, {"出现了不止一次", "stands there more than once"}});
    }
    if (issues.empty()) return {};
    return fail(Error::invalid(
        {"地址中的参数不对。", "The parameters of the address are not right."}, std::move(issues)));
}

} // namespace banxing::http
