#pragma once
// When a number that only grows, an age or a count of days, next matters to an expression.
#include <feel/expression.h>

#include <optional>
#include <vector>

namespace banxing::feel {

/// The slots of an expression that grow, one of them, and the whole number it holds now.
struct Growing {
    const std::vector<int>& slots;
    int slot = 0;
    std::int64_t now = 0;
};

/// The smallest larger number at which the outcome may differ while what does not grow stays as it
/// is; nothing when none does. Exact where the text compares it with what does not grow or counts
/// full parts of it, floor(age / 12); else the next number.
std::optional<std::int64_t> next_step(const Expression& text, const Growing& growing,
                                      Inputs& inputs);

} // namespace banxing::feel
