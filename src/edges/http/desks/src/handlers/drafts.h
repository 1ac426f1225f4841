#pragma once
#include <wire/context.h>

namespace banxing::http::drafts {

Result<Response> mine(const Request& request, Context& context);
Result<Response> of_file(const Request& request, Context& context);
Result<Response> keep(const Request& request, Context& context);
Result<Response> change(const Request& request, Context& context);
Result<Response> enter(const Request& request, Context& context);
Result<Response> drop(const Request& request, Context& context);

} // namespace banxing::http::drafts
