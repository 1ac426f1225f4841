#include <access/limiter.h>

#include <algorithm>

namespace banxing::access {

static constexpr std::int64_t parts_of_request = 60'000;

void Limiter::forget_full(std::int64_t now_ms) {
    std::erase_if(buckets_, [&](const auto& one) {
        return one.second.parts + (now_ms - one.second.at) * rate_.per_minute >= full();
    });
    if (buckets_.size() >= most) buckets_.clear(); // so many at once: nobody is told apart
}

int Limiter::take(const std::string& who, std::int64_t now_ms) {
    if (rate_.burst == 0 || who.empty()) return 0;
    std::scoped_lock lock(mutex_);
    if (buckets_.size() >= most) forget_full(now_ms);
    auto& bucket = buckets_.try_emplace(who, Bucket{full(), now_ms}).first->second;
    bucket.parts = std::min(full(), bucket.parts + std::max<std::int64_t>(0, now_ms - bucket.at) *
                                                       rate_.per_minute);
    bucket.at = now_ms;
    if (bucket.parts >= parts_of_request) {
        bucket.parts -= parts_of_request;
        return 0;
    }
    auto ms = (parts_of_request - bucket.parts + rate_.per_minute - 1) / rate_.per_minute;
    return int((ms + 999) / 1000);
}

std::size_t Limiter::kept() const {
    std::scoped_lock lock(mutex_);
    return buckets_.size();
}

} // namespace banxing::access
