#include "bytes.h"

#include <crypto/hash.h>

#include <botan/argon2.h>
#include <botan/base32.h>
#include <botan/base64.h>
#include <botan/hash.h>
#include <botan/hex.h>
#include <botan/mac.h>
#include <botan/mem_ops.h>
#include <botan/rng.h>
#include <botan/totp.h>

namespace banxing::crypto {
namespace {

/// Our Random where Botan wants one of its own.
class AsBotan : public Botan::RandomNumberGenerator {
public:
    explicit AsBotan(Random& random) : random_(random) {}
    void randomize(std::uint8_t out[], std::size_t size) override { random_.fill({out, size}); }
    bool accepts_input() const override { return false; }
    void add_entropy(const std::uint8_t[], std::size_t) override {}
    std::string name() const override { return "Random"; }
    void clear() override {}
    bool is_seeded() const override { return true; }

private:
    Random& random_;
};

Botan::TOTP totp(std::string_view secret) {
    return Botan::TOTP(Botan::OctetString(bytes_of(secret), secret.size()), "SHA-1", 6, 30);
}

} // namespace

class Sm3::Inside {
public:
    std::unique_ptr<Botan::HashFunction> hash = Botan::HashFunction::create_or_throw("SM3");
};

Sm3::Sm3() : inside_(std::make_unique<Inside>()) {}
Sm3::~Sm3() = default;
void Sm3::add(std::string_view piece) {
    inside_->hash->update(bytes_of(piece), piece.size());
}
std::string Sm3::hex() {
    return Botan::hex_encode(inside_->hash->final(), false);
}

std::string sm3_hex(std::string_view text) {
    thread_local Sm3 hash;
    hash.add(text);
    return hash.hex();
}

std::string hmac_sm3_hex(std::string_view key, std::string_view text) {
    thread_local auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SM3)");
    mac->set_key(bytes_of(key), key.size());
    mac->update(bytes_of(text), text.size());
    return Botan::hex_encode(mac->final(), false);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && Botan::constant_time_compare(bytes_of(a), bytes_of(b), a.size());
}

std::string hash_password(std::string_view password, Argon2Cost cost, Random& random) {
    constexpr std::uint8_t argon2id = 2;
    AsBotan source(random);
    return Botan::argon2_generate_pwhash(password.data(), password.size(), source, cost.lanes,
                                         cost.memory_kib, cost.passes, argon2id);
}

bool verify_password(std::string_view password, const std::string& hash) {
    try {
        return Botan::argon2_check_pwhash(password.data(), password.size(), hash);
    } catch (const std::exception&) { // odd parameters inside a damaged hash
        return false;
    }
}

bool totp_matches(std::string_view secret, std::uint32_t code, Instant now, int drift) {
    auto steps = static_cast<std::size_t>(drift);
    return totp(secret).verify_totp(code, static_cast<std::uint64_t>(now.ms / 1000), steps);
}

std::uint32_t totp_code(std::string_view secret, Instant now) {
    return totp(secret).generate_totp(static_cast<std::uint64_t>(now.ms / 1000));
}

std::string base32(std::string_view bytes) {
    return Botan::base32_encode(bytes_of(bytes), bytes.size());
}
std::string base64(std::string_view bytes) {
    return Botan::base64_encode(bytes_of(bytes), bytes.size());
}

} // namespace banxing::crypto
