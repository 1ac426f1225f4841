#pragma once
#include <wire/context.h>

namespace banxing::http::budget {

Result<Response> year(const Request& request, Context& context);
Result<Response> open_line(const Request& request, Context& context);
Result<Response> entries(const Request& request, Context& context);
Result<Response> book(const Request& request, Context& context);
Result<Response> apply(const Request& request, Context& context);
Result<Response> answer(const Request& request, Context& context);
Result<Response> recover(const Request& request, Context& context);

} // namespace banxing::http::budget
