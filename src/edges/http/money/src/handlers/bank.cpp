#include "bank.h"

#include <casework/bank.h>

#include <desks/sheets.h>
#include <money/payments.h>
#include <wire/read.h>

namespace banxing::http::bank {

constexpr const char* csv_type = "text/csv; charset=utf-8";

Result<Response> confirm(const Request&, Context& context) {
    auto id = TRY(context.number("batch"));
    return json_response(shown(TRY(casework::confirm_batch(context.office(), context.who(), id))));
}

Result<Response> list(const Request&, Context& context) {
    auto id = TRY(context.number("batch"));
    std::string name;
    auto bytes = TRY(written_by(context, [&](const std::string& path) -> Result<void> {
        name = TRY(casework::export_batch(context.office(), context.who(), id,
                                          {context.services.demo, true}, path));
        return {};
    }));
    return file_response(std::move(bytes), csv_type, name);
}

Result<Response> file(const Request&, Context& context) {
    auto id = TRY(context.number("batch"));
    std::string name;
    auto bytes = TRY(written_by(context, [&](const std::string& path) -> Result<void> {
        name = TRY(casework::bank_file(context.office(), context.who(), id, path));
        return {};
    }));
    return file_response(std::move(bytes), csv_type, name);
}

Result<Response> take_return(const Request& request, Context& context) {
    auto id = TRY(context.number("batch"));
    Query query(request);
    auto on = query.needed("paid_on", 10);
    TRY(query.done());
    auto day = parse_iso_date(on);
    if (!day)
        return fail(Error::invalid({"日期不对", "Not a day"},
                                   {{"paid_on", {"如 2026-11-20", "such as 2026-11-20"}}}));
    return json_response(shown(TRY(
        casework::take_return_file(context.office(), context.who(), id, *day, request.upload))));
}

Result<Response> months(const Request&, Context& context) {
    Json out{{"items", Json::array()}};
    for (const auto& one : TRY(casework::closed_months(context.office(), context.who())))
        out["items"].push_back(
            {{"month", one.month}, {"closed_by", one.by}, {"closed_at", iso(one.at)}});
    return json_response(out);
}

Result<Response> close_month(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto month = fields.text("month", 7, 7);
    TRY(fields.done());
    TRY(casework::close_month(context.office(), context.who(), month));
    return no_content();
}

} // namespace banxing::http::bank
