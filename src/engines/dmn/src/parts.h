#pragma once
#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace banxing::dmn {

/// Calls `work` with the number of each part of the rows, where it begins and where it ends: the
/// first part on this thread, each other one on a thread of its own.
template <typename Work>
void in_parts(std::size_t rows, std::size_t parts, Work work) {
    std::size_t most = (rows + parts - 1) / parts;
    auto part = [&](std::size_t number) {
        std::size_t from = std::min(rows, number * most);
        work(number, from, std::min(rows, from + most));
    };
    std::vector<std::jthread> others;
    for (std::size_t number = 1; number < parts; ++number) others.emplace_back(part, number);
    part(0);
}

} // namespace banxing::dmn
