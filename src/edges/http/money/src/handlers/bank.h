#pragma once
#include <wire/context.h>

namespace banxing::http::bank {

Result<Response> confirm(const Request& request, Context& context);
Result<Response> list(const Request& request, Context& context);
Result<Response> file(const Request& request, Context& context);
Result<Response> take_return(const Request& request, Context& context);
Result<Response> months(const Request& request, Context& context);
Result<Response> close_month(const Request& request, Context& context);

} // namespace banxing::http::bank
