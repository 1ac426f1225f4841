#pragma once
// The map of resources and the report of a month or year.
#include <reports/report.h>
#include <wire/context.h>
#include <wire/read.h>

namespace banxing::http {

/// ?region=&service=&horizon=
Result<Json> resources_of(const Context& context, const Request& request);

struct ReportWish {
    reports::Asked asked;
    bool english = false; // of the book
};
/// ?region=&month=&span=month|year&language=zh|en
Result<ReportWish> read_report(const Context& context, const Request& request);
Result<Json> report_of(const Context& context, const reports::Asked& asked);
/// The bytes of the workbook.
Result<std::string> report_book(const Context& context, const ReportWish& wish);
Result<Json> freeze_report(const Context& context, const Request& request);

} // namespace banxing::http
