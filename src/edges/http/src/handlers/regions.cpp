#include "regions.h"

namespace banxing::http::regions {
namespace {

Json shown(const policy::Region& region) {
    return {{"code", region.code}, {"name", region.name}};
}

} // namespace

Result<Response> tree(const Request&, Context& context) {
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

} // namespace banxing::http::regions
