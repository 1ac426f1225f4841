#pragma once
#include <wire/context.h>

namespace banxing::http::accounts {

Result<Response> choices(const Request& request, Context& context);
Result<Response> list(const Request& request, Context& context);
Result<Response> make(const Request& request, Context& context);
Result<Response> renew_code(const Request& request, Context& context);
Result<Response> link(const Request& request, Context& context);
Result<Response> give_post(const Request& request, Context& context);
Result<Response> take_post_away(const Request& request, Context& context);
Result<Response> leave(const Request& request, Context& context);

} // namespace banxing::http::accounts
