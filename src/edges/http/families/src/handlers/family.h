#pragma once
#include <wire/context.h>

namespace banxing::http::family_pages {

// ---- a family's own pages ----
Result<Response> home(const Request& request, Context& context);
Result<Response> guide(const Request& request, Context& context);
Result<Response> file(const Request& request, Context& context);
Result<Response> explain(const Request& request, Context& context);
Result<Response> readings(const Request& request, Context& context);
Result<Response> consents(const Request& request, Context& context);
Result<Response> decide(const Request& request, Context& context);
Result<Response> benefits(const Request& request, Context& context);
Result<Response> wish(const Request& request, Context& context);
Result<Response> requests(const Request& request, Context& context);
Result<Response> ask(const Request& request, Context& context);
Result<Response> copy(const Request& request, Context& context);
Result<Response> sign_in(const Request& request, Context& context);

// ---- the desks that serve families ----
Result<Response> sign_in_code(const Request& request, Context& context);
Result<Response> guardians(const Request& request, Context& context);
Result<Response> confirm(const Request& request, Context& context);
Result<Response> end_guardian(const Request& request, Context& context);
Result<Response> desk(const Request& request, Context& context);
Result<Response> answer(const Request& request, Context& context);

} // namespace banxing::http::family_pages
