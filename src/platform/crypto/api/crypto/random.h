#pragma once
// Randomness is a value that is handed down: the system's, or a seeded one for the demo county.
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace banxing::crypto {

/// Not thread-safe. Both kinds are ChaCha20 streams; a seeded one gives the same numbers on every
/// machine.
class Random {
public:
    static Random system();
    static Random seeded(std::uint64_t seed);
    Random(Random&&) noexcept;
    ~Random();

    void fill(std::span<std::uint8_t> bytes);
    std::uint64_t bits();
    /// 1 … 2⁶³ − 1
    std::int64_t int63();
    /// 0 … n − 1 without bias; n ≥ 1
    std::uint64_t below(std::uint64_t n);
    /// "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx"
    std::string uuid();

private:
    class Stream;
    explicit Random(std::unique_ptr<Stream> stream);
    std::unique_ptr<Stream> stream_;
};

/// The system's randomness, one stream a thread; safe across fork.
Random& system_random();

} // namespace banxing::crypto
