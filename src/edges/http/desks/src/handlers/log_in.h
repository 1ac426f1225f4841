#pragma once
#include <wire/context.h>

namespace banxing::http::log_in {

Result<Response> give_code(const Request& request, Context& context);
Result<Response> begin_factor(const Request& request, Context& context);
Result<Response> confirm_factor(const Request& request, Context& context);
Result<Response> end_factor(const Request& request, Context& context);
Result<Response> take_post(const Request& request, Context& context);
Result<Response> sessions(const Request& request, Context& context);
Result<Response> end_session(const Request& request, Context& context);
Result<Response> delegations(const Request& request, Context& context);
Result<Response> lend(const Request& request, Context& context);
Result<Response> take_back(const Request& request, Context& context);

} // namespace banxing::http::log_in
