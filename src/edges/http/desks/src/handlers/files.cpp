#include "files.h"

#include "records_reading.h"

#include <casework/files.h>

#include <desks/forms.h>
#include <set>

namespace banxing::http::files_of_kinds {

Result<Response> kinds(const Request&, Context& context) {
    const auto& program = *context.office().program;
    std::set<std::string> kinds;
    for (const auto& system : program.source().systems) kinds.insert(system.subject_kind);
    Json out{{"kinds", Json::array()}};
    for (const auto& kind : kinds)
        for (const auto* form : casework::opening_forms(program, kind))
            if (may_write(*form, context.who()))
                out["kinds"].push_back(
                    {{"kind", kind}, {"form", form->full_id()}, {"label", shown(form->label)}});
    return json_response(out);
}

Result<Response> open(const Request& request, Context& context) {
    auto what = TRY(read_opening(request));
    auto done =
        TRY(casework::open_subject(context.office(), context.who(), what.kind, {what.first}));
    return json_response({{"subject", to_text(done.subject)}}, done.existed ? 200 : 201);
}

} // namespace banxing::http::files_of_kinds
