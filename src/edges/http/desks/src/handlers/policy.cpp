#include "policy.h"

#include <rulebook/rulebook.h>
#include <wire/read.h>

namespace banxing::http::policy_desk {

Result<Response> overview(const Request&, Context& context) {
    return json_response(TRY(rulebook::overview(context.office(), context.services.home)));
}

Result<Response> system(const Request&, Context& context) {
    return json_response(
        TRY(rulebook::system(context.office(), context.who(), context.part("system"))));
}

Result<Response> cases(const Request&, Context& context) {
    return json_response(
        TRY(rulebook::cases(context.office(), context.services.home, context.part("system"))));
}

Result<Response> differences(const Request& request, Context& context) {
    Query query(request);
    auto from = query.needed("from", 64), to = query.needed("to", 64); // SM3 in hex
    TRY(query.done());
    return json_response(TRY(rulebook::differences(context.office(), from, to)));
}

Result<Response> attempt(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    rulebook::Trial trial{fields.text("model", 1, 100), fields.text("decision", 1, 200),
                          fields.object("facts"), fields.subject_if_given("subject")};
    TRY(fields.done());
    return json_response(
        TRY(rulebook::attempt(context.office(), context.who(), context.part("system"), trial)));
}

} // namespace banxing::http::policy_desk
