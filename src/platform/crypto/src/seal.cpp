#include "bytes.h"

#include <crypto/vault.h>

#include <botan/aead.h>
#include <botan/base64.h>
#include <optional>

namespace banxing::crypto {
namespace {

constexpr std::size_t nonce_size = 12, tag_size = 16;

/// A cipher that keeps the schedule of its last key.
class Keyed {
public:
    explicit Keyed(Botan::Cipher_Dir direction)
        : cipher_(Botan::AEAD_Mode::create_or_throw("SM4/GCM", direction)) {}

    Botan::AEAD_Mode& with(const DataKey& key) {
        if (key_ != key) {
            cipher_->set_key(key.data(), key.size());
            key_ = key;
        }
        return *cipher_;
    }

private:
    std::unique_ptr<Botan::AEAD_Mode> cipher_;
    std::optional<DataKey> key_;
};

Error cannot_open() {
    return Error::internal("a sealed text does not open: another key, another place, or changed");
}

} // namespace

std::string seal(const DataKey& key, std::string_view plain, std::string_view bound,
                 Random& random) {
    thread_local Keyed sealing(Botan::ENCRYPTION);
    thread_local Botan::secure_vector<std::uint8_t> buffer;
    auto& cipher = sealing.with(key);
    buffer.resize(nonce_size);
    random.fill(buffer);
    buffer.insert(buffer.end(), plain.begin(), plain.end());
    cipher.set_associated_data(bytes_of(bound), bound.size());
    cipher.start(buffer.data(), nonce_size);
    cipher.finish(buffer, nonce_size);
    return Botan::base64_encode(buffer);
}

Result<std::string> unseal(const DataKey& key, std::string_view sealed, std::string_view bound) {
    thread_local Keyed opening(Botan::DECRYPTION);
    try {
        auto buffer = Botan::base64_decode(sealed.data(), sealed.size(), false);
        if (buffer.size() < nonce_size + tag_size) return fail(cannot_open());
        auto& cipher = opening.with(key);
        cipher.set_associated_data(bytes_of(bound), bound.size());
        cipher.start(buffer.data(), nonce_size);
        cipher.finish(buffer, nonce_size);
        return std::string(buffer.begin() + nonce_size, buffer.end());
    } catch (const std::exception&) {
        opening = Keyed(Botan::DECRYPTION);
        return fail(cannot_open());
    }
}

} // namespace banxing::crypto
