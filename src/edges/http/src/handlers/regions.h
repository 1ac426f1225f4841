#pragma once
#include "context.h"

namespace banxing::http::regions {

Result<Response> tree(const Request& request, Context& context);

} // namespace banxing::http::regions
