#pragma once
#include <wire/context.h>

namespace banxing::http::payments {

Result<Response> payables(const Request& request, Context& context);
Result<Response> propose(const Request& request, Context& context);
Result<Response> act(const Request& request, Context& context);
Result<Response> then_and_now(const Request& request, Context& context);
Result<Response> steps(const Request& request, Context& context);
Result<Response> objections(const Request& request, Context& context);
Result<Response> object(const Request& request, Context& context);
Result<Response> answer_objection(const Request& request, Context& context);
Result<Response> benefits(const Request& request, Context& context);
Result<Response> wish(const Request& request, Context& context);
Result<Response> batches(const Request& request, Context& context);
Result<Response> make_batch(const Request& request, Context& context);
Result<Response> batch(const Request& request, Context& context);
Result<Response> sheet(const Request& request, Context& context);
Result<Response> paid(const Request& request, Context& context);
Result<Response> returned(const Request& request, Context& context);

} // namespace banxing::http::payments
