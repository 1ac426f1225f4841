#pragma once
#include <wire/context.h>

namespace banxing::http::writing {

Result<Response> write(const Request& request, Context& context);
Result<Response> versions(const Request& request, Context& context);
Result<Response> amend(const Request& request, Context& context);

} // namespace banxing::http::writing
