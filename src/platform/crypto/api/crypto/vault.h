#pragma once
// Encryption field by field. Each subject has a data key; the database holds it wrapped by the
// master key, which lives in a file outside the database. Destroying the wrapped key erases the
// person.
#include <core/result.h>
#include <crypto/random.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace banxing::crypto {

using DataKey = std::array<std::uint8_t, 16>;

/// SM4-GCM: base64 of nonce, ciphertext and tag; `bound` is checked at opening and not part of the
/// text. Thread-safe; the key schedule of a thread's last key is kept, so fields of one subject
/// should come together.
std::string seal(const DataKey& key, std::string_view plain, std::string_view bound,
                 Random& random = system_random());
/// internal: sealed under another key, for another `bound`, or changed since.
Result<std::string> unseal(const DataKey& key, std::string_view sealed, std::string_view bound);

/// Thread-safe. Methods but rotate() are const.
class Vault {
public:
    /// Reads the master key file; makes it (readable by its owner only) when it is missing and
    /// `create` is set. Without that very file nothing protected can be read again: back it up
    /// apart from the data.
    static Result<Vault> open(const std::string& path, bool create);

    DataKey new_key(Random& random = system_random()) const;
    /// `subject` binds the wrapped key to its row.
    std::string wrap(const DataKey& key, std::int64_t subject,
                     Random& random = system_random()) const;
    Result<DataKey> unwrap(std::string_view wrapped, std::int64_t subject) const;
    /// Whether the key is wrapped by the newest master key.
    bool is_current(std::string_view wrapped) const;

    /// "sm4:…"; `field` binds the text to its place, so that two fields of a subject cannot be
    /// exchanged.
    std::string protect(const DataKey& key, std::string_view plain, std::string_view field = {},
                        Random& random = system_random()) const;
    Result<std::string> reveal(const DataKey& key, std::string_view protected_text,
                               std::string_view field = {}) const;

    /// 32 hexadecimal digits, equal for equal texts of one kind: to find an identity number or a
    /// phone without storing it.
    std::string lookup(std::string_view kind, std::string_view text) const;

    /// Of the file's look-up key: kept in the database to notice a wrong key file before anything
    /// is written.
    std::string fingerprint() const;

    /// Adds a new master key to the file; wrapped keys are re-wrapped later, the old ones stay
    /// readable.
    Result<void> rotate();

private:
    Vault() = default;
    static Result<Vault> parse(const std::string& path, const std::string& text);
    std::string text() const;

    std::string path_;
    std::string lookup_key_;         // 32 bytes; never rotated: look-ups are by equality
    std::map<int, DataKey> masters_; // by number; the last one wraps
};

} // namespace banxing::crypto
