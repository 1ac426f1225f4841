#pragma once
// A server in this process over a small county: one town, its village, an institution, the county's
// desks.
#include "client.h"

#include <access/directory.h>
#include <audit/audit.h>
#include <casework/casework.h>
#include <core/json.h>
#include <crypto/vault.h>
#include <entitlement/payable.h>
#include <intake/intake.h>
#include <policy/load.h>
#include <policy/store.h>
#include <registry/registry.h>

#include <db_testing/databases.h>
#include <duties/journal.h>
#include <family/guardians.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <insight/entered.h>
#include <interface/routes.h>
#include <ledger/ledger.h>
#include <messages/sms.h>
#include <resources/catalogue.h>
#include <sign_on/sign_on.h>
#include <wire/server.h>

namespace banxing::http {

namespace fs = std::filesystem;

constexpr const char* source = BANXING_SOURCE_DIR;
constexpr const char* password = "correct horse";

/// The value, or the end of the test program with the reason.
template <typename T>
T must(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s %s\n", result.error().message.en.c_str(),
                     result.error().detail.c_str());
        for (const auto& issue : result.error().fields)
            std::fprintf(stderr, "  %s: %s\n", issue.field.c_str(), issue.message.en.c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline access::Limits quick() {
    access::Limits limits;
    limits.hash_kib = 64;
    limits.hash_passes = 1;
    return limits;
}

/// Compiled once for all tests.
inline std::shared_ptr<const derive::Program> shipped_policy() {
    static const auto program =
        must(derive::Program::compile(must(policy::read_source(must(policy::read_files(
            fs::path(source) / "systems", fs::path(source) / "data/calendar/china.tsv"))))));
    return program;
}

/// What a provider of log-ins said once: tests/sign_on/word.json.
inline const Json& word_of_provider() {
    static const Json word = [] {
        std::ifstream in(fs::path(source) / "tests/sign_on/word.json");
        return Json::parse(in);
    }();
    return word;
}

inline Result<calls::Answer> answer_of_provider(const calls::Call& call) {
    const auto& word = word_of_provider();
    std::string base = word["issuer"];
    Json out = word["keys"];
    if (call.url.ends_with("/token")) out = {{"id_token", word["ES256"]}};
    if (call.url.ends_with("-configuration"))
        out = {{"issuer", base},
               {"authorization_endpoint", base + "/in"},
               {"token_endpoint", base + "/token"},
               {"jwks_uri", base + "/keys"}};
    return calls::Answer{200, out.dump()};
}

struct Stand {
    db::TemporaryFolder folder;
    std::vector<db::TestingDatabase> databases = testing_databases(
        {audit::migrations(), access::migrations(), registry::migrations(), records::migrations(),
         consequences::migrations(), ledger::migrations(), entitlement::migrations(),
         family::migrations(), insight::migrations(), duties::migrations(), messages::migrations(),
         intake::migrations(), policy::migrations()});
    db::Database& database = *databases.back(); // PostgreSQL where there is one
    access::Access access{
        database, must(access::Roles::read(fs::path(source) / "data/access/roles.yaml")), quick()};
    policy::Regions regions = must(policy::Regions::read(fs::path(source) / "data/regions"));
    crypto::Vault vault = must(crypto::Vault::open(folder.path() + "/master.key", true));
    std::unique_ptr<registry::Registry> registry = must(
        registry::Registry::open(database, vault, (fs::path(source) / "data/pinyin").string()));
    Clock clock = Clock::system();
    casework::Office office{database, access.roles(), shipped_policy(), regions, *registry,
                            vault,    clock};
    std::unique_ptr<intake::Intake> intake = must(
        intake::Intake::open(office, fs::path(source) / "data/lists", folder.path() + "/sheets"));
    insight::Cube cube;
    duties::Register registers = must(duties::Register::read(fs::path(source) / "data/duties"));
    resources::Catalogue resources =
        must(resources::Catalogue::read(fs::path(source) / "data", true));
    family::Rules families = must(family::Rules::read(
        (fs::path(source) / "data/access/family.yaml").string(), access.roles()));
    sign_on::SignOn sign_on{{word_of_provider()["issuer"],
                             "banxing",
                             "",
                             "http://127.0.0.1:8",
                             {"统一身份认证", "The county's sign-on"},
                             ""},
                            answer_of_provider};
    Services services{database,   access,  regions,  clock,
                      office,     *intake, cube,     folder.path() + "/uploads",
                      false,      {},      families, &registers,
                      &resources, source,  &sign_on};
    std::string town = "330681109", village = regions.children(town).front()->code;

    Stand() {
        must(registry->load());
        auto hash = access.hash_password(password);
        auto add = [&](std::int64_t id, const char* kind, const std::string& region,
                       const char* role) {
            must(database.write(db::Priority::interactive, [&](db::Session& s) -> Result<bool> {
                access::Organisation organisation{OrganisationId(id),
                                                  {},
                                                  kind,
                                                  *access::region_of(region),
                                                  {std::string("机构") + role, role}};
                TRY(access::add_organisation(s, organisation));
                TRY(access::add_account(
                    s, access.roles(),
                    {role, std::string("演示") + role, hash, {{OrganisationId(id), role}}, {}}));
                return true;
            }));
        };
        add(1, "village", village, "village_worker");
        add(2, "township_health", town, "township_doctor");
        add(3, "county_mch", "330681", "county_mch");
        add(4, "hospital", "330681", "hospital");
        add(5, "rehabilitation_institution", town, "institution");
        add(6, "federation", "330681", "federation_reviewer");
        add(7, "federation", "330681", "federation_approver");
        add(8, "finance", "330681", "finance");
        add(9, "office", "330681", "administrator");
        add(10, "county_government", "330681", "leader");
        add(11, "health_bureau", "330681", "unit_officer");
        add(12, "family", "330681", "family");
        add(13, "autism_association", "330681", "association");
        add(14, "civil_affairs_bureau", "330681", "civil_affairs");
    }
};

} // namespace banxing::http
