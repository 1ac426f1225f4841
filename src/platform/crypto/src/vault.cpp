#include "bytes.h"

#include <core/text.h>
#include <crypto/hash.h>
#include <crypto/vault.h>

#include <botan/hex.h>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

namespace banxing::crypto {
namespace {

constexpr std::string_view mark = "sm4:";
constexpr std::string_view heading =
    "# Banxing master key. Without this file names and numbers cannot be read again.\n"
    "# Keep a copy apart from the data, and let nobody else read it.\n";

Error key_file(const char* detail) {
    return Error::unavailable(
        {"主密钥文件无法使用，请检查它的路径、权限和内容。",
         "The master key file cannot be used: check its path, permissions and content."},
        detail);
}

std::string random_bytes(std::size_t size) {
    std::string out(size, '\0');
    system_random().fill({reinterpret_cast<std::uint8_t*>(out.data()), size});
    return out;
}

std::string hex(std::string_view bytes) {
    return Botan::hex_encode(bytes_of(bytes), bytes.size(), false);
}

/// Empty when it is not hexadecimal of that size.
std::string from_hex(std::string_view text, std::size_t size) {
    try {
        auto bytes = Botan::hex_decode(text.data(), text.size(), false);
        if (bytes.size() == size) return {bytes.begin(), bytes.end()};
    } catch (const std::exception&) { // not hexadecimal
    }
    return {};
}

DataKey as_key(std::string_view bytes) {
    DataKey key{};
    std::memcpy(key.data(), bytes.data(), key.size());
    return key;
}

/// Whole or not at all, and on the disk when it returns.
Result<void> write_file(const std::string& path, const std::string& text) {
    auto fresh = path + ".new";
    ::unlink(fresh.c_str());
    int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return fail(key_file("cannot create it"));
    auto size = static_cast<::ssize_t>(text.size());
    bool written = ::write(file, text.data(), text.size()) == size && ::fsync(file) == 0;
    ::close(file);
    if (!written || ::rename(fresh.c_str(), path.c_str()) != 0)
        return fail(key_file("cannot write it"));
    auto parent = std::filesystem::absolute(path).parent_path();
    if (int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return {};
}

std::string wrapped_prefix(int number) {
    return std::to_string(number) + ":";
}

std::string bound_to(std::int64_t subject) {
    return "key of " + std::to_string(subject);
}

} // namespace

struct Vault::Held {
    std::mutex mutex;
    std::shared_ptr<const Keys> keys;
};

Vault::Vault(std::string path, Keys keys)
    : path_(std::move(path)), held_(std::make_shared<Held>()) {
    held_->keys = std::make_shared<const Keys>(std::move(keys));
}

std::shared_ptr<const Vault::Keys> Vault::keys() const {
    std::scoped_lock lock(held_->mutex);
    return held_->keys;
}

Result<void> Vault::replace(Keys next) {
    TRY(write_file(path_, next.text()));
    std::scoped_lock lock(held_->mutex);
    held_->keys = std::make_shared<const Keys>(std::move(next));
    return {};
}

Result<Vault::Keys> Vault::parse(const std::string& text) {
    Keys out;
    for (auto line : split(text, '\n')) {
        auto words = split(line, ' ');
        if (words[0] == "lookup" && words.size() == 2) out.lookup = from_hex(words[1], 32);
        if (words[0] == "master" && words.size() == 3) {
            int number = 0;
            std::from_chars(words[1].data(), words[1].data() + words[1].size(), number);
            auto bytes = from_hex(words[2], sizeof(DataKey));
            if (number < 1 || bytes.empty()) return fail(key_file("a master line is damaged"));
            out.masters[number] = as_key(bytes);
        }
    }
    if (out.lookup.empty() || out.masters.empty()) return fail(key_file("a key is missing in it"));
    return out;
}

std::string Vault::Keys::text() const {
    std::string out(heading);
    out += "lookup " + hex(lookup) + "\n";
    for (auto& [number, key] : masters)
        out += "master " + std::to_string(number) + " " +
               Botan::hex_encode(key.data(), key.size(), false) + "\n";
    return out;
}

Result<Vault::Keys> Vault::read(const std::string& path) {
    struct ::stat state {};
    if (::stat(path.c_str(), &state) != 0) return fail(key_file("it does not exist"));
    if ((state.st_mode & S_IRWXO) != 0) return fail(key_file("everybody may read it: chmod 600"));
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file) return fail(key_file("it cannot be read"));
    return parse(text);
}

Result<Vault> Vault::open(const std::string& path, bool create) {
    if (struct ::stat state{}; ::stat(path.c_str(), &state) == 0 || !create)
        return Vault(path, TRY(read(path)));
    Keys fresh;
    fresh.lookup = random_bytes(32);
    fresh.masters[1] = as_key(random_bytes(sizeof(DataKey)));
    TRY(write_file(path, fresh.text()));
    return Vault(path, std::move(fresh));
}

Result<void> Vault::rotate() {
    auto next = *keys();
    next.masters[next.masters.rbegin()->first + 1] = as_key(random_bytes(sizeof(DataKey)));
    return replace(std::move(next));
}

Result<bool> Vault::reread() const {
    auto found = TRY(read(path_));
    std::scoped_lock lock(held_->mutex);
    if (found.lookup != held_->keys->lookup)
        return fail(key_file("it was exchanged for another one"));
    if (found.masters == held_->keys->masters) return false;
    held_->keys = std::make_shared<const Keys>(std::move(found));
    return true;
}

std::size_t Vault::masters() const {
    return keys()->masters.size();
}

Result<void> Vault::forget_old() {
    auto next = *keys();
    next.masters.erase(next.masters.begin(), std::prev(next.masters.end()));
    return replace(std::move(next));
}

DataKey Vault::new_key(Random& random) const {
    DataKey key;
    random.fill(key);
    return key;
}

std::string Vault::wrap(const DataKey& key, std::int64_t subject, Random& random) const {
    auto all = keys();
    auto& [number, master] = *all->masters.rbegin();
    std::string_view plain(reinterpret_cast<const char*>(key.data()), key.size());
    return wrapped_prefix(number) + seal(master, plain, bound_to(subject), random);
}

Result<DataKey> Vault::unwrap(std::string_view wrapped, std::int64_t subject) const {
    int number = 0;
    auto end = std::from_chars(wrapped.data(), wrapped.data() + wrapped.size(), number).ptr;
    auto all = keys();
    auto master = all->masters.find(number);
    if (master == all->masters.end() || end == wrapped.data() + wrapped.size() || *end != ':')
        return fail(
            Error::internal("a wrapped key names a master key that the file does not hold"));
    auto at = static_cast<std::size_t>(end + 1 - wrapped.data());
    auto plain = TRY(unseal(master->second, wrapped.substr(at), bound_to(subject)));
    if (plain.size() != sizeof(DataKey))
        return fail(Error::internal("a wrapped key has the wrong size"));
    return as_key(plain);
}

bool Vault::is_current(std::string_view wrapped) const {
    return wrapped.starts_with(wrapped_prefix(keys()->masters.rbegin()->first));
}

std::string Vault::protect(const DataKey& key, std::string_view plain, std::string_view field,
                           Random& random) const {
    return std::string(mark) + seal(key, plain, field, random);
}

Result<std::string> Vault::reveal(const DataKey& key, std::string_view text,
                                  std::string_view field) const {
    if (!text.starts_with(mark)) return fail(Error::internal("a protected text without its mark"));
    return unseal(key, text.substr(mark.size()), field);
}

std::string Vault::lookup(std::string_view kind, std::string_view text) const {
    std::string message(kind);
    message += '\0'; // so that no kind is the beginning of another
    message += text;
    return hmac_sm3_hex(keys()->lookup, message).substr(0, 32);
}

std::string Vault::fingerprint() const {
    return lookup("fingerprint", {});
}

} // namespace banxing::crypto
