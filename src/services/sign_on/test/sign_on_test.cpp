#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sign_on/sign_on.h>

namespace banxing::sign_on {
namespace {

constexpr Instant now{1'763'700'100'000}; // 100 seconds after the word was given

Json word() {
    std::ifstream in(BANXING_SOURCE_DIR "/tests/sign_on/word.json");
    return Json::parse(in);
}

/// A provider that answers what the test wants.
struct Provider {
    Json known = word();
    std::string token = known["ES256"];
    int code_status = 200;
    std::string issuer = known["issuer"];
    std::vector<calls::Call> asked = {};

    Result<calls::Answer> answer(const calls::Call& call) {
        asked.push_back(call);
        std::string base = known["issuer"];
        Json out;
        if (call.url == base + "/.well-known/openid-configuration")
            out = {{"issuer", issuer},
                   {"authorization_endpoint", base + "/in?x=1"},
                   {"token_endpoint", base + "/token"},
                   {"jwks_uri", base + "/keys"}};
        else if (call.url == base + "/token")
            return calls::Answer{code_status, Json{{"id_token", token}}.dump()};
        else
            out = known["keys"];
        return calls::Answer{200, out.dump()};
    }

    SignOn sign_on(const std::string& client = "banxing", const std::string& secret = "s:1") {
        return SignOn({known["issuer"], client, secret, "http://127.0.0.1:8", {"统一", "One"}, {}},
                      [this](const calls::Call& call) { return answer(call); });
    }
    std::string told(Instant at = now, const char* ticket = nullptr, const char* state = nullptr,
                     const std::string& client = "banxing") {
        auto one = sign_on(client);
        auto found = one.finish(ticket ? ticket : known["ticket"].get<std::string>(), "code",
                                state ? state : known["state"].get<std::string>(), at);
        return found ? found->subject : found.error().detail;
    }
};

TEST(SignOn, whoever_the_provider_vouches_for_is_told) {
    Provider provider;
    EXPECT_EQ(provider.told(), "staff-7");
    ASSERT_EQ(provider.asked.size(), 3U);
    EXPECT_EQ(provider.asked[1].authorization, "Basic YmFueGluZzpzJTNBMQ=="); // banxing:s%3A1
    EXPECT_NE(provider.asked[1].form.find("redirect_uri=http%3A%2F%2F127.0.0.1%3A8%2Fsign-on"),
              std::string::npos);
    provider.token = provider.known["several_for_us"];
    EXPECT_EQ(provider.told(), "staff-7");
}

TEST(SignOn, every_other_word_is_refused) {
    Provider provider;
    EXPECT_EQ(provider.told(now, "another-ticket-of-another-browser-0123456789"), "state");
    EXPECT_EQ(provider.told(now, ""), "state");
    EXPECT_EQ(provider.told(now, nullptr, ""), "state");
    EXPECT_TRUE(provider.asked.empty()) << "nobody is asked for a foreign browser";
    EXPECT_EQ(provider.told(now, nullptr, nullptr, "another"), "audience");
    EXPECT_EQ(provider.told({4'102'444'860'000}), "over");
    EXPECT_EQ(provider.told({1'763'699'000'000}), "time") << "given after now";
    for (const auto& [token, why] : {std::pair("several", "audience"), {"no_subject", "subject"}}) {
        provider.token = provider.known[token];
        EXPECT_EQ(provider.told(), why);
    }
    provider.token = "x";
    EXPECT_EQ(provider.told(), "shape");
    provider.code_status = 400;
    EXPECT_EQ(provider.told(), "code") << "a code that was taken already";
    provider.issuer = "http://127.0.0.1:10";
    EXPECT_EQ(provider.told(), "sign_on: issuer");
}

TEST(SignOn, a_word_for_another_log_in_fits_nothing) {
    Provider provider;
    auto one = provider.sign_on();
    auto begun = one.begin(now);
    ASSERT_TRUE(begun) << begun.error().detail;
    auto state = begun->address.substr(begun->address.find("&state=") + 7, 64);
    auto found = one.finish(begun->ticket, "code", state, now);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().detail, "nonce") << "the signed word belongs to another ticket";
}

TEST(SignOn, begins_with_a_challenge_and_a_fresh_ticket) {
    Provider provider;
    auto one = provider.sign_on();
    auto a = one.begin(now), b = one.begin(now);
    ASSERT_TRUE(a && b);
    EXPECT_NE(a->ticket, b->ticket);
    EXPECT_EQ(provider.asked.size(), 1U) << "its addresses are kept";
    for (const auto* part : {"http://127.0.0.1:9/in?x=1&response_type=code", "&client_id=banxing",
                             "&scope=openid", "&nonce=", "&code_challenge_method=S256"})
        EXPECT_NE(a->address.find(part), std::string::npos) << part;
    EXPECT_EQ(a->address.find(a->ticket), std::string::npos) << "the ticket stays in the browser";
    one.begin({now.ms + 3'600'001}).value();
    EXPECT_EQ(provider.asked.size(), 2U);
}

TEST(SignOnConfig, is_read_where_only_the_server_reads_it) {
    auto file = std::filesystem::temp_directory_path() /
                ("banxing-sign-on-" + std::to_string(::getpid()) + ".yaml");
    auto read = [&](const std::string& text, int mode = 0600) {
        std::ofstream(file) << text;
        std::filesystem::permissions(file, std::filesystem::perms(mode));
        auto found = Config::read(file.string());
        return found ? std::string("good") : found.error().message.en;
    };
    const std::string good = "issuer: https://id.example\nclient: banxing\nsecret: s\naddress: "
                             "https://b.example\nname: {zh: 统一, en: One}\n";
    EXPECT_EQ(read(good), "good");
    EXPECT_NE(read(good, 0604).find("chmod 600"), std::string::npos);
    for (const auto& [from, to] : {std::pair("https://id.example", "http://id.example"),
                                   {"https://b.example", "b.example"},
                                   {"client: banxing\n", ""},
                                   {"en: One", "en: ''"},
                                   {"issuer", "issues"}}) {
        auto text = good;
        text.replace(text.find(from), std::string(from).size(), to);
        EXPECT_NE(read(text).find("has a fault"), std::string::npos) << text;
    }
    std::filesystem::remove(file);
    EXPECT_NE(read("{{").find("has a fault"), std::string::npos);
    std::filesystem::remove(file);
}

} // namespace
} // namespace banxing::sign_on
