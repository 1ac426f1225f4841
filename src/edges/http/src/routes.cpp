#include "handlers/regions.h"
#include "handlers/session.h"
#include "route.h"

#include <array>

namespace banxing::http {

std::span<const Route> routes() {
    static constexpr std::array table{
        Route{GET, "/api/session", everybody, &session::who},
        Route{POST, "/api/session", everybody, &session::log_in},
        Route{DELETE, "/api/session", newcomer, &session::log_out},
        Route{PUT, "/api/session/password", newcomer, &session::set_password},
        Route{GET, "/api/regions/{code}", anybody_in, &regions::tree},
    };
    return table;
}

} // namespace banxing::http
