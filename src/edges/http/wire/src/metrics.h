#pragma once
// Figures for Prometheus. No label ever holds what a person typed: addresses appear as their
// route's pattern.
#include <db/db.h>

#include <array>
#include <atomic>
#include <mutex>
#include <wire/message.h>

namespace banxing::http {

class Metrics {
public:
    void note(const std::string& route, Method method, int status, std::int64_t microseconds);

    std::atomic<std::int64_t> connections{0}, refused{0}, shed{0};
    std::array<std::atomic<std::int64_t>, 3> waiting{}; // by lane

    /// Text format 0.0.4.
    std::string page(const db::Database::Counters& database) const;

private:
    static constexpr std::array<std::int64_t, 10> bounds{
        1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};
    struct Figures {
        std::map<int, std::int64_t> by_status;
        std::array<std::int64_t, bounds.size() + 1> buckets{};
        std::int64_t sum = 0;
    };
    using Key = std::pair<std::string, Method>;

    mutable std::mutex lock_;
    std::map<Key, Figures> figures_;
};

} // namespace banxing::http
