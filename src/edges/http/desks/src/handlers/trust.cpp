#include "trust.h"

#include "trust_reading.h"

namespace banxing::http::trust {

Result<Response> open_emergency(const Request& request, Context& context) {
    auto wanted = TRY(read_emergency(request));
    return json_response(TRY(opened_file(context, wanted)), 201);
}

Result<Response> emergencies(const Request&, Context& context) {
    return json_response(TRY(emergencies_to_review(context)));
}

Result<Response> review_emergency(const Request& request, Context& context) {
    auto id = TRY(context.number("emergency"));
    TRY(TRY(Fields::of(request)).done());
    TRY(reviewed(context, id));
    return no_content();
}

Result<Response> audit(const Request& request, Context& context) {
    auto wanted = TRY(read_audit_search(request, context));
    return json_response(TRY(audited(context, wanted)));
}

} // namespace banxing::http::trust
