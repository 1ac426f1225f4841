#pragma once
#include <access/access.h>
#include <access/directory.h>

#include <db_testing/databases.h>
#include <gtest/gtest.h>

namespace banxing::access {

inline constexpr Instant start{1'763'700'000'000};
inline constexpr std::int64_t minute = 60'000;
inline const Date today{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(21)};

inline Instant later(std::int64_t minutes) {
    return {start.ms + minutes * minute};
}

inline Roles shipped_roles() {
    auto roles = Roles::read(BANXING_SOURCE_DIR "/data/access/roles.yaml");
    if (!roles) ADD_FAILURE() << roles.error().message.en;
    return roles ? *roles : Roles();
}

inline Limits quick() {
    Limits limits;
    limits.hash_kib = 64;
    limits.hash_passes = 1;
    return limits;
}

// One county: a town's health centre, a village, an institution, the federation; a doctor who can
// log in.
inline void fill(db::Database& database, const Access& access) {
    auto done = database.write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
        TRY(add_organisation(
            s, {OrganisationId(1), {}, "federation", 330681000000, {"诸暨市残联", "Federation"}}));
        TRY(add_organisation(s, {OrganisationId(2),
                                 {},
                                 "township_health",
                                 330681109000,
                                 {"店口镇卫生院", "Health centre"}}));
        TRY(add_organisation(s, {OrganisationId(3),
                                 {},
                                 "rehab_institution",
                                 330681109000,
                                 {"星星康复中心", "Centre"}}));
        auto hash = access.hash_password("correct horse");
        TRY(add_account(s, access.roles(),
                        {"Doctor", "演示医生", hash, {{OrganisationId(2), "township_doctor"}}}));
        TRY(add_account(s, access.roles(),
                        {"centre", "演示机构", hash, {{OrganisationId(3), "institution"}}}));
        return {};
    });
    ASSERT_TRUE(done) << done.error().detail;
}

class AccessTest : public testing::Test {
protected:
    std::vector<db::TestingDatabase> databases_ = testing_databases({migrations()});
};

} // namespace banxing::access
