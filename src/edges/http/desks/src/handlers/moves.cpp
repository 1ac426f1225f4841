#include "moves.h"

#include "moves_reading.h"
#include "show/moves.h"

#include <access/grants.h>

namespace banxing::http::moves {

Result<Response> beside(const Request&, Context& context) {
    auto left = TRY(context.subject());
    auto right = parse_subject_id(context.part("other"));
    if (!right) return fail(access::no_such_file());
    return json_response(TRY(two_files(context, left, *right)));
}

Result<Response> of_file(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    Json out{{"items", Json::array()}};
    for (const auto& one : TRY(casework::moves_of(context.office(), context.who(), subject)))
        out["items"].push_back(shown(context, one));
    return json_response(out);
}

Result<Response> preview(const Request& request, Context& context) {
    auto what = TRY(read_rearrangement(request, false));
    return json_response(
        shown(context, TRY(casework::preview(context.office(), context.who(), what))));
}

Result<Response> rearrange(const Request& request, Context& context) {
    auto what = TRY(read_rearrangement(request, true));
    TRY(casework::rearrange(context.office(), context.who(), what));
    return no_content();
}

} // namespace banxing::http::moves
