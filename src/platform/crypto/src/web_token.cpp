#include "bytes.h"

#include <core/text.h>
#include <crypto/web_token.h>

#include <algorithm>
#include <botan/base64.h>
#include <botan/ecdsa.h>
#include <botan/hash.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <memory>
#include <optional>

namespace banxing::crypto {
namespace {

constexpr std::size_t most_token_bytes = 16u << 10;
constexpr std::size_t fewest_rsa_bits = 2048, most_rsa_bits = 8192;
constexpr std::size_t curve_bytes = 32;

using Bytes = Botan::secure_vector<std::uint8_t>;

Error refused(const char* why) {
    auto error = Error::forbidden(
        {"统一身份认证的凭据无效", "The token of the single sign-on is not valid"});
    error.detail = why;
    return error;
}

/// Nothing for any letter that does not belong there.
std::optional<Bytes> from_base64_of_urls(std::string_view text) {
    std::string usual(text);
    for (auto& c : usual) {
        if (c == '+' || c == '/' || c == '=') return std::nullopt;
        if (c == '-') c = '+';
        if (c == '_') c = '/';
    }
    while (usual.size() % 4 != 0) usual += '=';
    try {
        return Botan::base64_decode(usual, false);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

Result<Json> object_of(std::string_view part) {
    auto bytes = from_base64_of_urls(part);
    if (!bytes) return fail(refused("base64"));
    auto read = parse_json({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!read || !read->is_object()) return fail(refused("no object"));
    return read;
}

std::string text_of(const Json& object, const char* key) {
    auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Bytes number_of(const Json& key, const char* name) {
    auto bytes = from_base64_of_urls(text_of(key, name));
    return bytes ? *bytes : Bytes();
}

/// How a signature of the algorithm is checked, and which kind of key makes it.
struct Algorithm {
    const char* name;
    const char* kind;
    const char* padding;
    Botan::Signature_Format format;
};
constexpr Algorithm algorithms[] = {
    {"RS256", "RSA", "EMSA_PKCS1(SHA-256)", Botan::IEEE_1363},
    {"PS256", "RSA", "EMSA4(SHA-256)", Botan::IEEE_1363},
    {"ES256", "EC", "EMSA1(SHA-256)", Botan::IEEE_1363},
};

std::unique_ptr<Botan::Public_Key> rsa_key(const Json& key) {
    auto n = Botan::BigInt::decode(number_of(key, "n"));
    auto e = Botan::BigInt::decode(number_of(key, "e"));
    if (n.bits() < fewest_rsa_bits || n.bits() > most_rsa_bits || e < 3 || e.is_even())
        return nullptr;
    return std::make_unique<Botan::RSA_PublicKey>(n, e);
}

std::unique_ptr<Botan::Public_Key> curve_key(const Json& key) {
    auto x = number_of(key, "x"), y = number_of(key, "y");
    if (text_of(key, "crv") != "P-256" || x.size() != curve_bytes || y.size() != curve_bytes)
        return nullptr;
    std::vector<std::uint8_t> point{4}; // both coordinates follow
    point.insert(point.end(), x.begin(), x.end());
    point.insert(point.end(), y.begin(), y.end());
    Botan::EC_Group group("secp256r1");
    return std::make_unique<Botan::ECDSA_PublicKey>(group, group.OS2ECP(point));
}

bool signs(const Json& key, const Algorithm& algorithm, std::string_view text,
           const Bytes& signature) {
    try {
        auto use = text_of(key, "use"), meant = text_of(key, "alg");
        bool fits = text_of(key, "kty") == algorithm.kind && (use.empty() || use == "sig") &&
                    (meant.empty() || meant == algorithm.name);
        if (!fits) return false;
        auto made = algorithm.kind == std::string_view("RSA") ? rsa_key(key) : curve_key(key);
        if (!made) return false;
        Botan::PK_Verifier verifier(*made, algorithm.padding, algorithm.format);
        return verifier.verify_message(bytes_of(text), text.size(), signature.data(),
                                       signature.size());
    } catch (const std::exception&) {
        return false;
    }
}

} // namespace

Result<Json> signed_claims(const std::string& token, const Json& keys) {
    auto parts = split(token, '.');
    if (parts.size() != 3 || token.size() > most_token_bytes) return fail(refused("shape"));
    auto head = TRY(object_of(parts[0]));
    const auto* algorithm =
        std::find_if(std::begin(algorithms), std::end(algorithms),
                     [&](const Algorithm& one) { return text_of(head, "alg") == one.name; });
    if (algorithm == std::end(algorithms) || head.contains("crit"))
        return fail(refused("algorithm"));
    auto signature = from_base64_of_urls(parts[2]);
    if (!signature || !keys.is_object() || !keys.contains("keys") || !keys["keys"].is_array())
        return fail(refused("keys"));
    auto text = std::string_view(token).substr(0, parts[0].size() + 1 + parts[1].size());
    auto wanted = text_of(head, "kid");
    for (const auto& key : keys["keys"]) {
        bool named = key.is_object() && (wanted.empty() || text_of(key, "kid") == wanted);
        if (named && signs(key, *algorithm, text, *signature)) return object_of(parts[1]);
    }
    return fail(refused("signature"));
}

std::string base64_for_urls(std::string_view bytes) {
    auto out = Botan::base64_encode(bytes_of(bytes), bytes.size());
    out.erase(out.find_last_not_of('=') + 1);
    for (auto& c : out) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return out;
}

std::string code_challenge(std::string_view verifier) {
    auto sha = Botan::HashFunction::create_or_throw("SHA-256");
    auto digest = sha->process(bytes_of(verifier), verifier.size());
    return base64_for_urls({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

} // namespace banxing::crypto
