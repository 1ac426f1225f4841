#include <desks/routes.h>
#include <families/routes.h>
#include <interface/routes.h>
#include <money/routes.h>

namespace banxing::http {

std::span<const Route> routes() {
    static const std::vector<Route> all = [] {
        std::vector<Route> out;
        for (auto area : {desk_routes(), money_routes(), family_routes()})
            out.insert(out.end(), area.begin(), area.end());
        return out;
    }();
    return all;
}

} // namespace banxing::http
