#include <core/identity_number.h>

#include <cassert>

namespace banxing {

char identity_check_digit(std::string_view first17) {
    assert(first17.size() == 17);
    static constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (first17[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

static bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
}

Result<IdentityNumber> parse_identity_number(std::string_view text) {
    if (text.size() != 18)
        return fail(Error::invalid({"身份证号应为18位", "An identity number has 18 characters"}));
    std::string number(text);
    if (number.back() == 'x') number.back() = 'X';
    std::string_view first17 = std::string_view(number).substr(0, 17);
    if (!all_digits(first17) || (number.back() != 'X' && !all_digits(number.substr(17))))
        return fail(Error::invalid(
            {"身份证号前17位应为数字，末位为数字或X", "17 digits, then a digit or X"}));
    auto birth = parse_iso_date(number.substr(6, 4) + "-" + number.substr(10, 2) + "-" +
                                number.substr(12, 2));
    if (!birth)
        return fail(Error::invalid({"身份证号中的出生日期不存在",
                                    "The birth date inside the identity number does not exist"}));
    if (identity_check_digit(first17) != number.back())
        return fail(Error::invalid({"身份证号校验位不符，请核对是否抄错一位",
                                    "The check digit is wrong: one digit was probably miscopied"}));
    bool male = (number[16] - '0') % 2 == 1;
    return IdentityNumber{std::move(number), *birth, male};
}

} // namespace banxing
