#include "imports.h"

#include "imports_reading.h"
#include "show/imports.h"

namespace banxing::http::imports {

Result<Response> kinds(const Request&, Context& context) {
    Json out{{"kinds", Json::array()}};
    for (const auto* kind : context.services.intake.kinds(context.who()))
        out["kinds"].push_back(shown(*kind));
    return json_response(out);
}

Result<Response> list(const Request& request, Context& context) {
    auto page = TRY(read_page(request));
    auto before = page.after == 0 ? INT64_MAX : page.after;
    auto found = TRY(context.services.intake.list(context.who(), before, page.limit));
    return json_response(shown_list(context, found, page.limit));
}

Result<Response> hand_in(const Request& request, Context& context) {
    Query query(request);
    auto kind = query.needed("kind", 60);
    TRY(query.done());
    auto name = TRY(file_name_of(request));
    auto made = TRY(context.services.intake.hand_in(context.who(), kind, name, request.upload));
    return json_response(shown(context, made), 202);
}

Result<Response> one(const Request&, Context& context) {
    auto id = TRY(context.number("import"));
    auto found = TRY(context.services.intake.find(context.who(), id));
    auto bad = TRY(context.services.intake.bad_rows(context.who(), id));
    return json_response(shown(context, found, bad));
}

Result<Response> confirm(const Request& request, Context& context) {
    auto id = TRY(context.number("import"));
    auto mapping = TRY(read_mapping(request));
    return json_response(
        shown(context, TRY(context.services.intake.confirm(context.who(), id, mapping))), 202);
}

Result<Response> undo(const Request& request, Context& context) {
    auto id = TRY(context.number("import"));
    auto fields = TRY(Fields::of(request));
    auto reason = fields.text("reason", 2, 200);
    TRY(fields.done());
    return json_response(
        shown(context, TRY(context.services.intake.undo(context.who(), id, reason))), 202);
}

Result<Response> rejects(const Request&, Context& context) {
    auto id = TRY(context.number("import"));
    auto bytes = TRY(rejects_of(context, id));
    return file_response(std::move(bytes), sheet_type, "rejects-" + std::to_string(id) + ".xlsx");
}

} // namespace banxing::http::imports
