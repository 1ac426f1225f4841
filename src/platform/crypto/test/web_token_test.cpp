#include <core/text.h>
#include <crypto/web_token.h>

#include <fstream>
#include <gtest/gtest.h>

namespace banxing::crypto {
namespace {

Json word() {
    std::ifstream in(BANXING_SOURCE_DIR "/tests/sign_on/word.json");
    return Json::parse(in);
}

std::string headed(const char* head, const std::string& token) {
    return base64_for_urls(head) + token.substr(token.find('.'));
}

TEST(WebToken, is_read_when_its_key_signed_it) {
    auto known = word();
    for (const char* algorithm : {"ES256", "RS256", "PS256"}) {
        SCOPED_TRACE(algorithm);
        auto claims = signed_claims(known[algorithm], known["keys"]);
        ASSERT_TRUE(claims) << claims.error().detail;
        EXPECT_EQ((*claims)["sub"], "staff-7");
    }
}

TEST(WebToken, is_refused_when_a_letter_of_it_is_another) {
    auto known = word();
    std::string token = known["ES256"];
    for (std::size_t at : {std::size_t(4), token.find('.') + 5, token.rfind('.') + 5}) {
        auto other = token;
        other[at] = other[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(signed_claims(other, known["keys"])) << at;
    }
}

TEST(WebToken, is_refused_without_a_signature_of_a_kind_we_take) {
    auto known = word();
    std::string token = known["RS256"], body = token.substr(0, token.rfind('.'));
    auto unsigned_one = headed(R"({"alg":"none"})", body) + ".";
    auto keyed = headed(R"({"alg":"HS256","kid":"r"})", token); // the public key as a secret
    auto crossed = headed(R"({"alg":"ES256","kid":"r"})", token);
    auto critical = headed(R"({"alg":"RS256","kid":"r","crit":["b64"]})", token);
    for (const auto& one : {unsigned_one, keyed, crossed, critical, std::string(), std::string("."),
                            std::string("a.b"), body, token + ".x", token + "="})
        EXPECT_FALSE(signed_claims(one, known["keys"])) << one;
}

TEST(WebToken, is_refused_by_other_keys) {
    auto known = word();
    std::string token = known["ES256"];
    auto keys = known["keys"];
    keys["keys"][1]["kid"] = "another";
    EXPECT_FALSE(signed_claims(token, keys)) << "a name that fits nobody";
    keys = known["keys"];
    keys["keys"][1]["x"] = keys["keys"][1]["y"];
    EXPECT_FALSE(signed_claims(token, keys)) << "a point off the curve";
    keys = known["keys"];
    keys["keys"][1]["use"] = "enc";
    EXPECT_FALSE(signed_claims(token, keys)) << "a key for something else";
    keys = known["keys"];
    keys["keys"][0]["n"] = "AQAB";
    EXPECT_FALSE(signed_claims(known["RS256"], keys)) << "a key that anybody breaks";
    for (const auto& none : {Json(), Json::object(), Json{{"keys", 1}}, Json{{"keys", {1, {}}}}})
        EXPECT_FALSE(signed_claims(token, none));
}

TEST(WebToken, challenge_is_that_of_the_standard) { // RFC 7636, appendix B
    EXPECT_EQ(code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
              "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

} // namespace
} // namespace banxing::crypto
