#include "reports.h"

#include "reports_reading.h"
#include "show/figures.h"

#include <desks/sheets.h>

namespace banxing::http::report_desk {

Result<Response> resources(const Request& request, Context& context) {
    return json_response(TRY(resources_of(context, request)));
}

Result<Response> report(const Request& request, Context& context) {
    return json_response(TRY(report_of(context, TRY(read_report(context, request)).asked)));
}

Result<Response> book(const Request& request, Context& context) {
    auto wish = TRY(read_report(context, request));
    auto name = "report-" + wish.asked.region + "-" + month_text(wish.asked.month) + ".xlsx";
    return file_response(TRY(report_book(context, wish)), sheet_type, name);
}

Result<Response> freeze(const Request& request, Context& context) {
    return json_response(TRY(freeze_report(context, request)), 201);
}

} // namespace banxing::http::report_desk
