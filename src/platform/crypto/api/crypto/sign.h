#pragma once
// SM2 signatures (GB/T 32918): who holds the public key can check what this server said of itself.
#include <core/result.h>

#include <memory>
#include <string>
#include <string_view>

namespace banxing::crypto {

class Signer {
public:
    /// Reads the private key file; makes it (readable by its owner only) when it is missing and
    /// `create` is set.
    static Result<Signer> open(const std::string& path, bool create);
    Signer(Signer&&) noexcept;
    ~Signer();

    /// Base64 of an SM2 signature over SM3.
    Result<std::string> sign(std::string_view text) const;
    /// PEM, to be kept elsewhere.
    std::string public_key() const;

private:
    class Inside;
    explicit Signer(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

/// False for anything that is not that key's signature of the text.
bool signed_by(const std::string& public_key, std::string_view text, std::string_view signature);

} // namespace banxing::crypto
