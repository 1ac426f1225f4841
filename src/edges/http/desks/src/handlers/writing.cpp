#include "writing.h"

#include "records_reading.h"

#include <desks/file.h>

namespace banxing::http::writing {
Result<Response> write(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto record = TRY(read_record(request));
    return shown_written(TRY(casework::submit(context.office(), context.who(), subject, record)));
}

Result<Response> amend(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto amendment = TRY(read_amendment(request, context));
    return shown_written(TRY(casework::amend(context.office(), context.who(), subject, amendment)));
}

Result<Response> versions(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    auto lineage = TRY(context.number("lineage"));
    auto file = TRY(casework::read_file(context.office(), context.who(), subject));
    Json out{{"versions", Json::array()}};
    for (const auto& row : file.rows)
        if (row.lineage == lineage) out["versions"].push_back(timeline_entry(context, row, false));
    if (out["versions"].empty())
        return fail(Error::not_found({"没有这条记录。", "There is no such record."}));
    return json_response(out);
}

} // namespace banxing::http::writing
