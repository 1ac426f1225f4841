#include "simulation.h"

#include "show/simulation.h"

#include <casework/policy_desk.h>

#include <wire/read.h>

namespace banxing::http::simulations {

constexpr std::size_t longest_change = 200'000;

Result<Response> run(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto text = fields.text("change", 1, longest_change);
    simulation::Options options;
    options.benefit = fields.text_or_empty("benefit", 100);
    options.window = fields.one_of("window", {"past", "coming"}) == "past"
                         ? simulation::Window::past
                         : simulation::Window::coming;
    options.for_whom = &context.who();
    TRY(fields.done());
    auto& office = context.office();
    auto change = TRY(simulation::apply(TRY(simulation::published(office)), text, {}));
    return json_response(shown(context, TRY(simulation::simulate(office, change, options))));
}

Result<Response> drafts(const Request&, Context& context) {
    auto all = TRY(casework::policy_drafts(context.office(), context.who()));
    return json_response(shown(context, all));
}

Result<Response> propose(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto text = fields.text("change", 1, longest_change);
    TRY(fields.done());
    auto& office = context.office();
    auto change = TRY(simulation::apply(TRY(simulation::published(office)), text, {}));
    auto version =
        TRY(casework::propose_policy(office, context.who(), change.files, change.title, text));
    return json_response({{"version", version}}, 201);
}

Result<Response> consent(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    bool given = fields.one_of("choice", {"given", "refused"}) == "given";
    auto reason = fields.text_or_empty("reason", 500);
    TRY(fields.done());
    TRY(casework::consent_to_policy(context.office(), context.who(), context.part("version"), given,
                                    reason));
    return no_content();
}

Result<Response> publish(const Request& request, Context& context) {
    TRY(TRY(Fields::of(request)).done());
    TRY(casework::publish_policy(context.office(), context.who(), context.part("version")));
    return no_content();
}

} // namespace banxing::http::simulations
