#include "reference.h"

#include "show/forms.h"

#include <policy/forms.h>

namespace banxing::http::reference {
namespace {

Json shown(const policy::Region& region) {
    return {{"code", region.code}, {"name", region.name}};
}

} // namespace

Result<Response> forms(const Request&, Context& context) {
    Json out{{"forms", Json::array()}};
    for (const auto& system : context.office().program->source().systems)
        for (const auto& form : system.forms)
            if (may_write(form, context.who()))
                out["forms"].push_back(policy::form_json(form, system.label));
    return json_response(out);
}

Result<Response> region(const Request&, Context& context) {
    const auto& regions = context.services.regions;
    const auto* region = regions.find(context.part("code"));
    if (!region) return fail(Error::not_found({"没有这个区划代码。", "There is no such region."}));
    auto out = shown(*region);
    out["path"] = regions.name(region->code);
    out["children"] = Json::array();
    for (const auto* child : regions.children(region->code))
        out["children"].push_back(shown(*child));
    return json_response(out).with("Cache-Control", "private, max-age=3600");
}

} // namespace banxing::http::reference
