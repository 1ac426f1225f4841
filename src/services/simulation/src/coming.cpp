#include "coming.h"

#include <core/json.h>

#include <fmt/format.h>

namespace banxing::simulation {

constexpr int months_of_year = 12;

std::string month_after(const std::string& month, int months) {
    int number = std::stoi(month.substr(0, 4)) * months_of_year + std::stoi(month.substr(5)) - 1;
    number += months;
    return fmt::format("{:04}-{:02}", number / months_of_year, number % months_of_year + 1);
}

Carried::Carried(const std::vector<records::Row>& rows, const MonthForms& forms,
                 const Months& source)
    : records_(records::as_records(rows)) {
    if (source.from.empty()) return;
    for (auto& row : rows) last_ = std::max(last_, row.no);
    for (auto* row : records::in_force(rows)) {
        auto form = forms.find(row->form);
        if (form != forms.end() && row->op != derive::RecordOp::withdrawal)
            repeat(*row, form->second, source);
    }
}

void Carried::repeat(const records::Row& row, const std::string& field, const Months& source) {
    auto content = Json::parse(row.content, nullptr, false);
    if (!content.is_object()) return;
    bool by_day = field == "$day";
    std::string month = by_day ? iso(row.day).substr(0, 7) : content.value(field, std::string());
    if (!source.contains(month)) return;
    if (!by_day) content[field] = month_after(month, months_of_year);
    contents_.push_back(std::make_unique<std::string>(content.dump()));
    derive::Record record;
    record.no = record.lineage = ++last_;
    record.form = row.form;
    record.day = add_months(row.day, months_of_year);
    record.entered_at = row.entered_at;
    record.organisation = row.organisation;
    record.content = *contents_.back();
    records_.push_back(record);
}

} // namespace banxing::simulation
