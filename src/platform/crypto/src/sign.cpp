#include <crypto/sign.h>

#include <botan/auto_rng.h>
#include <botan/base64.h>
#include <botan/data_src.h>
#include <botan/pkcs8.h>
#include <botan/pubkey.h>
#include <botan/sm2.h>
#include <botan/x509_key.h>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace banxing::crypto {
namespace {

constexpr const char* user_and_hash = "1234567812345678,SM3"; // the standard's default identity

Error signing_key_file(const char* detail) {
    return Error::unavailable({"签名密钥文件无法使用，请检查它的路径、权限和内容。",
                               "The signing key file cannot be used: check its path, permissions "
                               "and content."},
                              detail);
}

Result<void> write_private(const std::string& path, const std::string& pem) {
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return fail(signing_key_file("cannot create it"));
    auto size = static_cast<::ssize_t>(pem.size());
    bool written = ::write(file, pem.data(), pem.size()) == size && ::fsync(file) == 0;
    ::close(file);
    if (written) return {};
    return fail(signing_key_file("cannot write it"));
}

} // namespace

class Signer::Inside {
public:
    explicit Inside(std::unique_ptr<Botan::Private_Key> k) : key(std::move(k)) {}
    std::unique_ptr<Botan::Private_Key> key;
};

Signer::Signer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Signer::Signer(Signer&&) noexcept = default;
Signer::~Signer() = default;

Result<Signer> Signer::open(const std::string& path, bool create) {
    struct ::stat state {};
    bool there = ::stat(path.c_str(), &state) == 0;
    if (!there && !create) return fail(signing_key_file("it does not exist"));
    if (there && (state.st_mode & S_IRWXO) != 0)
        return fail(signing_key_file("everybody may read it: chmod 600"));
    try {
        if (!there) {
            Botan::AutoSeeded_RNG random;
            Botan::SM2_PrivateKey fresh(random, Botan::EC_Group("sm2p256v1"));
            TRY(write_private(path, Botan::PKCS8::PEM_encode(fresh)));
        }
        Botan::DataSource_Stream source(path);
        return Signer(std::make_unique<Inside>(Botan::PKCS8::load_key(source)));
    } catch (const std::exception&) {
        return fail(signing_key_file("it is no key"));
    }
}

Result<std::string> Signer::sign(std::string_view text) const {
    try {
        Botan::AutoSeeded_RNG random;
        Botan::PK_Signer signer(*inside_->key, random, user_and_hash);
        return Botan::base64_encode(signer.sign_message(
            reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), random));
    } catch (const std::exception&) {
        return fail(Error::internal("an SM2 signature could not be made"));
    }
}

std::string Signer::public_key() const {
    return Botan::X509::PEM_encode(*inside_->key);
}

bool signed_by(const std::string& public_key, std::string_view text, std::string_view signature) {
    try {
        Botan::DataSource_Memory source(public_key);
        std::unique_ptr<Botan::Public_Key> key(Botan::X509::load_key(source));
        auto bytes = Botan::base64_decode(signature.data(), signature.size(), false);
        Botan::PK_Verifier verifier(*key, user_and_hash);
        return verifier.verify_message(reinterpret_cast<const std::uint8_t*>(text.data()),
                                       text.size(), bytes.data(), bytes.size());
    } catch (const std::exception&) { // no key, no base64, no signature
        return false;
    }
}

} // namespace banxing::crypto
