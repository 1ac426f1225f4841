#include <crypto/sign.h>

#include <filesystem>
#include <gtest/gtest.h>

namespace banxing::crypto {
namespace {

class SignTest : public testing::Test {
protected:
    SignTest() { std::filesystem::remove(path); }
    ~SignTest() override { std::filesystem::remove(path); }
    std::string path = testing::TempDir() + "banxing-sign-" + std::to_string(getpid()) + ".key";
};

TEST_F(SignTest, OnlyThisKeysSignatureOfThisTextIsGood) {
    EXPECT_FALSE(Signer::open(path, false));
    auto signer = Signer::open(path, true);
    ASSERT_TRUE(signer);
    auto signature = signer->sign("heads");
    ASSERT_TRUE(signature);
    auto key = signer->public_key();
    EXPECT_TRUE(signed_by(key, "heads", *signature));
    EXPECT_FALSE(signed_by(key, "head", *signature));
    EXPECT_FALSE(signed_by(key, "heads", "AAAA"));
    EXPECT_FALSE(signed_by("no key", "heads", *signature));
    auto again = Signer::open(path, false);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->public_key(), key) << "the file holds the same key";
    std::filesystem::remove(path);
    auto other = Signer::open(path, true);
    EXPECT_FALSE(signed_by(other->public_key(), "heads", *signature));
    std::filesystem::permissions(path, std::filesystem::perms(0644));
    EXPECT_FALSE(Signer::open(path, false)) << "everybody may read it";
}

} // namespace
} // namespace banxing::crypto
