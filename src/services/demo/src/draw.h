#pragma once
// Chance that is the same on every machine: SplitMix64, a stream for each thing that is drawn. Not
// for secrets.
#include <algorithm>
#include <cstdint>
#include <vector>

namespace banxing::demo {

enum class Stream : std::uint64_t {
    subject = 1,
    cluster,
    life,
    organisations,
    lists,
    grown,
    care,
    school,
    referral
};

class Draw {
public:
    Draw(std::uint64_t seed, Stream stream, std::uint64_t index)
        : state_(seed * 0x9e3779b97f4a7c15U) {
        state_ = bits() ^ (std::uint64_t(stream) << 56);
        state_ = bits() ^ index;
        bits();
    }
    std::uint64_t bits() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    /// 0 … n − 1
    std::int64_t below(std::int64_t n) {
        return std::int64_t((static_cast<unsigned __int128>(bits()) * std::uint64_t(n)) >> 64);
    }
    std::int64_t between(std::int64_t from, std::int64_t to) { return from + below(to - from + 1); }
    bool chance(std::int64_t per_100000) { return below(100'000) < per_100000; }
    template <typename T>
    const T& one_of(const std::vector<T>& items) {
        return items[std::size_t(below(std::int64_t(items.size())))];
    }

private:
    std::uint64_t state_;
};

/// Things drawn by weight.
template <typename T>
class Weighted {
public:
    void add(T item, std::int64_t weight) {
        items_.push_back(std::move(item));
        total_ += weight;
        upto_.push_back(total_);
    }
    const T& pick(Draw& draw) const {
        auto at = std::upper_bound(upto_.begin(), upto_.end(), draw.below(total_));
        return items_[std::size_t(at - upto_.begin())];
    }
    bool empty() const { return items_.empty(); }
    const std::vector<T>& items() const { return items_; }

private:
    std::vector<T> items_;
    std::vector<std::int64_t> upto_;
    std::int64_t total_ = 0;
};

} // namespace banxing::demo
