#include "handlers/family.h"

#include <access/acts.h>

#include <array>
#include <families/routes.h>

namespace banxing::http {

namespace acts = access::acts;

static constexpr std::array all_family_routes{
    Route{GET, "/api/family", acts::family, &family_pages::home},
    Route{GET, "/api/guide", acts::family, &family_pages::guide},
    Route{GET, "/api/family/{subject}", acts::family, &family_pages::file},
    Route{GET, "/api/family/{subject}/entitlements/{benefit}/{period}", acts::family,
          &family_pages::explain},
    Route{GET, "/api/family/{subject}/readings", acts::family, &family_pages::readings,
          "after limit"},
    Route{GET, "/api/family/{subject}/consents", acts::family, &family_pages::consents},
    Route{PUT, "/api/family/{subject}/consents/{purpose}", acts::family, &family_pages::decide},
    Route{GET, "/api/family/{subject}/benefits", acts::family, &family_pages::benefits},
    Route{PUT, "/api/family/{subject}/benefits/{benefit}", acts::family, &family_pages::wish},
    Route{GET, "/api/family/{subject}/requests", acts::family, &family_pages::requests},
    Route{POST, "/api/family/{subject}/requests", acts::family, &family_pages::ask},
    Route{POST, "/api/family/{subject}/sign-ins", acts::family, &family_pages::sign_in},
    Route{GET, "/api/sign-in-code", access::Act::write, &family_pages::sign_in_code},
    Route{GET, "/api/family/{subject}/copy", acts::family, &family_pages::copy, "format"},

    Route{GET, "/api/people/{subject}/guardians", acts::guardians, &family_pages::guardians},
    Route{POST, "/api/people/{subject}/guardians", acts::guardians, &family_pages::confirm},
    Route{POST, "/api/people/{subject}/guardians/{guardian}/end", acts::guardians,
          &family_pages::end_guardian},
    Route{GET, "/api/requests", acts::requests, &family_pages::desk},
    Route{POST, "/api/requests/{request}", acts::requests, &family_pages::answer},
};

std::span<const Route> family_routes() {
    return all_family_routes;
}

} // namespace banxing::http
