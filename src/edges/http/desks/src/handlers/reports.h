#pragma once
#include <wire/context.h>

namespace banxing::http::report_desk {

Result<Response> resources(const Request& request, Context& context);
Result<Response> report(const Request& request, Context& context);
Result<Response> book(const Request& request, Context& context);
Result<Response> freeze(const Request& request, Context& context);

} // namespace banxing::http::report_desk
