#include <crypto/hash.h>
#include <crypto/random.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace banxing;
using namespace banxing::crypto;

TEST(Sm3, gives_the_standards_examples) { // GB/T 32905-2016, annex A
    EXPECT_EQ(sm3_hex("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    std::string text;
    for (int i = 0; i < 16; ++i) text += "abcd";
    constexpr auto long_hash = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
    EXPECT_EQ(sm3_hex(text), long_hash);
    Sm3 pieces;
    pieces.add(text.substr(0, 7));
    pieces.add(text.substr(7));
    EXPECT_EQ(pieces.hex(), long_hash);
    EXPECT_EQ(pieces.hex(), sm3_hex(""));
}

TEST(Hmac, depends_on_key_and_text) {
    auto it = hmac_sm3_hex("key", "text");
    EXPECT_EQ(it.size(), 64U);
    EXPECT_EQ(it, hmac_sm3_hex("key", "text"));
    EXPECT_NE(it, hmac_sm3_hex("kez", "text"));
    EXPECT_NE(it, hmac_sm3_hex("key", "texu"));
}

TEST(Password, verifies_what_it_hashed_and_nothing_else) {
    Argon2Cost cheap{1024, 1, 1};
    auto hash = hash_password("伴星-2026", cheap);
    EXPECT_EQ(hash.rfind("$argon2id$v=19$m=1024,t=1,p=1$", 0), 0U) << hash;
    EXPECT_TRUE(verify_password("伴星-2026", hash));
    EXPECT_NE(hash, hash_password("伴星-2026", cheap)) << "the salt is missing";
    for (auto wrong : {"", "伴星-2027"}) EXPECT_FALSE(verify_password(wrong, hash));
    for (auto odd : {"", "x", "$argon2id$v=19$m=0,t=0,p=0$AAAA$AAAA", "$argon2id$"})
        EXPECT_FALSE(verify_password("伴星-2026", odd)) << odd;
}

TEST(Totp, gives_the_standards_examples) { // RFC 6238, appendix B, last six digits
    constexpr auto secret = "12345678901234567890";
    EXPECT_EQ(totp_code(secret, {59'000}), 287082U);
    EXPECT_EQ(totp_code(secret, {1'111'111'109'000}), 81804U);
    EXPECT_TRUE(totp_matches(secret, 287082, {59'000 + 30'000}, 1));
    EXPECT_FALSE(totp_matches(secret, 287082, {59'000 + 90'000}, 1));
    EXPECT_EQ(base32("12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST(Equal, compares_whole_texts) {
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST(Random, seeded_streams_repeat_and_differ_by_seed) {
    auto a = Random::seeded(7), b = Random::seeded(7), c = Random::seeded(8);
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 2000; ++i) {
        auto bits = a.bits();
        EXPECT_EQ(bits, b.bits());
        EXPECT_NE(bits, c.bits());
        seen.insert(bits);
    }
    EXPECT_EQ(seen.size(), 2000U);
}

TEST(Random, seeded_numbers_stay_what_they_were) { // the demo county depends on it
    auto random = Random::seeded(1);
    EXPECT_EQ(random.uuid(), "0d9d289b-4d6b-4142-b63a-39cd70dccf38");
}

RC_GTEST_PROP(Random, stays_below_its_bound, ()) {
    auto n = *rc::gen::positive<std::uint64_t>();
    RC_ASSERT(system_random().below(n) < n);
    RC_ASSERT(system_random().int63() > 0);
}

TEST(Random, differs_after_a_fork) {
    (void)system_random().bits();
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    if (::fork() == 0) {
        auto bits = system_random().bits();
        ::_exit(::write(ends[1], &bits, sizeof bits) == sizeof bits ? 0 : 1);
    }
    std::uint64_t theirs = 0;
    ASSERT_EQ(::read(ends[0], &theirs, sizeof theirs), static_cast<::ssize_t>(sizeof theirs));
    ::wait(nullptr);
    EXPECT_NE(theirs, system_random().bits());
}

TEST(Random, uuid_has_the_form_of_version_4) {
    auto uuid = Random::system().uuid();
    ASSERT_EQ(uuid.size(), 36U);
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
}
