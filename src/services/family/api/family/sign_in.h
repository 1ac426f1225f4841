#pragma once
// A session is signed in for by the family: the institution shows a code that holds for some
// minutes, the family scans or types it, and its own record stands beside the institution's.
#include <family/guardians.h>

namespace banxing::family {

/// What an institution shows now: "401-7F3K2M9C".
struct SignInCode {
    std::string text;
    Instant until; // from then on another one is shown; this one is taken as long once more
};
/// Not found for posts that keep no sessions.
Result<SignInCode> sign_in_code(const Desk& desk, const access::Principal& who);

struct SignIn {
    std::string code; // as scanned or typed
    std::string write_id;
};
/// Writes the family's sign-in of today; a second one of the day changes nothing. Invalid for a
/// code that is not shown now; conflict where the child is not enrolled there.
Result<casework::Written> sign_in(const Desk& desk, const access::Principal& who, SubjectId subject,
                                  const SignIn& wanted);

} // namespace banxing::family
