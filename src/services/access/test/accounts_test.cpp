// Accounts as those see them who look after them, and those of another provider.
#include "small_county.h"

#include <access/accounts.h>
#include <access/elsewhere.h>

namespace banxing::access {
namespace {

// An administrator of the county, a second doctor beside the first, a bureau elsewhere.
class AccountsTest : public AccessTest {
protected:
    struct Office {
        db::Database& database;
        Access access;
        Principal keeper;
        AccountId doctor, second, elsewhere;
    };
    static std::unique_ptr<Office> open(db::Database& database) {
        std::unique_ptr<Office> out(
            new Office{database, Access(database, shipped_roles(), quick()), {}, {}, {}, {}});
        fill(database, out->access);
        auto& roles = out->access.roles();
        auto hash = out->access.hash_password("correct horse");
        auto done = database.write(db::Priority::interactive, [&](db::Session& s) -> Result<void> {
            TRY(add_organisation(
                s, {OrganisationId(9), {}, "office", 330681000000, {"办公室", "Office"}}));
            TRY(add_organisation(
                s, {OrganisationId(8), {}, "hospital", 330683000000, {"嵊州医院", "Elsewhere"}}));
            auto add = [&](const char* login, std::int64_t place, const char* role) {
                return add_account(s, roles, {login, login, hash, {{OrganisationId(place), role}}});
            };
            TRY(add("keeper", 9, "administrator"));
            out->second = TRY(add("second", 2, "township_doctor"));
            out->elsewhere = TRY(add("other", 8, "hospital"));
            out->keeper = TRY(principal_of_login(s, roles, "keeper"));
            out->doctor = TRY(principal_of_login(s, roles, "doctor")).account;
            return {};
        });
        EXPECT_TRUE(done);
        return out;
    }
    template <typename Act>
    static auto done(Office& office, Act act) {
        return office.database.write(db::Priority::interactive, [&](db::Session& s) {
            return act(s, Keeper{office.access.roles(), office.keeper});
        });
    }
};

TEST_F(AccountsTest, WhoLeavesHandsOverWhatNobodyElseHas) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        auto office = open(*database);
        auto leaves = [&](AccountId who, const char* successor) {
            auto went = done(*office, [&](db::Session& s, const Keeper& keeper) {
                return leave(s, keeper, who, successor, today);
            });
            return went ? *went : -int(went.error().fault) - 1;
        };
        auto no = [](Fault fault) { return -int(fault) - 1; };
        EXPECT_EQ(leaves(office->elsewhere, ""), no(Fault::not_found)) << "of another county";
        EXPECT_EQ(leaves(office->keeper.account, "second"), no(Fault::not_found)) << "oneself";
        EXPECT_EQ(leaves(office->doctor, ""), 0) << "the second doctor is still there";
        EXPECT_FALSE(office->access.log_in("doctor", "correct horse", start));
        EXPECT_EQ(leaves(office->second, ""), no(Fault::conflict)) << "now nobody is";
        EXPECT_EQ(leaves(office->second, "doctor"), no(Fault::invalid)) << "a closed one";
        EXPECT_EQ(leaves(office->second, "other"), no(Fault::invalid));
        ASSERT_TRUE(office->access.log_in("second", "correct horse", start));
        EXPECT_EQ(leaves(office->second, "centre"), 1);
        auto centre = done(*office, [&](db::Session& s, const Keeper& keeper) {
            return accounts_of(s, keeper, "centre", "", 9);
        });
        ASSERT_EQ(centre->at(0).posts.size(), 2U);
        EXPECT_EQ(centre->at(0).posts[0].role, "institution");
        EXPECT_EQ(centre->at(0).posts[1].role, "township_doctor");
        EXPECT_FALSE(centre->at(0).posts[1].shared);
    }
}

TEST_F(AccountsTest, AreMadeAndSeenInOnesOwnAreaOnly) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        auto office = open(*database);
        auto make = [&](const char* login, std::int64_t place, const char* role) {
            auto made = done(*office, [&](db::Session& s, const Keeper& keeper) {
                return make_account(
                    s, keeper, {login, "新人", "h", {{OrganisationId(place), role}}, later(9)});
            });
            return made ? std::optional<Fault>() : std::optional(made.error().fault);
        };
        EXPECT_EQ(make("new", 8, "hospital"), Fault::forbidden);
        EXPECT_EQ(make("new", 2, "family"), Fault::invalid);
        EXPECT_EQ(make("new", 2, "king"), Fault::invalid);
        EXPECT_EQ(make("DOCTOR", 2, "hospital"), Fault::conflict);
        EXPECT_EQ(make("new", 2, "hospital"), std::nullopt);
        auto seen = done(*office, [&](db::Session& s, const Keeper& keeper) {
            return accounts_of(s, keeper, "", "", 99);
        });
        std::vector<std::string> logins;
        for (const auto& one : *seen) logins.push_back(one.login);
        EXPECT_EQ(logins,
                  (std::vector<std::string>{"centre", "doctor", "keeper", "new", "second"}));
        EXPECT_EQ(seen->at(3).state, "code");
        auto page = done(*office, [&](db::Session& s, const Keeper& keeper) {
            return accounts_of(s, keeper, "o", "doctor", 1);
        });
        ASSERT_EQ(page->size(), 1U);
        EXPECT_EQ(page->at(0).login, "second") << "by part of a log-in, behind the last one";
    }
}

TEST_F(AccountsTest, APostIsGivenAndTakenBack) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        auto office = open(*database);
        auto give = [&](std::int64_t place, const char* role) {
            return done(*office, [&](db::Session& s, const Keeper& keeper) {
                return give_post(s, keeper, office->doctor, {OrganisationId(place), role});
            });
        };
        auto take = [&](std::int64_t post, const char* successor) {
            auto taken = done(*office, [&](db::Session& s, const Keeper& keeper) {
                return take_post_away(s, keeper, office->doctor, post, successor, today);
            });
            return taken ? std::optional<Fault>() : std::optional(taken.error().fault);
        };
        EXPECT_FALSE(give(2, "township_doctor")) << "twice";
        EXPECT_FALSE(give(8, "hospital")) << "elsewhere";
        auto post = give(3, "hospital");
        ASSERT_TRUE(post);
        EXPECT_EQ(take(*post + 99, ""), Fault::not_found);
        EXPECT_EQ(take(*post, ""), Fault::conflict) << "nobody else has it";
        EXPECT_EQ(take(*post, "centre"), std::nullopt);
        EXPECT_EQ(take(1, ""), Fault::conflict) << "the last one";
    }
}

TEST_F(AccountsTest, AnAccountIsKnownByTheWordOfAnotherProvider) {
    for (auto& database : databases_) {
        SCOPED_TRACE(database.name());
        auto office = open(*database);
        auto link = [&](AccountId who, const std::string& subject) {
            auto linked = done(*office, [&](db::Session& s, const Keeper&) {
                return link_elsewhere(s, who, {"https://id.example", subject});
            });
            return linked ? std::optional<Fault>() : std::optional(linked.error().fault);
        };
        auto who = [&](const char* issuer, const char* subject) {
            auto found = database->read([&](db::Session& s) {
                return account_elsewhere(s, {issuer, subject});
            });
            return found->value_or(AccountId(0));
        };
        EXPECT_EQ(link(office->doctor, "a"), std::nullopt);
        EXPECT_EQ(link(office->second, "a"), Fault::conflict) << "somebody else's";
        EXPECT_EQ(link(office->second, ""), Fault::invalid);
        EXPECT_EQ(link(office->doctor, "b"), std::nullopt);
        EXPECT_EQ(who("https://id.example", "a"), AccountId(0)) << "the former one is forgotten";
        EXPECT_EQ(who("https://id.example", "b"), office->doctor);
        EXPECT_EQ(who("https://other.example", "b"), AccountId(0));
        EXPECT_EQ(office->access.enter(office->doctor, start)->visit.principal.account,
                  office->doctor);
        ASSERT_TRUE(done(*office, [&](db::Session& s, const Keeper& keeper) {
            return leave(s, keeper, office->doctor, "", today);
        }));
        EXPECT_FALSE(office->access.enter(office->doctor, start)) << "a closed account";
        EXPECT_FALSE(office->access.enter(AccountId(999), start));
    }
}

} // namespace
} // namespace banxing::access
