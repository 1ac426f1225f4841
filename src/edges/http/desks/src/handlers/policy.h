#pragma once
#include <wire/context.h>

namespace banxing::http::policy_desk {

Result<Response> overview(const Request& request, Context& context);
Result<Response> system(const Request& request, Context& context);
Result<Response> cases(const Request& request, Context& context);
Result<Response> differences(const Request& request, Context& context);
Result<Response> attempt(const Request& request, Context& context);

} // namespace banxing::http::policy_desk
