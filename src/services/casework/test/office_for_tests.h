#pragma once
// A whole office over an empty database, with the shipped policy: tests of casework and what stands
// on it.
#include <access/access.h>
#include <access/directory.h>
#include <audit/audit.h>
#include <casework/casework.h>
#include <entitlement/payable.h>
#include <policy/load.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>
#include <ledger/ledger.h>

namespace banxing::casework {

inline Date d(const char* text) {
    return parse_iso_date(text).value();
}

/// Values that cannot fail here end the test with their reason.
template <typename T>
T must(Result<T> result) {
    if (!result) {
        std::string all = result.error().message.zh + " " + result.error().detail;
        for (auto& field : result.error().fields)
            all += "\n  " + field.field + ": " + field.message.zh;
        ADD_FAILURE() << all;
        std::abort();
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline std::filesystem::path home() {
    return BANXING_SOURCE_DIR;
}

inline const std::shared_ptr<const derive::Program>& shipped_policy() {
    static auto program = must(derive::Program::compile(must(policy::read_source(
        must(policy::read_files(home() / "systems", home() / "data/calendar/china.tsv"))))));
    return program;
}

inline const policy::Regions& regions() {
    static auto all = must(policy::Regions::read(home() / "data/regions"));
    return all;
}

inline const access::Roles& roles() {
    static auto all = must(access::Roles::read((home() / "data/access/roles.yaml").string()));
    return all;
}

inline std::vector<db::TestingDatabase> databases() {
    return db::testing_databases({audit::migrations(), access::migrations(), registry::migrations(),
                                  records::migrations(), consequences::migrations(),
                                  ledger::migrations(), entitlement::migrations()});
}

class TestOffice {
public:
    explicit TestOffice(db::Database& database, const char* today = "2026-11-21")
        : vault_(must(crypto::Vault::open(folder_.path() + "/key", true))),
          registry_(
              must(registry::Registry::open(database, vault_, (home() / "data/pinyin").string()))),
          office{database,   roles(), shipped_policy(),       regions(),
                 *registry_, vault_,  Clock::pinned(d(today))} {
        must(registry_->load());
    }

private:
    db::TemporaryFolder folder_;
    crypto::Vault vault_;
    std::unique_ptr<registry::Registry> registry_;

public:
    Office office;
};

/// Somebody on a post; the region is the area of the organisation.
inline access::Principal post(const char* role, std::int64_t organisation, const char* region) {
    access::Principal who;
    who.account = AccountId{organisation * 10};
    who.role = role;
    auto* known = roles().find(role);
    who.acts = known->acts;
    who.purposes = known->purposes;
    who.organisation.id = OrganisationId{organisation};
    who.organisation.region = access::region_of(region).value();
    auto area = access::inside(who.organisation.region);
    who.reach = known->reaches_area ? access::Reach{area.from, area.to, organisation}
                                    : access::Reach{0, 0, organisation};
    return who;
}

inline access::Principal doctor() {
    return post("township_doctor", 2011, "330681109");
}
inline access::Principal other_doctor() {
    return post("township_doctor", 2008, "330681104");
}

inline consequences::ListSight lists_of(Office& office, const access::Principal& who) {
    return consequences::list_sight(*office.program, office.roles, who);
}

inline Submission registration(const char* name, const char* birth,
                               const char* phone = "10012345678") {
    Json content = {
        {"name", name}, {"sex", "1"}, {"birth_date", birth}, {"guardian_name", "何演示"}};
    if (*phone) content["guardian_phone"] = phone;
    return {"base.registration", d("2026-01-10"), content, "", "", 0};
}

inline Submission residence(const char* village, const char* since) {
    return {"base.residence", d(since), {{"village", village}}, "", "", 0};
}

inline Submission check(const char* age, const char* day, Json signs) {
    return {"autism_screening.child_health_check",
            d(day),
            {{"visit_age", age}, {"signs", std::move(signs)}, {"regression", false}},
            "",
            "",
            0};
}

inline const char* village_of_fengqiao() {
    static std::string code = regions().children("330681109").front()->code;
    return code.c_str();
}

inline SubjectId open_child(Office& office, const char* name = "周小演",
                            const char* birth = "2025-01-08") {
    auto done = must(register_person(office, doctor(), registration(name, birth),
                                     {residence(village_of_fengqiao(), birth)}));
    return done.receipt->subject;
}

inline const derive::Task* task(const Shown& file, std::string_view id, derive::TaskState state) {
    for (auto& one : file.consequences.tasks)
        if (one.task == id && one.state == state) return &one;
    return nullptr;
}

/// Files whose stored consequences are not what is derived anew.
inline std::int64_t differing(Office& office) {
    return must(rederive(office, office.clock.today(), true, {})).changed;
}

} // namespace banxing::casework
