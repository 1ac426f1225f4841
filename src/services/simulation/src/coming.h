#pragma once
// A file carried twelve months on: billed as in the twelve before.
#include <derive/derive.h>
#include <records/records.h>

#include <map>
#include <memory>

namespace banxing::simulation {

/// Months as text, half-open.
struct Months {
    std::string from, to;
    bool contains(const std::string& month) const { return from <= month && month < to; }
};

/// "2026-03" so many months on (or back).
std::string month_after(const std::string& month, int months);

/// Form → its field with the month, or $day.
using MonthForms = std::map<std::string, std::string>;

/// A file's records and what the coming months add to them.
class Carried {
public:
    /// `rows` must outlive it. Bills of `source` are repeated a year on; none when it is empty.
    Carried(const std::vector<records::Row>& rows, const MonthForms& forms, const Months& source);
    const std::vector<derive::Record>& records() const { return records_; }

private:
    void repeat(const records::Row& row, const std::string& field, const Months& source);
    std::vector<std::unique_ptr<std::string>> contents_;
    std::vector<derive::Record> records_;
    std::int64_t last_ = 0;
};

} // namespace banxing::simulation
