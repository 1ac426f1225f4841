#pragma once
// Who asks too much waits: a bucket of requests for each account or address.
#include <access/rates.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace banxing::access {

/// Thread-safe; memory is bounded: buckets that are full again are forgotten.
class Limiter {
public:
    explicit Limiter(Rate rate) : rate_(rate) {}

    /// 0, or after how many seconds to come back. Now: of any watch, in milliseconds.
    int take(const std::string& who, std::int64_t now_ms);
    std::size_t kept() const;

private:
    struct Bucket {
        std::int64_t parts; // 60,000 make one request: a millisecond brings per_minute of them
        std::int64_t at;
    };
    static constexpr std::size_t most = 100'000;
    std::int64_t full() const { return std::int64_t(rate_.burst) * 60'000; }
    void forget_full(std::int64_t now_ms);

    const Rate rate_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

} // namespace banxing::access
