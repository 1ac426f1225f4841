#pragma once
#include <wire/context.h>

namespace banxing::http::people {

Result<Response> search(const Request& request, Context& context);
Result<Response> register_person(const Request& request, Context& context);
Result<Response> file(const Request& request, Context& context);
Result<Response> explain(const Request& request, Context& context);

} // namespace banxing::http::people
