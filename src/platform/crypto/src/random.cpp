#include <crypto/random.h>

#include <algorithm>
#include <botan/chacha_rng.h>
#include <botan/system_rng.h>
#include <unistd.h>

namespace banxing::crypto {

class Random::Stream {
public:
    explicit Stream(const Botan::secure_vector<std::uint8_t>& seed, bool is_seeded)
        : source_(std::make_unique<Botan::ChaCha_RNG>(seed)), seeded_(is_seeded),
          process_(::getpid()) {}

    void fill(std::span<std::uint8_t> bytes) {
        if (!seeded_ && process_ != ::getpid()) start_anew();
        for (std::size_t done = 0; done < bytes.size();) {
            if (at_ == buffer_.size()) refill();
            auto n = std::min(bytes.size() - done, buffer_.size() - at_);
            std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), n,
                        bytes.begin() + static_cast<std::ptrdiff_t>(done));
            at_ += n;
            done += n;
        }
    }

private:
    void refill() {
        source_->randomize(buffer_.data(), buffer_.size());
        at_ = 0;
    }

    /// After a fork both processes would give the same nonces.
    void start_anew() {
        source_ = std::make_unique<Botan::ChaCha_RNG>(Botan::system_rng().random_vec(32));
        process_ = ::getpid();
        refill();
    }

    std::unique_ptr<Botan::ChaCha_RNG> source_;
    bool seeded_;
    ::pid_t process_;
    std::array<std::uint8_t, 1024> buffer_{};
    std::size_t at_ = sizeof(buffer_);
};

Random::Random(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
Random::Random(Random&&) noexcept = default;
Random::~Random() = default;

Random Random::system() {
    return Random(std::make_unique<Stream>(Botan::system_rng().random_vec(32), false));
}

Random Random::seeded(std::uint64_t seed) {
    Botan::secure_vector<std::uint8_t> bytes(32);
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(seed >> (8 * i));
    return Random(std::make_unique<Stream>(bytes, true));
}

void Random::fill(std::span<std::uint8_t> bytes) {
    stream_->fill(bytes);
}

std::uint64_t Random::bits() {
    std::array<std::uint8_t, 8> bytes;
    fill(bytes);
    std::uint64_t out = 0;
    for (auto byte : bytes) out = out << 8 | byte;
    return out;
}

std::int64_t Random::int63() {
    while (true)
        if (auto value = static_cast<std::int64_t>(bits() >> 1); value > 0) return value;
}

std::uint64_t Random::below(std::uint64_t n) {
    auto unbiased = UINT64_MAX - UINT64_MAX % n;
    while (true)
        if (auto value = bits(); value < unbiased) return value % n;
}

std::string Random::uuid() {
    std::array<std::uint8_t, 16> bytes;
    fill(bytes);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
    constexpr auto digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        out += digits[bytes[i] >> 4];
        out += digits[bytes[i] & 15];
    }
    return out;
}

Random& system_random() {
    thread_local auto random = Random::system();
    return random;
}

} // namespace banxing::crypto
