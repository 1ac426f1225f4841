#pragma once
// A compiled expression as text again.
#include <feel/expression.h>

#include <string>

namespace banxing::feel {

/// FEEL that means the same: names and operands in brackets wherever they could be read otherwise.
/// Compiled with the same scope and options (fold off) it prints as itself.
std::string print(const Expression& expression);

} // namespace banxing::feel
