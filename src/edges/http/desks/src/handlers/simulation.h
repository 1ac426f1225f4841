#pragma once
#include <wire/context.h>

namespace banxing::http::simulations {

Result<Response> run(const Request& request, Context& context);
Result<Response> drafts(const Request& request, Context& context);
Result<Response> propose(const Request& request, Context& context);
Result<Response> consent(const Request& request, Context& context);
Result<Response> publish(const Request& request, Context& context);

} // namespace banxing::http::simulations
