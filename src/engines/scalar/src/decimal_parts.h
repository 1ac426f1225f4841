#pragma once
#include "wide.h"

#include <scalar/decimal.h>

namespace banxing::feel {

/// The door into Decimal for its own sources.
struct DecimalParts {
    /// Rounded half-even to 34 digits; nothing on overflow.
    static std::optional<Decimal> pack(bool negative, const Wide& coefficient, int exponent);
};

} // namespace banxing::feel
