#pragma once
#include <wire/context.h>

namespace banxing::http::reference {

Result<Response> forms(const Request& request, Context& context);
Result<Response> region(const Request& request, Context& context);

} // namespace banxing::http::reference
