#pragma once
#include <core/date.h>
#include <core/result.h>
#include <crypto/random.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace banxing::crypto {

/// 64 hexadecimal digits (GB/T 32905).
std::string sm3_hex(std::string_view text);
std::string hmac_sm3_hex(std::string_view key, std::string_view text);

/// SM3 of a text that comes in pieces.
class Sm3 {
public:
    Sm3();
    ~Sm3();
    void add(std::string_view piece);
    /// 64 hexadecimal digits; then it starts anew.
    std::string hex();

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

/// Takes as long for unequal texts of one length as for equal ones.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// Cost of one password hash.
struct Argon2Cost {
    std::size_t memory_kib, passes, lanes;
};

/// "$argon2id$v=19$m=…", with its salt.
std::string hash_password(std::string_view password, Argon2Cost cost,
                          Random& random = system_random());
/// False for a wrong password and for anything that is not such a hash.
bool verify_password(std::string_view password, const std::string& hash);

/// RFC 6238, SHA-1, 6 digits, 30 seconds: what authenticator apps speak. `drift`: steps allowed to
/// both sides.
bool totp_matches(std::string_view secret, std::uint32_t code, Instant now, int drift);
/// The code an app would show.
std::uint32_t totp_code(std::string_view secret, Instant now);
std::string base32(std::string_view bytes);
std::string base64(std::string_view bytes);

} // namespace banxing::crypto
