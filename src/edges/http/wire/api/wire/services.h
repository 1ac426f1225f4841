#pragma once
// What the HTTP edge calls; server/ builds it in order.
#include <access/access.h>
#include <casework/casework.h>
#include <clock/clock.h>
#include <intake/intake.h>
#include <policy/regions.h>

#include <family/rules.h>
#include <insight/cube.h>
#include <string>
#include <vector>

namespace banxing::duties {
struct Register;
}
namespace banxing::resources {
struct Catalogue;
}

namespace banxing::sign_on {
class SignOn;
}

namespace banxing::http {

struct DemoAccount {
    std::string login, password;
    Words role, organisation;
};

struct Services {
    db::Database& database;
    access::Access& access;
    const policy::Regions& regions;
    Clock clock;
    casework::Office& office;
    intake::Intake& intake;
    insight::Cube& cube;
    std::string uploads; // folder for what is on its way in or out; emptied at the start
    bool demo;           // 演示数据 on every page
    std::vector<DemoAccount> demo_accounts;
    const family::Rules& families;
    const duties::Register* duties = nullptr;        // none: the registers answer not_found
    const resources::Catalogue* resources = nullptr; // none: the map answers not_found
    std::string home = {}; // what ships with the program: systems/ with their cases, data/clauses
    sign_on::SignOn* sign_on = nullptr; // none: names and passwords only
};

} // namespace banxing::http
