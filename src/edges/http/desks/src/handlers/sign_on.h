#pragma once
#include <wire/context.h>

namespace banxing::http::elsewhere {

Result<Response> begin(const Request& request, Context& context);
Result<Response> finish(const Request& request, Context& context);

} // namespace banxing::http::elsewhere
