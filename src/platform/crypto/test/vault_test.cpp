#include <crypto/vault.h>

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <thread>
#include <unistd.h>

using namespace banxing;
using namespace banxing::crypto;
namespace fs = std::filesystem;

namespace {

class VaultTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto shape = (fs::temp_directory_path() / "banxing-vault-XXXXXX").string();
        folder = ::mkdtemp(shape.data());
    }
    void TearDown() override { fs::remove_all(folder); }
    std::string file() const { return (folder / "master.key").string(); }
    fs::path folder;
};

RC_GTEST_PROP(Seal, opens_what_it_sealed_and_nothing_changed,
              (const std::string& plain, const std::string& bound)) {
    DataKey key;
    system_random().fill(key);
    auto sealed = seal(key, plain, bound);
    RC_ASSERT(*unseal(key, sealed, bound) == plain);
    RC_ASSERT(sealed != seal(key, plain, bound));
    RC_ASSERT(!unseal(key, sealed, bound + "x"));
    auto other = key;
    other[3] ^= 1;
    RC_ASSERT(!unseal(other, sealed, bound));
    auto at = *rc::gen::inRange<std::size_t>(0, sealed.size() - 4);
    sealed[at] = sealed[at] == 'A' ? 'B' : 'A';
    RC_ASSERT(!unseal(key, sealed, bound));
    RC_ASSERT(!unseal(key, sealed.substr(0, 8), bound));
    RC_ASSERT(!unseal(key, "not base64 ※", bound));
}

TEST_F(VaultTest, keeps_its_keys_in_a_file_of_the_owner) {
    EXPECT_FALSE(Vault::open(file(), false));
    auto made = Vault::open(file(), true);
    ASSERT_TRUE(made);
    EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    auto key = made->new_key();
    auto wrapped = made->wrap(key, 42);
    auto text = made->protect(key, "张三", "name");
    EXPECT_EQ(text.rfind("sm4:", 0), 0U);
    auto again = Vault::open(file(), false);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->fingerprint(), made->fingerprint());
    EXPECT_EQ(again->unwrap(wrapped, 42).value(), key);
    EXPECT_FALSE(again->unwrap(wrapped, 43)) << "a key moved to another subject";
    EXPECT_EQ(again->reveal(key, text, "name").value(), "张三");
    EXPECT_FALSE(again->reveal(key, text, "phone"));
    EXPECT_FALSE(again->reveal(key, "张三", "name"));
}

TEST_F(VaultTest, looks_up_by_kind_and_text_under_its_own_key) {
    auto vault = Vault::open(file(), true).value();
    auto other = Vault::open(file() + "2", true).value();
    auto it = vault.lookup("phone", "1");
    EXPECT_EQ(it.size(), 32U);
    EXPECT_EQ(it, vault.lookup("phone", "1"));
    EXPECT_NE(it, vault.lookup("phone", "2"));
    EXPECT_NE(it, vault.lookup("identity", "1"));
    EXPECT_NE(it, other.lookup("phone", "1"));
    EXPECT_NE(vault.lookup("a", "bc"), vault.lookup("ab", "c"));
}

TEST_F(VaultTest, rotates_the_master_key_and_still_reads_the_old_ones) {
    auto vault = Vault::open(file(), true).value();
    auto key = vault.new_key();
    auto old = vault.wrap(key, 1);
    auto print = vault.fingerprint();
    ASSERT_TRUE(vault.rotate());
    auto again = Vault::open(file(), false).value();
    EXPECT_EQ(again.unwrap(old, 1).value(), key);
    EXPECT_FALSE(again.is_current(old));
    EXPECT_TRUE(again.is_current(again.wrap(key, 1)));
    EXPECT_EQ(again.unwrap(vault.wrap(key, 1), 1).value(), key);
    EXPECT_EQ(again.fingerprint(), print);
}

TEST_F(VaultTest, takes_over_a_master_key_that_another_process_added) {
    auto here = Vault::open(file(), true).value(), there = Vault::open(file(), false).value();
    auto key = here.new_key();
    auto old = here.wrap(key, 1);
    EXPECT_FALSE(here.reread().value()) << "nothing is new";
    ASSERT_TRUE(there.rotate());
    EXPECT_FALSE(here.unwrap(there.wrap(key, 1), 1));
    EXPECT_TRUE(here.reread().value());
    EXPECT_EQ(here.masters(), 2U);
    EXPECT_EQ(here.unwrap(there.wrap(key, 1), 1).value(), key);
    EXPECT_TRUE(there.is_current(here.wrap(key, 1)));
    EXPECT_EQ(here.unwrap(old, 1).value(), key);
    ASSERT_TRUE(there.forget_old());
    EXPECT_FALSE(there.unwrap(old, 1)) << "what an old one wraps is lost";
    (void)Vault::open(file() + "2", true).value();
    fs::rename(file() + "2", file());
    EXPECT_FALSE(here.reread()) << "another file's keys are not ours";
}

TEST_F(VaultTest, refuses_damaged_or_public_files) {
    (void)Vault::open(file(), true).value();
    fs::permissions(file(), fs::perms::others_read, fs::perm_options::add);
    EXPECT_EQ(Vault::open(file(), false).error().fault, Fault::unavailable);
    for (auto text :
         {"", "lookup 00\nmaster 1 00\n", "master 1 000102030405060708090a0b0c0d0e0f\n"}) {
        std::ofstream(file()) << text;
        fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write);
        EXPECT_FALSE(Vault::open(file(), true)) << text;
    }
}

TEST_F(VaultTest, serves_many_threads) {
    auto vault = Vault::open(file(), true).value();
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int n = 0; n < 500; ++n) {
                auto key = vault.new_key();
                auto text = std::to_string(n);
                EXPECT_EQ(vault.reveal(key, vault.protect(key, text, "f"), "f").value(), text);
            }
        });
    for (auto& t : threads) t.join();
}

} // namespace
