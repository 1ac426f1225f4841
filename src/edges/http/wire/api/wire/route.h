#pragma once
// Which handler answers which address, and who may ask.
#include <span>
#include <wire/context.h>

namespace banxing::http {

using Handler = Result<Response> (*)(const Request&, Context&);

/// The permission of a route: everybody, anybody who is logged in, or posts that hold any of the
/// acts.
struct Needs {
    bool login = true;
    bool password = true; // not while the account still has its one-time code
    access::Act act = access::Act::none;
    constexpr Needs(access::Act held)
        : act(held) {} // NOLINT: implicit, so that a route line reads well
    constexpr Needs(bool logged_in, bool own_password) : login(logged_in), password(own_password) {}
};
constexpr Needs everybody{false, false}, anybody_in{true, true}, newcomer{true, false};

bool holds(const std::optional<access::Visit>& visit, const Needs& needs);

/// Which bodies a route takes; addresses that only read take none.
enum class Takes : char { by_method, upload };

/// Whose turn it is when there is more to do than can be done: each lane has workers of its own.
enum class Lane : char { usual, log_in, emergency };

struct Route {
    Method method;
    const char* pattern; // /api/people/{subject}
    Needs needs;
    Handler handler;
    const char* query = ""; // names that may stand in the query
    Takes takes = Takes::by_method;
    Lane lane = Lane::usual;
};

constexpr Route in_lane(Lane lane, Route route) {
    route.lane = lane;
    return route;
}

struct Found {
    const Route* route = nullptr;
    std::vector<std::pair<std::string, std::string>> parts; // of {…}
    std::string allow; // methods of this address when none fits; empty: no such address
};

Found find_route(std::span<const Route> table, Method method, const std::string& path);

/// Whether the query holds only names the route lists, each once.
Result<void> check_query(const Route& route, const Request& request);

} // namespace banxing::http
