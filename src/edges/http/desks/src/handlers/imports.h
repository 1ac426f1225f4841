#pragma once
#include <wire/context.h>

namespace banxing::http::imports {

Result<Response> kinds(const Request& request, Context& context);
Result<Response> list(const Request& request, Context& context);
Result<Response> hand_in(const Request& request, Context& context);
Result<Response> one(const Request& request, Context& context);
Result<Response> confirm(const Request& request, Context& context);
Result<Response> undo(const Request& request, Context& context);
Result<Response> rejects(const Request& request, Context& context);

} // namespace banxing::http::imports
