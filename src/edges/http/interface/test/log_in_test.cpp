// The second factor, sessions, lent posts, emergencies and looks into the audit.
#include "desks.h"

#include <core/identity_number.h>
#include <crypto/hash.h>

namespace banxing::http {
namespace {

class LogInTest : public DeskTest {
protected:
    std::string code(const std::string& secret, int steps = 0) {
        auto at = Instant{stand_.clock.now().ms + steps * std::int64_t(30'000)};
        auto text = std::to_string(1'000'000 + crypto::totp_code(bytes_of(secret), at));
        return text.substr(1);
    }

    static std::string bytes_of(const std::string& base32) {
        static const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        std::string out;
        unsigned held = 0, bits = 0;
        for (char c : base32) {
            if (c == '=') break;
            held = held << 5 | unsigned(letters.find(c));
            bits += 5;
            if (bits >= 8) out += char(held >> (bits -= 8) & 255);
        }
        return out;
    }

    Json get(const Desk& desk, const std::string& pattern, const std::string& query = "") {
        auto answer = ask(desk, "GET", pattern, {}, nullptr, query);
        EXPECT_EQ(answer.status, 200) << pattern << answer.body;
        return Json::parse(answer.body);
    }

    int status(const Desk& desk, const char* method, const char* pattern, const Json& body) {
        return ask(desk, method, pattern, {}, body).status;
    }
};

TEST_F(LogInTest, ASecondFactorFromSettingUpToTheEnd) {
    auto desk = log_in("county_mch");
    auto begun = ask(desk, "POST", "/api/session/factor", {}, Json::object());
    ASSERT_EQ(begun.status, 201) << begun.body;
    std::string secret = Json::parse(begun.body)["secret"];
    EXPECT_EQ(status(desk, "PUT", "/api/session/factor", {{"code", "000000"}}), 403);
    auto first = code(secret, -1);
    EXPECT_EQ(status(desk, "PUT", "/api/session/factor", {{"code", first}}), 204);
    EXPECT_EQ(status(desk, "POST", "/api/session/factor", Json::object()), 409);
    auto again = log_in("county_mch");
    auto session = get(again, "/api/session");
    EXPECT_TRUE(session["account"]["must_give_code"].get<bool>());
    EXPECT_EQ(session["account"]["may"].size(), 0U);
    EXPECT_EQ(ask(again, "GET", "/api/tasks").status, 403) << "before the code";
    EXPECT_EQ(status(again, "POST", "/api/session/code", {{"code", first}}), 403) << "twice";
    EXPECT_EQ(status(again, "POST", "/api/session/code", {{"code", code(secret)}}), 200);
    EXPECT_EQ(ask(again, "GET", "/api/tasks").status, 200);
    EXPECT_EQ(status(again, "POST", "/api/session/factor/end", {{"code", code(secret, 1)}}), 204);
    EXPECT_EQ(ask(log_in("county_mch"), "GET", "/api/tasks").status, 200) << "without a code again";
}

TEST_F(LogInTest, SessionsAreListedAndEnded) {
    auto here = log_in("hospital"), there = log_in("hospital");
    auto all = get(here, "/api/sessions")["items"];
    ASSERT_EQ(all.size(), 2U);
    for (const auto& one : all)
        if (!one["current"].get<bool>()) {
            EXPECT_EQ(ask(here, "DELETE", "/api/sessions/{session}", {one["session"]}).status, 204);
        }
    EXPECT_EQ(ask(there, "GET", "/api/home").status, 401);
    EXPECT_EQ(ask(here, "GET", "/api/home").status, 200);
    EXPECT_EQ(ask(here, "DELETE", "/api/sessions/{session}", {"0123456789abcdef"}).status, 404);
}

TEST_F(LogInTest, APostIsLentUntilADay) {
    auto lender = log_in("county_mch"), helper = log_in("township_doctor");
    auto lend = [&](Date until) {
        return ask(lender, "POST", "/api/delegations", {},
                   {{"login", "township_doctor"}, {"until", iso(until)}});
    };
    EXPECT_EQ(lend(today_).status, 400);
    EXPECT_EQ(lend(add_months(today_, 13)).status, 400);
    auto made = lend(add_days(today_, 3));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(get(lender, "/api/delegations")["items"].size(), 1U);
    auto posts = get(helper, "/api/sessions")["posts"];
    ASSERT_EQ(posts.size(), 2U);
    auto take = [&](const Json& post) {
        return ask(helper, "PUT", "/api/session/post", {},
                   {{"post", std::stoll(post["post"].get<std::string>())}});
    };
    EXPECT_EQ(Json::parse(take(posts[1]).body)["account"]["role"], "county_mch");
    EXPECT_EQ(status(helper, "POST", "/api/delegations",
                     {{"login", "hospital"}, {"until", iso(add_days(today_, 2))}}),
              403)
        << "a lent post is not lent on";
    auto number = std::to_string(Json::parse(made.body)["delegation"].get<int>());
    EXPECT_EQ(ask(lender, "DELETE", "/api/delegations/{delegation}", {number}).status, 204);
    EXPECT_EQ(ask(helper, "GET", "/api/home").status, 401) << "at once";
    EXPECT_EQ(status(log_in("hospital"), "PUT", "/api/session/post", {{"post", 1}}), 403);
}

TEST_F(LogInTest, AnEmergencyOpensOneFileForSomeHours) {
    auto doctor = log_in("township_doctor"), hospital = log_in("hospital"),
         chief = log_in("administrator");
    const std::string first = "99000020200305001", number = first + identity_check_digit(first);
    auto made = ask(doctor, "POST", "/api/registrations", {},
                    {{"form", "base.registration"},
                     {"day", iso(today_)},
                     {"write_id", uuid()},
                     {"content",
                      {{"name", "林小满"},
                       {"sex", "1"},
                       {"birth_date", "2020-03-05"},
                       {"identity_number", number}}},
                     {"more",
                      {{{"form", "base.residence"},
                        {"day", "2020-03-05"},
                        {"content", {{"village", stand_.village}}}}}}});
    ASSERT_EQ(made.status, 201) << made.body;
    std::string subject = Json::parse(made.body)["subject"];
    auto sees = [&] { return ask(hospital, "GET", "/api/people/{subject}", {subject}).status; };
    Json wish{{"identity_number", number}, {"name", "林小满"}, {"reason", "昏迷送医"}};
    EXPECT_EQ(sees(), 404);
    Json wrong = wish;
    wrong["name"] = "林小";
    EXPECT_EQ(status(hospital, "POST", "/api/emergencies", wrong), 404);
    auto opened = ask(hospital, "POST", "/api/emergencies", {}, wish);
    ASSERT_EQ(opened.status, 201) << opened.body;
    EXPECT_EQ(sees(), 200);
    auto waiting = get(chief, "/api/emergencies")["items"];
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0]["reason"], "昏迷送医");
    auto id = std::to_string(waiting[0]["emergency"].get<int>());
    auto review = [&](const Desk& who) {
        return ask(who, "POST", "/api/emergencies/{emergency}", {id}, Json::object()).status;
    };
    EXPECT_EQ(review(hospital), 403);
    EXPECT_EQ(review(chief), 204);
    EXPECT_EQ(review(chief), 404);
    db::Statement later{"test.later", "update access_opened set until_at = 1", {}, {}};
    must(stand_.database.write(db::Priority::interactive, [&](db::Session& s) -> Result<bool> {
        TRY(s.execute(later, {}));
        return true;
    }));
    EXPECT_EQ(sees(), 404) << "its time is over";
    auto found = get(chief, "/api/audit", "?action=emergency.opened")["items"];
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]["organisation"]["en"], "hospital");
    EXPECT_EQ(get(chief, "/api/audit", "?from=2001-01-01&until=2001-02-01")["items"].size(), 0U);
}

TEST_F(LogInTest, RefusalsAndEmptySearchesAreKept) {
    auto hospital = log_in("hospital"), chief = log_in("administrator");
    EXPECT_EQ(ask(hospital, "GET", "/api/faults").status, 403);
    const auto stranger = to_text(SubjectId{42});
    EXPECT_EQ(ask(hospital, "GET", "/api/people/{subject}", {stranger}).status, 404);
    EXPECT_EQ(status(hospital, "POST", "/api/people", {{"query", "没有这个人"}}), 200);
    auto events = [&](const char* action) {
        return get(chief, "/api/audit", std::string("?action=") + action)["items"];
    };
    auto refused = events("access.refused"), hidden = events("file.refused");
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused[0]["detail"]["route"], "/api/faults");
    EXPECT_EQ(refused[0]["organisation"]["en"], "hospital");
    ASSERT_EQ(hidden.size(), 1U);
    EXPECT_EQ(hidden[0]["detail"]["file"], stranger);
    auto empty = events("search.empty");
    ASSERT_EQ(empty.size(), 1U);
    EXPECT_EQ(empty[0]["detail"].dump().find("没有"), std::string::npos) << "what was typed";
}

} // namespace
} // namespace banxing::http
