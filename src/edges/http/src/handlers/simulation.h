#pragma once
#include "context.h"

namespace banxing::http::simulations {

Result<Response> run(const Request& request, Context& context);

} // namespace banxing::http::simulations
