#pragma once
#include <wire/context.h>

namespace banxing::http::desk {

Result<Response> doubts(const Request& request, Context& context);
Result<Response> doubt(const Request& request, Context& context);
Result<Response> decide(const Request& request, Context& context);
Result<Response> faults(const Request& request, Context& context);

} // namespace banxing::http::desk
