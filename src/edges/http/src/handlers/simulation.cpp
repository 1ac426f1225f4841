#include "simulation.h"

#include "read.h"
#include "show/simulation.h"

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

} // namespace banxing::http::simulations
