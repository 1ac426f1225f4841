#pragma once
#include <wire/context.h>

namespace banxing::http::session {

Result<Response> who(const Request& request, Context& context);
Result<Response> log_in(const Request& request, Context& context);
/// Whoever has just come in, on a session of its own.
Result<Response> opened(Context& context, access::LoggedIn in);
Result<Response> log_out(const Request& request, Context& context);
Result<Response> set_password(const Request& request, Context& context);

} // namespace banxing::http::session
