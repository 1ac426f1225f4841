#pragma once
// Which cell styles show a number as a day.
#include "archive.h"

#include <string>
#include <string_view>
#include <vector>

namespace banxing::files {

/// yyyy"年"m"月"d"日", m/d/yy … but not h:mm, General or #,##0.00.
bool shows_a_day(std::string_view format_code);

class Styles {
public:
    static Result<Styles> read(Archive& archive, const std::string& part, const Limits& limits);
    bool is_day(std::size_t style) const { return style < days_.size() && days_[style]; }
    void add(bool day) { days_.push_back(day); }
    std::size_t size() const { return days_.size(); }

private:
    std::vector<bool> days_;
};

} // namespace banxing::files
