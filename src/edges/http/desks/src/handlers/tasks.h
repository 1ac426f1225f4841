#pragma once
#include <wire/context.h>

namespace banxing::http::tasks {

Result<Response> home(const Request& request, Context& context);
Result<Response> list(const Request& request, Context& context);
Result<Response> call_list(const Request& request, Context& context);
Result<Response> sms(const Request& request, Context& context);

} // namespace banxing::http::tasks
