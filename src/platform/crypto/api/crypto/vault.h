#pragma once
// Encryption field by field. Each subject has a data key; the database holds it wrapped by the
// master key, which lives in a file outside the database. Destroying the wrapped key erases the
// person.
#include <core/result.h>
#include <crypto/random.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
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

/// Thread-safe; copies share their keys.
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
    /// Takes over master keys that another process added to the file; whether there were any.
    Result<bool> reread() const;
    /// How many master keys there are.
    std::size_t masters() const;
    /// Leaves only the newest master key in the file: what an older one wraps is lost for ever.
    Result<void> forget_old();

private:
    struct Keys {
        std::string lookup;             // 32 bytes; never rotated: look-ups are by equality
        std::map<int, DataKey> masters; // by number; the last one wraps
        std::string text() const;
    };
    struct Held;
    Vault(std::string path, Keys keys);
    static Result<Keys> parse(const std::string& text);
    static Result<Keys> read(const std::string& path);
    std::shared_ptr<const Keys> keys() const;
    Result<void> replace(Keys next);

    std::string path_;
    std::shared_ptr<Held> held_;
};

} // namespace banxing::crypto
