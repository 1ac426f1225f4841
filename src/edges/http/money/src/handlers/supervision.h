#pragma once
#include <wire/context.h>

namespace banxing::http::supervision {

Result<Response> list(const Request& request, Context& context);

} // namespace banxing::http::supervision
