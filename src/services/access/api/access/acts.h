#pragma once
// Acts beyond those of the desks (roles.h): of families, and of those who watch over access.
#include <access/roles.h>

namespace banxing::access::acts {

inline constexpr Act family = Act(1u << 12);    // one's own children's files, and nothing else
inline constexpr Act guardians = Act(1u << 13); // say who is guardian of whom
inline constexpr Act requests = Act(1u << 14);  // answer what families ask for
inline constexpr Act emergency = Act(1u << 15); // open a file for some hours, with a reason
inline constexpr Act audit = Act(1u << 16);     // search the audit, review emergencies
inline constexpr Act accounts = Act(1u << 17);  // make and close accounts of one's own area

} // namespace banxing::access::acts
