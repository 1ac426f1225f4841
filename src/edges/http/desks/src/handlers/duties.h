#pragma once
#include <wire/context.h>

namespace banxing::http::duty_desk {

Result<Response> duties(const Request& request, Context& context);
Result<Response> projects(const Request& request, Context& context);
Result<Response> notes(const Request& request, Context& context);
Result<Response> group(const Request& request, Context& context);
Result<Response> note(const Request& request, Context& context);

} // namespace banxing::http::duty_desk
