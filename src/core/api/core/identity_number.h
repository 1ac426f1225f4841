#pragma once
#include <core/date.h>
#include <core/result.h>

#include <string>
#include <string_view>

namespace banxing {

/// A resident identity number, GB 11643-1999: area, birth date, sequence, check digit (ISO 7064 MOD
/// 11-2). The area code is that of the first registration: never derive residence from it.
struct IdentityNumber {
    std::string text; // 18 characters, X in capitals
    Date birth;
    bool male = false;
};

/// Says what is wrong: length, characters, birth date or check digit. The message never repeats the
/// number.
Result<IdentityNumber> parse_identity_number(std::string_view text);

/// The check character for 17 digits.
char identity_check_digit(std::string_view first17);

} // namespace banxing
