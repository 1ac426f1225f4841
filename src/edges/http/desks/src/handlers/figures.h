#pragma once
#include <wire/context.h>

namespace banxing::http::figures {

Result<Response> list(const Request& request, Context& context);
Result<Response> one(const Request& request, Context& context);
Result<Response> by_age(const Request& request, Context& context);
Result<Response> people(const Request& request, Context& context);
Result<Response> why(const Request& request, Context& context);
Result<Response> enter(const Request& request, Context& context);
Result<Response> workload(const Request& request, Context& context);
Result<Response> csv(const Request& request, Context& context);
Result<Response> metadata(const Request& request, Context& context);

} // namespace banxing::http::figures
