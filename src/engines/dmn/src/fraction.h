#pragma once
#include <feel/expression.h>

namespace banxing::dmn {

/// Whether a calculation in it may end in a fraction that no rounding function has seen: what comes
/// out then depends on who rounds it.
bool leaves_fraction(const feel::Expression& expression);

} // namespace banxing::dmn
