#pragma once
// Which of a parameter's values counts at a place on a day.
#include <derive/policy.h>

#include <string_view>

namespace banxing::derive {

/// Of two values in force: the more specific region's, then the later one; `widest`: the wider
/// region's first, for who has no place.
bool takes_precedence(const ParameterValue& one, const ParameterValue& other, bool widest);

/// The value in force on the day for the place (a region code; empty: the widest region's); null:
/// there is none.
const ParameterValue* in_force(const Parameter& parameter, std::string_view place, Date day);

} // namespace banxing::derive
