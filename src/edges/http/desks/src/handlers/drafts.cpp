#include "drafts.h"

#include "records_reading.h"
#include "show/drafts.h"

#include <casework/drafts.h>

#include <desks/file.h>

namespace banxing::http::drafts {

Result<Response> mine(const Request& request, Context& context) {
    auto page = TRY(read_drafts_page(request));
    auto found =
        TRY(casework::drafts_waiting(context.office(), context.who(), page.after, page.limit + 1));
    return json_response(shown_waiting(context, std::move(found), page.limit));
}

Result<Response> of_file(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    Json out{{"items", Json::array()}};
    for (const auto& one : TRY(casework::drafts(context.office(), context.who(), subject)))
        out["items"].push_back(shown(context, one));
    return json_response(out);
}

Result<Response> keep(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto what = TRY(read_draft(request));
    auto id = TRY(casework::keep_draft(context.office(), context.who(), subject, what));
    return json_response({{"draft", id}}, 201);
}

Result<Response> change(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto id = TRY(context.number("draft"));
    auto what = TRY(read_changed_draft(request));
    TRY(casework::change_draft(context.office(), context.who(), subject, id, what));
    return no_content();
}

Result<Response> enter(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto id = TRY(context.number("draft"));
    auto sure = TRY(read_completion(request));
    return shown_written(
        TRY(casework::submit_draft(context.office(), context.who(), subject, id, sure)));
}

Result<Response> drop(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    auto id = TRY(context.number("draft"));
    TRY(casework::drop_draft(context.office(), context.who(), subject, id));
    return no_content();
}

} // namespace banxing::http::drafts
