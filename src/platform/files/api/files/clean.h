#pragma once
// What a cell means once the dirt is off. Each refusal says what the person should do, and never
// repeats the cell's content. All fail with Fault::invalid on blank cells (ask `blank` first) and
// on Excel's error values.
#include <core/date.h>
#include <core/identity_number.h>
#include <core/money.h>
#include <core/result.h>
#include <files/sheet.h>

#include <cstdint>
#include <string>

namespace banxing::files {

enum class Sex : std::uint8_t { male, female };

/// Empty, white space, or a mark that people put for nothing ("-", "—", "/").
bool blank(const Cell& cell);

/// Width folded, white space squeezed, line breaks to spaces; a guard ' before = + - @ is taken
/// off. Blank gives "". Numbers lose their exponent: 1.3E+10 → "13000000000".
Result<std::string> as_text(const Cell& cell);

/// 2023-03-05, 2023-3-5, 2023/3/5, 2023.3.5, 2023年3月5日, 20230305, any of them with a time of
/// day, Excel serials. Refuses days that don't exist, years of two digits, a missing day, and
/// orders other than year-month-day.
Result<Date> as_date(const Cell& cell, Epoch epoch);

/// 3,420.50 · ￥3420.5元 · 3420.5. Excel's last digits beyond the 15 it shows are rounded away;
/// more than two decimals then are refused, negatives too.
Result<Money> as_money(const Cell& cell);

/// 22 · 22.0 · 1,234 · 22天: whole, maybe negative, up to 12 digits.
Result<std::int64_t> as_integer(const Cell& cell);

/// 是 否 有 无 √ × Y N 1 0 and their kin.
Result<bool> as_yes_no(const Cell& cell);

/// Mobile "13800000000" or landline "0575-87000000"; separators and +86 are taken off.
Result<std::string> as_phone(const Cell& cell);

/// 男 女, 1 2 (GB/T 2261.1), M F.
Result<Sex> as_sex(const Cell& cell);

/// Checked as core/identity_number.h says. A number that Excel stored as a number has lost its last
/// digits and is refused with that reason.
Result<IdentityNumber> as_identity_number(const Cell& cell);

} // namespace banxing::files
