#include "progress.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace banxing::cli {

constexpr std::int64_t redraw_after = 200'000; // microseconds
constexpr std::size_t width = 30;

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1) {}

std::string ProgressBar::line() const {
    auto seconds = std::max<std::int64_t>(watch_.microseconds() / 1'000'000, 1);
    if (total_ <= 0) return fmt::format("{} {} ({}/s)", what_, done_, done_ / seconds);
    auto filled = std::size_t(std::min(done_, total_) * std::int64_t(width) / total_);
    return fmt::format("{} [{}{}] {}/{} ({}/s)", what_, std::string(filled, '#'),
                       std::string(width - filled, '.'), done_, total_, done_ / seconds);
}

void ProgressBar::show(std::int64_t done, std::int64_t total) {
    done_ = done;
    total_ = total;
    auto now = watch_.microseconds();
    if (!terminal_ || now - drawn_at_ < redraw_after) return;
    drawn_at_ = now;
    fmt::print(stderr, "\r{}\x1b[K", line());
    std::fflush(stderr);
}

void ProgressBar::finish() {
    fmt::print(stderr, "{}{}\n", terminal_ ? "\r\x1b[K" : "", line());
}

} // namespace banxing::cli
