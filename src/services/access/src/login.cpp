#include "login.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::access {

std::string login_key(std::string_view typed) {
    if (!is_valid_utf8(typed)) return {};
    auto key = trim(fold_width(typed));
    std::ranges::transform(key, key.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return key;
}

long long wait_ms(int failures, int free_failures, int first_seconds, int longest_seconds) {
    if (failures < free_failures) return 0;
    auto doublings = std::min(failures - free_failures, 20);
    return std::min(static_cast<long long>(first_seconds) << doublings,
                    static_cast<long long>(longest_seconds)) *
           1000;
}

} // namespace banxing::access
