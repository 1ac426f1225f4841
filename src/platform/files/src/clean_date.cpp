#include "clean_text.h"
#include "decimal.h"

#include <core/text.h>

namespace banxing::files {

static tl::unexpected<Error> not_a_day() {
    return refuse_cell("日期无法识别，请写成 2023-03-05 的形式",
                       "The date cannot be read. Write it like 2023-03-05");
}

static tl::unexpected<Error> short_year() {
    return refuse_cell("年份要写四位，例如 2023-03-05",
                       "The year needs four digits, such as 2023-03-05");
}

static tl::unexpected<Error> wrong_order() {
    return refuse_cell("日期请按年-月-日的顺序写，例如 2023-03-05",
                       "Write the date as year-month-day, such as 2023-03-05");
}

static tl::unexpected<Error> no_day() {
    return refuse_cell("日期缺少“日”，请写完整，例如 2023-03-05",
                       "The day of the month is missing. Write the whole date, such as 2023-03-05");
}

/// Not law, only sense: what lies outside is a slip of the finger or of a format.
static Result<Date> sensible(Date day) {
    if (!day.ok())
        return refuse_cell("这一天不存在，请核对年月日",
                           "There is no such day. Check year, month and day");
    if (int(day.year()) < 1900 || int(day.year()) > 2100)
        return refuse_cell("年份应在1900到2100之间，请核对",
                           "The year should lie between 1900 and 2100. Check it");
    return day;
}

static Date made_of(std::string_view year, std::string_view month, std::string_view day) {
    auto number = [](std::string_view text) { return std::stoi(std::string(text)); };
    return Date{std::chrono::year{number(year)}, std::chrono::month{unsigned(number(month))},
                std::chrono::day{unsigned(number(day))}};
}

static Result<Date> from_number(std::string_view text, Epoch epoch) {
    auto point = text.find('.');
    std::string_view whole = text.substr(0, point);
    if (whole.size() == 5) { // 1927 to 2173: shorter ones could be years
        auto day = day_of_serial(text, epoch);
        if (!day) return not_a_day();
        return sensible(*day);
    }
    bool fraction = point != text.npos;
    if (whole.size() == 8 && !fraction)
        return sensible(made_of(whole.substr(0, 4), whole.substr(4, 2), whole.substr(6)));
    if (whole.size() == 6 && !fraction && !whole.starts_with("19") && !whole.starts_with("20"))
        return short_year();
    if (whole.size() == 4 || (whole.size() == 6 && !fraction)) return no_day();
    return not_a_day();
}

namespace {

/// Reads numbers and marks, passing over spaces between them.
struct Scanner {
    std::string_view rest;

    void skip_space() {
        while (rest.starts_with(' ')) rest.remove_prefix(1);
    }
    std::string_view digits() {
        std::size_t n = 0;
        while (n < rest.size() && rest[n] >= '0' && rest[n] <= '9') ++n;
        auto found = rest.substr(0, n);
        rest.remove_prefix(n);
        return found;
    }
    bool take(std::string_view mark) {
        std::string_view before = rest;
        skip_space();
        if (!rest.starts_with(mark)) {
            rest = before;
            return false;
        }
        rest.remove_prefix(mark.size());
        skip_space();
        return true;
    }
};

struct Parts {
    std::string_view year, month, day; // day may be empty
    std::string_view rest;
};

} // namespace

static std::optional<Parts> three_parts(std::string_view text) {
    Scanner scan{text};
    Parts parts;
    parts.year = scan.digits();
    std::string_view second;
    for (std::string_view mark : {"年", "-", "/", "."})
        if (second.empty() && scan.take(mark))
            second = mark == "年" ? std::string_view("月") : mark;
    if (parts.year.empty() || second.empty()) return std::nullopt;
    parts.month = scan.digits();
    if (parts.month.empty()) return std::nullopt;
    if (scan.take(second)) {
        parts.day = scan.digits();
        if (second == "月" && !scan.take("日")) scan.take("号");
    }
    parts.rest = scan.rest;
    return parts;
}

/// "", "10:20", " 10:20:30.5", "T10:20": a time of day in the same zone, which is dropped.
static bool is_time_of_day(std::string_view text) {
    Scanner scan{text};
    if (scan.rest.starts_with('T')) scan.rest.remove_prefix(1);
    scan.skip_space();
    if (scan.rest.empty()) return true;
    auto hour = scan.digits();
    if (hour.empty() || hour.size() > 2 || std::stoi(std::string(hour)) > 24) return false;
    int fields = 0;
    while (scan.rest.starts_with(':') && fields < 2) {
        scan.rest.remove_prefix(1);
        auto part = scan.digits();
        if (part.size() != 2 || part[0] > '5') return false;
        ++fields;
    }
    if (fields == 2 && scan.rest.starts_with('.')) {
        scan.rest.remove_prefix(1);
        scan.digits();
    }
    return fields > 0 && scan.rest.empty();
}

/// 2023。3。5 and 2023—3—5 come from Chinese keyboards.
static std::string usual_marks(std::string text) {
    static constexpr std::pair<std::string_view, std::string_view> marks[] = {
        {"。", "."}, {"—", "-"}, {"–", "-"}, {"．", "."}, {"−", "-"}};
    for (auto [from, to] : marks)
        for (auto at = text.find(from); at != text.npos; at = text.find(from, at))
            text.replace(at, from.size(), to);
    return text;
}

static Result<Date> from_text(const std::string& text) {
    auto parts = three_parts(text);
    if (!parts) return not_a_day();
    if (parts->year.size() <= 2 && parts->day.size() == 4) return wrong_order();
    if (parts->year.size() == 2) return short_year();
    if (parts->year.size() != 4) return not_a_day();
    if (parts->day.empty()) return parts->rest.empty() ? Result<Date>(no_day()) : not_a_day();
    if (parts->month.size() > 2 || parts->day.size() > 2) return not_a_day();
    if (!is_time_of_day(parts->rest)) return not_a_day();
    return sensible(made_of(parts->year, parts->month, parts->day));
}

Result<Date> as_date(const Cell& cell, Epoch epoch) {
    if (cell.date) return sensible(*cell.date);
    std::string text = usual_marks(TRY(filled_text(cell)));
    take_front(text, "'");
    if (cell.kind == CellKind::boolean || cell.date_format) return not_a_day();
    // 45000 and 45000.43 are serials, but 2023.3.5 is not
    bool plain = Decimal::parse(text) && text.find_first_not_of("0123456789.") == text.npos;
    if (plain) return from_number(text, epoch);
    return from_text(text);
}

} // namespace banxing::files
