#include "case_table.h"

#include <algorithm>
#include <iterator>
#include <pattern/letters.h>

namespace banxing::feel {
namespace {

template <std::size_t N>
char32_t mapped(const CaseRow (&rows)[N], char32_t c) {
    auto row = std::ranges::lower_bound(rows, c, {}, &CaseRow::last);
    bool inside = row != std::end(rows) && c >= row->first && (c - row->first) % row->stride == 0;
    return inside ? static_cast<char32_t>(static_cast<std::int32_t>(c) + row->apart) : c;
}

} // namespace

char32_t to_lower(char32_t c) {
    return mapped(to_lower_rows, c);
}

char32_t to_upper(char32_t c) {
    return mapped(to_upper_rows, c);
}

} // namespace banxing::feel
