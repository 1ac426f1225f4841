#pragma once
#include <wire/context.h>

namespace banxing::http::trust {

Result<Response> open_emergency(const Request& request, Context& context);
Result<Response> emergencies(const Request& request, Context& context);
Result<Response> review_emergency(const Request& request, Context& context);
Result<Response> audit(const Request& request, Context& context);

} // namespace banxing::http::trust
