#include "decimal.h"

#include <files/sheet.h>

namespace banxing::files {

std::optional<Date> day_of_serial(std::string_view number, Epoch epoch) {
    auto decimal = Decimal::parse(number);
    if (!decimal || decimal->negative) return std::nullopt;
    decimal->round_to_shown();
    auto plain = decimal->plain();
    if (!plain || decimal->magnitude() > 7) return std::nullopt;
    std::int64_t serial = std::stoll(plain->substr(0, plain->find('.')));
    using namespace std::chrono;
    static const std::int64_t last = to_days(Date{year{9999} / 12 / 31});
    std::int64_t day = 0;
    if (epoch == Epoch::y1904) {
        day = to_days(Date{year{1904} / 1 / 1}) + serial;
    } else {
        // serial 60 is 1900-02-29, which Lotus believed in: days before it count one later
        if (serial == 0 || serial == 60) return std::nullopt;
        day = to_days(Date{year{1899} / 12 / 30}) + serial + (serial < 60 ? 1 : 0);
    }
    if (day > last) return std::nullopt;
    return from_days(day);
}

} // namespace banxing::files
