// Accounts that an administrator keeps, and those who come by the word of another provider.
#include "desks.h"

namespace banxing::http {
namespace {

class AccountsTest : public DeskTest {
protected:
    Desk keeper_ = log_in("administrator");

    Json items(const std::string& query = "") {
        auto found = got(keeper_, "/api/accounts", {}, query);
        return found["items"];
    }
    std::string id_of(const std::string& login) {
        auto found = items("?query=" + login);
        EXPECT_EQ(found.size(), 1U) << login;
        return std::to_string(found[0]["account"].get<std::int64_t>());
    }
    int act(const char* method, const char* pattern, const std::vector<std::string>& parts,
            const Json& body) {
        return ask(keeper_, method, pattern, parts, body).status;
    }
    Json wish(const char* login, const char* role, std::int64_t organisation) {
        return {
            {"login", login}, {"name", "新来的人"}, {"role", role}, {"organisation", organisation}};
    }
    /// As a browser with that ticket brings it back.
    Answer finish(const std::string& ticket, const std::string& state) {
        auto body = Json{{"code", "once"}, {"state", state}}.dump();
        auto answer =
            raw("PUT", "/api/session/sign-on", body, "Cookie: banxing_sign_on=" + ticket + "\r\n");
        hold("put", "/api/session/sign-on", answer);
        return answer;
    }
};

TEST_F(AccountsTest, AreMadeGivenPostsAndHandedOver) {
    auto choices = got(keeper_, "/api/organisations");
    EXPECT_EQ(choices["organisations"].size(), 14U);
    EXPECT_TRUE(choices["sign_on"].get<bool>());
    for (const auto& role : choices["roles"]) EXPECT_NE(role["role"], "family");
    auto made = ask(keeper_, "POST", "/api/accounts", {}, wish("second", "township_doctor", 2));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(act("POST", "/api/accounts", {}, wish("second", "hospital", 4)), 409);
    EXPECT_EQ(act("POST", "/api/accounts", {}, wish("third", "family", 12)), 400);
    auto second = id_of("second"), doctor = id_of("township_doctor");
    auto code = Json::parse(made.body)["code"];
    auto first =
        raw("POST", "/api/session", Json{{"name", "second"}, {"password", code}}.dump(), "");
    EXPECT_TRUE(Json::parse(first.body)["account"]["must_set_password"].get<bool>()) << first.body;
    auto again = ask(keeper_, "POST", "/api/accounts/{account}/code", {second}, Json::object());
    EXPECT_EQ(again.status, 201);
    EXPECT_NE(Json::parse(again.body)["code"], code);
    auto given = ask(keeper_, "POST", "/api/accounts/{account}/posts", {second},
                     {{"organisation", 4}, {"role", "hospital"}});
    ASSERT_EQ(given.status, 201) << given.body;
    auto post = std::to_string(Json::parse(given.body)["post"].get<std::int64_t>());
    EXPECT_EQ(act("POST", "/api/accounts/{account}/posts/{post}", {second, post}, Json::object()),
              204)
        << "the hospital's own log-in has it, too";
    EXPECT_EQ(act("POST", "/api/accounts/{account}/leave", {doctor}, {{"successor", "nobody"}}),
              400);
    auto busy = log_in("township_doctor");
    auto subject = child(busy);
    auto left = ask(keeper_, "POST", "/api/accounts/{account}/leave", {doctor}, Json::object());
    ASSERT_EQ(left.status, 200) << left.body;
    EXPECT_EQ(Json::parse(left.body)["handed_over"], 0) << "the second doctor is there";
    EXPECT_EQ(ask(busy, "GET", "/api/home").status, 401) << "the session goes on";
    EXPECT_EQ(act("POST", "/api/accounts/{account}/leave", {second}, Json::object()), 409);
    left = ask(keeper_, "POST", "/api/accounts/{account}/leave", {second},
               {{"successor", "hospital"}});
    ASSERT_EQ(left.status, 200) << left.body;
    EXPECT_EQ(Json::parse(left.body)["handed_over"], 1);
    auto heir = log_in("hospital");
    auto posts = got(heir, "/api/sessions")["posts"];
    auto handed = std::ranges::find(posts, "township_doctor",
                                    [](const Json& one) { return one["role"].get<std::string>(); });
    ASSERT_NE(handed, posts.end());
    ask(heir, "PUT", "/api/session/post", {},
        {{"post", std::stoll((*handed)["post"].get<std::string>())}});
    EXPECT_EQ(ask(heir, "GET", "/api/people/{subject}", {subject}).status, 200)
        << "the work did not go with the post";
    EXPECT_EQ(got(keeper_, "/api/audit", {}, "?action=account.left")["items"].size(), 2U);
}

TEST_F(AccountsTest, WhoeverAProviderVouchesForComesIn) {
    auto begun = ask({}, "POST", "/api/session/sign-on", {}, Json::object());
    ASSERT_EQ(begun.status, 200) << begun.body;
    for (const auto* part : {"HttpOnly", "SameSite=Strict", "Path=/api/session/sign-on"})
        EXPECT_NE(begun.headers["set-cookie"].find(part), std::string::npos) << part;
    const auto& word = word_of_provider();
    std::string ticket = word["ticket"], state = word["state"];
    EXPECT_EQ(finish(ticket, state).status, 403) << "nobody is that here";
    auto doctor = id_of("township_doctor"), hospital = id_of("hospital");
    auto link = [&](const std::string& who, const char* subject) {
        return act("PUT", "/api/accounts/{account}/sign-on", {who}, {{"subject", subject}});
    };
    EXPECT_EQ(link(doctor, "staff-7"), 204);
    EXPECT_EQ(link(hospital, "staff-7"), 409) << "one person is one account";
    auto in = finish(ticket, state);
    ASSERT_EQ(in.status, 200) << in.body;
    EXPECT_EQ(Json::parse(in.body)["account"]["role"], "township_doctor");
    EXPECT_EQ(finish(ticket, state + "0").status, 403);
    EXPECT_EQ(finish("another-browser-that-began-something-else-", state).status, 403);
    EXPECT_EQ(link(doctor, ""), 204);
    EXPECT_EQ(finish(ticket, state).status, 403) << "the link was ended";
    auto refused = got(keeper_, "/api/audit", {}, "?action=session.refused");
    EXPECT_EQ(refused["items"].size(), 4U);
}

} // namespace
} // namespace banxing::http
