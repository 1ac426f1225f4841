#pragma once
#include <wire/context.h>

namespace banxing::http::moves {

Result<Response> beside(const Request& request, Context& context);
Result<Response> of_file(const Request& request, Context& context);
Result<Response> preview(const Request& request, Context& context);
Result<Response> rearrange(const Request& request, Context& context);

} // namespace banxing::http::moves
