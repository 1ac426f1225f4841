#pragma once
#include <wire/context.h>

namespace banxing::http::files_of_kinds {

Result<Response> kinds(const Request& request, Context& context);
Result<Response> open(const Request& request, Context& context);

} // namespace banxing::http::files_of_kinds
