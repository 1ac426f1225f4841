#pragma once
#include <wire/context.h>

namespace banxing::http::lists {

Result<Response> radar(const Request& request, Context& context);
Result<Response> referrals(const Request& request, Context& context);
Result<Response> standing(const Request& request, Context& context);
Result<Response> pools(const Request& request, Context& context);
Result<Response> pool(const Request& request, Context& context);

} // namespace banxing::http::lists
