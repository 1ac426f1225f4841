#pragma once
#include <clock/clock.h>

#include <cstdint>
#include <string>

namespace banxing::cli {

/// A bar on stderr, redrawn at most five times a second; on anything but a terminal only the last
/// line.
class ProgressBar {
public:
    explicit ProgressBar(std::string what);
    void show(std::int64_t done, std::int64_t total);
    void finish();

private:
    std::string line() const;
    std::string what_;
    std::int64_t done_ = 0, total_ = 0, drawn_at_ = -1'000'000;
    bool terminal_;
    Stopwatch watch_;
};

} // namespace banxing::cli
