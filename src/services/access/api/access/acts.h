#pragma once
// Acts beyond those of the desks (roles.h): of families, and of those who watch over access.
#include <access/roles.h>

namespace banxing::access::acts {

inline constexpr Act family = Act(1u << 16);    // one's own children's files, and nothing else
inline constexpr Act guardians = Act(1u << 17); // say who is guardian of whom
inline constexpr Act requests = Act(1u << 18);  // answer what families ask for
inline constexpr Act emergency = Act(1u << 19); // open a file for some hours, with a reason
inline constexpr Act audit = Act(1u << 20);     // search the audit, review emergencies
inline constexpr Act accounts = Act(1u << 21);  // make and close accounts of one's own area

} // namespace banxing::access::acts
