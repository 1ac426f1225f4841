#pragma once
// Signed JSON web tokens (RFC 7515, 7519) of somebody else's, and what a code exchange needs
// (RFC 7636).
#include <core/json.h>

#include <string>
#include <string_view>

namespace banxing::crypto {

/// The token's claims once its signature is that of one of `keys` (a JSON web key set): RS256,
/// PS256 with 2,048 bits or more, ES256. Forbidden for anything else, "none" and keyed hashes
/// included; the detail says why. Claims are not judged.
Result<Json> signed_claims(const std::string& token, const Json& keys);

/// Base 64 for addresses, without padding.
std::string base64_for_urls(std::string_view bytes);
/// S256: of the verifier, for the address that begins a log-in.
std::string code_challenge(std::string_view verifier);

} // namespace banxing::crypto
