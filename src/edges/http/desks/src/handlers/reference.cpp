#include "reference.h"

#include <policy/forms.h>

#include <desks/forms.h>

namespace banxing::http::reference {
namespace {

constexpr const char* whole_country = "00"; // above the provinces

Json shown(const policy::Region& region) {
    return {{"code", region.code}, {"name", region.name}};
}

Result<Json> heading(const policy::Regions& regions, const std::string& code) {
    if (code == whole_country) return Json{{"code", code}, {"name", "全国"}, {"path", "全国"}};
    const auto* region = regions.find(code);
    if (!region) return fail(Error::not_found({"没有这个区划代码。", "There is no such region."}));
    auto out = shown(*region);
    out["path"] = regions.name(code);
    return out;
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
    const auto& code = context.part("code");
    auto out = TRY(heading(regions, code));
    out["children"] = Json::array();
    for (const auto* child : regions.children(code == whole_country ? "" : code))
        out["children"].push_back(shown(*child));
    return json_response(out).with("Cache-Control", "private, max-age=3600");
}

} // namespace banxing::http::reference
