#include "small_county.h"

#include <access/grants.h>
#include <access/limiter.h>

namespace banxing::access {
namespace {

TEST_F(AccessTest, EveryStatementSpeaksBothDatabases) {
    for (auto& database : databases_)
        EXPECT_EQ(faults_of(*database, statements()), std::vector<std::string>{})
            << database.name();
}

TEST_F(AccessTest, LogsInAndOut) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        Access access(*database, shipped_roles(), quick());
        fill(*database, access);
        auto in = access.log_in(" ｄｏｃｔｏｒ", "correct horse", start);
        ASSERT_TRUE(in) << in.error().message.en << in.error().detail;
        EXPECT_EQ(in->visit.principal.role, "township_doctor");
        EXPECT_EQ(in->visit.principal.reach.from, 330681109000);
        EXPECT_EQ(in->visit.principal.reach.to, 330681110000);
        EXPECT_EQ(in->visit.principal.reach.own, 2);
        EXPECT_TRUE(may(in->visit.principal, Act::tasks | Act::pay));
        EXPECT_FALSE(may(in->visit.principal, Act::pay));
        auto visit = access.visit_of(in->token, later(1));
        ASSERT_TRUE(visit && *visit);
        EXPECT_EQ((*visit)->csrf, in->visit.csrf);
        EXPECT_FALSE(*access.visit_of(in->visit.csrf, later(1)));
        ASSERT_TRUE(access.log_out(in->token));
        EXPECT_FALSE(*access.visit_of(in->token, later(1)));
    }
}

TEST_F(AccessTest, ASessionEndsWhenIdleAndAtTheLatestAfterItsHours) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        Access access(*database, shipped_roles(), quick());
        fill(*database, access);
        auto idle = access.log_in("doctor", "correct horse", start);
        ASSERT_TRUE(idle);
        EXPECT_TRUE(*access.visit_of(idle->token, later(29)));
        EXPECT_TRUE(*access.visit_of(idle->token, later(58)));
        EXPECT_FALSE(*access.visit_of(idle->token, later(58 + 30)));
        auto busy = access.log_in("doctor", "correct horse", start);
        ASSERT_TRUE(busy);
        for (int at = 0; at < 12 * 60; at += 20)
            EXPECT_TRUE(*access.visit_of(busy->token, later(at))) << at;
        EXPECT_FALSE(*access.visit_of(busy->token, later(12 * 60)));
    }
}

TEST_F(AccessTest, UnknownLoginAndWrongPasswordAnswerAlikeAndWaitLonger) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        Access access(*database, shipped_roles(), quick());
        fill(*database, access);
        for (const auto* login : {"doctor", "nobody"}) {
            SCOPED_TRACE(login);
            for (int i = 0; i < 5; ++i) {
                auto in = access.log_in(login, "wrong", start);
                ASSERT_FALSE(in);
                EXPECT_EQ(in.error().message.en, "The login or the password is wrong.");
            }
            auto waits = access.log_in(login, "correct horse", start);
            ASSERT_FALSE(waits);
            EXPECT_EQ(waits.error().message.en, "Too many attempts. Try again in 1 min.");
            EXPECT_FALSE(access.log_in(login, "wrong", later(1))); // 30 s now
            EXPECT_FALSE(access.log_in(login, "wrong", later(2))); // a minute
            EXPECT_FALSE(access.log_in(login, "correct horse", {later(3).ms - 1}));
        }
        EXPECT_TRUE(access.log_in("doctor", "correct horse", later(4)));
        EXPECT_TRUE(access.log_in("doctor", "correct horse", later(4)))
            << "a success forgets the failures";
    }
}

TEST_F(AccessTest, AOneTimeCodeOnlyOpensTheWayToAPassword) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        Access access(*database, shipped_roles(), quick());
        fill(*database, access);
        auto code = new_code();
        auto hash = access.hash_password(code);
        ASSERT_TRUE(database->write(db::Priority::interactive, [&](db::Session& s) {
            return set_code(s, "DOCTOR", hash, later(60));
        }));
        EXPECT_FALSE(access.log_in("doctor", "correct horse", start));
        auto in = access.log_in("doctor", code, start);
        ASSERT_TRUE(in);
        EXPECT_FALSE(may(in->visit.principal, Act::tasks));
        EXPECT_FALSE(access.set_password(in->visit.principal, code, "short", start));
        EXPECT_FALSE(access.set_password(in->visit.principal, "wrong", "long enough 1", start));
        auto fresh = access.set_password(in->visit.principal, code, "long enough 1", start);
        ASSERT_TRUE(fresh) << fresh.error().message.en;
        EXPECT_TRUE(may(fresh->visit.principal, Act::tasks));
        EXPECT_FALSE(*access.visit_of(in->token, start)) << "sessions before the change are over";
        EXPECT_FALSE(access.log_in("doctor", code, later(1)));
        ASSERT_TRUE(database->write(db::Priority::interactive, [&](db::Session& s) {
            return set_code(s, "doctor", hash, later(60));
        }));
        EXPECT_FALSE(access.log_in("doctor", code, later(60))) << "the code is over";
    }
}

TEST_F(AccessTest, AFileIsOpenByPlacePurposeAndDay) {
    struct Case {
        const char* why;
        std::int64_t holder;
        const char* purpose;
        int from, days; // from today; days 0: open
        bool doctor, centre;
    };
    const std::vector<Case> cases{
        {"village in the town", 330681109201, "screening", 0, 0, true, false},
        {"the last code of the town", 330681109999, "screening", 0, 0, true, false},
        {"the next town", 330681110000, "screening", 0, 0, false, false},
        {"the town itself", 330681109000, "screening", 0, 0, true, false},
        {"the county is wider than the town", 330681000000, "screening", 0, 0, false, false},
        {"another purpose", 330681109201, "subsidy", 0, 0, false, false},
        {"from tomorrow", 330681109201, "screening", 1, 0, false, false},
        {"until today", 330681109201, "screening", -10, 10, false, false},
        {"until tomorrow", 330681109201, "screening", -10, 11, true, false},
        {"the centre itself", 3, "rehabilitation", 0, 0, false, true},
        {"the centre for another purpose", 3, "health", 0, 0, false, false},
        {"a place the centre stands in", 330681109000, "rehabilitation", 0, 0, false, false},
    };
    for (auto& database : databases_) {
        Access access(*database, shipped_roles(), quick());
        fill(*database, access);
        auto doctor = access.log_in("doctor", "correct horse", start),
             centre = access.log_in("centre", "correct horse", start);
        ASSERT_TRUE(doctor && centre);
        for (const auto& c : cases) {
            SCOPED_TRACE(database.name() + ": " + c.why);
            Grant grant{c.holder, c.purpose, add_days(today, c.from)};
            if (c.days > 0) grant.until = add_days(grant.from, c.days);
            auto seen = database->write(
                db::Priority::interactive, [&](db::Session& s) -> Result<std::pair<bool, bool>> {
                    TRY(replace_grants(s, access.roles(), SubjectId(7), std::span(&grant, 1)));
                    return std::pair(TRY(visible(s, doctor->visit.principal, SubjectId(7), today)),
                                     TRY(visible(s, centre->visit.principal, SubjectId(7), today)));
                });
            ASSERT_TRUE(seen) << seen.error().detail;
            EXPECT_EQ(seen->first, c.doctor);
            EXPECT_EQ(seen->second, c.centre);
            auto all = database->read([&](db::Session& s) -> Result<std::pair<bool, bool>> {
                const std::vector<SubjectId> just_it{SubjectId(7)};
                return std::pair(TRY(all_visible(s, doctor->visit.principal, today)) == just_it,
                                 TRY(all_visible(s, centre->visit.principal, today)) == just_it);
            });
            ASSERT_TRUE(all) << all.error().detail;
            EXPECT_EQ(*all, *seen) << "asked for all at once";
        }
    }
}

TEST_F(AccessTest, ReplacingGrantsLeavesExactlyTheNewOnes) {
    auto& database = databases_.front();
    Access access(*database, shipped_roles(), quick());
    fill(*database, access);
    auto doctor = access.log_in("doctor", "correct horse", start);
    ASSERT_TRUE(doctor);
    const std::vector<Grant> both{{330681109201, "screening", today},
                                  {330681109202, "health", today}};
    const std::vector<Grant> none, faulty{{330681109201, "curiosity", today}};
    auto seen = [&](const std::vector<Grant>& grants) {
        return database->write(db::Priority::interactive, [&](db::Session& s) -> Result<bool> {
            TRY(replace_grants(s, access.roles(), SubjectId(7), grants));
            return visible(s, doctor->visit.principal, SubjectId(7), today);
        });
    };
    EXPECT_TRUE(*seen(both));
    auto all = database->read(
        [&](db::Session& s) { return all_visible(s, doctor->visit.principal, today); });
    ASSERT_TRUE(all);
    EXPECT_EQ(all->size(), 1U) << "two openings of one file are one file";
    EXPECT_TRUE(*seen({both[1]}));
    EXPECT_FALSE(*seen(none));
    auto refused = seen(faulty);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::invalid);
}

TEST_F(AccessTest, RefusesWhatIsNoAccount) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        Access access(*database, shipped_roles(), quick());
        fill(*database, access);
        auto add = [&](const NewAccount& account) {
            auto added = database->write(db::Priority::interactive, [&](db::Session& s) {
                return add_account(s, access.roles(), account);
            });
            return added ? std::optional<Fault>() : std::optional(added.error().fault);
        };
        EXPECT_EQ(add({"DOCTOR", "x", "h", {{OrganisationId(2), "township_doctor"}}}),
                  Fault::conflict);
        EXPECT_EQ(add({"x", "x", "h", {{OrganisationId(2), "king"}}}), Fault::invalid);
        EXPECT_EQ(add({"x", "x", "h", {}}), Fault::invalid);
        EXPECT_EQ(add({"x", "x", "h", {{OrganisationId(2), "hospital"}}}), std::nullopt);
    }
}

TEST_F(AccessTest, ACommandActsForAPost) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        Access access(*database, shipped_roles(), quick());
        fill(*database, access);
        auto of = [&](auto find, const char* name) {
            return database->read([&](db::Session& s) { return find(s, access.roles(), name); });
        };
        EXPECT_EQ(of(principal_of_login, "DOCTOR")->organisation.id, OrganisationId(2));
        EXPECT_EQ(of(principal_of_role, "institution")->reach.own, 3);
        EXPECT_FALSE(of(principal_of_login, "nobody"));
        EXPECT_FALSE(of(principal_of_role, "finance"));
    }
}

TEST(Roles, RefusesWhatItDoesNotKnow) {
    const std::string head = "purposes: [{id: p, bit: 1, zh: a, en: a}]\nroles: ";
    EXPECT_TRUE(
        Roles::parse(head + "[{id: r, zh: a, en: a, reach: own, acts: [tasks], purposes: [p]}]"));
    for (const auto* roles : {"[]", "[{id: r, zh: a, en: a, reach: own, acts: [fly]}]",
                              "[{id: r, zh: a, en: a, reach: all}]",
                              "[{id: r, zh: a, en: a, reach: own, purposes: [q]}]",
                              "[{id: r, zh: a, reach: own}]", "[", "{{"})
        EXPECT_FALSE(Roles::parse(head + roles)) << roles;
    EXPECT_FALSE(Roles::parse("purposes: [{id: p, bit: 3, zh: a, en: a}]\nroles: []"));
}

TEST(Regions, KnowTheirWidth) {
    const std::vector<std::tuple<const char*, std::int64_t, std::int64_t>> cases{
        {"33", 330000000000, 340000000000},          {"3306", 330600000000, 330700000000},
        {"3310", 331000000000, 331100000000},        {"330681", 330681000000, 330682000000},
        {"330681109", 330681109000, 330681110000},   {"330681100", 330681100000, 330681101000},
        {"330681109201", 330681109201, 330681109202}};
    for (const auto& [code, from, to] : cases) {
        SCOPED_TRACE(code);
        EXPECT_EQ(region_of(code), from);
        EXPECT_EQ(inside(from).from, from);
        EXPECT_EQ(inside(from).to, to);
        EXPECT_EQ(region_code(from), code);
    }
    for (const auto* code : {"", "3", "330", "33068x", "-3", "330681109201 ", "0000"})
        EXPECT_FALSE(region_of(code)) << code;
}

} // namespace
TEST(Limiter, fills_up_again_and_forgets_the_full) {
    Limiter limiter({3, 60}); // one a second
    for (int n = 0; n < 3; ++n) EXPECT_EQ(limiter.take("a", 0), 0);
    EXPECT_EQ(limiter.take("a", 0), 1);
    EXPECT_EQ(limiter.take("b", 0), 0) << "another one is not counted with it";
    EXPECT_EQ(limiter.take("a", 999), 1);
    EXPECT_EQ(limiter.take("a", 1000), 0);
    EXPECT_EQ(limiter.take("a", 1000), 1);
    for (int n = 0; n < 3; ++n)
        EXPECT_EQ(limiter.take("a", 60'000), 0) << "never more than a burst";
    EXPECT_EQ(limiter.take("a", 60'000), 1);
    EXPECT_EQ(limiter.take("", 0), 0);
    Limiter none({0, 0});
    for (int n = 0; n < 100; ++n) EXPECT_EQ(none.take("a", 0), 0);
    for (int n = 0; n < 100'001; ++n) limiter.take("c" + std::to_string(n), 60'000 + n);
    EXPECT_LT(limiter.kept(), 10'000U) << "memory grows with those who asked";
}

} // namespace banxing::access
