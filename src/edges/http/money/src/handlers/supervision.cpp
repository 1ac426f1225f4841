#include "supervision.h"

#include <casework/supervision.h>

#include <desks/words.h>
#include <wire/read.h>

namespace banxing::http::supervision {

static Json shown_one(const Context& context, const casework::Suspicion& one) {
    auto person = context.office().registry.listed(one.subject);
    Json out{{"kind", casework::name_of(one.kind)},
             {"subject", to_text(one.subject)},
             {"name", person ? person->name : ""},
             {"month", one.month}};
    out["organisation"] = shown(one.organisation_name);
    if (one.day) out["day"] = iso(*one.day);
    out["claimed"] = one.claimed;
    out["found"] = one.found;
    if (!one.trainer.empty()) out["trainer"] = one.trainer;
    out["records"] = one.records;
    return out;
}

Result<Response> list(const Request& request, Context& context) {
    Query query(request);
    auto month = query.needed("month", 7);
    TRY(query.done());
    Json out{{"items", Json::array()}};
    for (const auto& one : TRY(casework::suspicions(context.office(), context.who(), month)))
        out["items"].push_back(shown_one(context, one));
    return json_response(out);
}

} // namespace banxing::http::supervision
