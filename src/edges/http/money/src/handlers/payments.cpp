#include "payments.h"

#include "payments_reading.h"

#include <desks/sheets.h>
#include <money/payments.h>
#include <wire/read.h>

namespace banxing::http::payments {

Result<Response> payables(const Request& request, Context& context) {
    auto filter = TRY(read_desk(request));
    return json_response(
        shown(context, TRY(casework::payables(context.office(), context.who(), filter))));
}

Result<Response> propose(const Request& request, Context& context) {
    auto proposals = TRY(read_proposals(request));
    return json_response(
        shown(TRY(casework::propose_each(context.office(), context.who(), proposals))));
}

Result<Response> act(const Request& request, Context& context) {
    auto named = casework::claim_act_named(context.part("act"));
    if (!named) return fail(Error::not_found({"没有这个地址。", "There is no such address."}));
    auto ticked = TRY(read_ticked(request));
    return json_response(shown(TRY(casework::act_each(context.office(), context.who(), *named,
                                                      ticked.claims, ticked.reason))));
}

Result<Response> then_and_now(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    return json_response(
        shown(context, TRY(casework::then_and_now(context.office(), context.who(), subject,
                                                  context.part("benefit"), context.part("year")))));
}

Result<Response> steps(const Request&, Context& context) {
    return json_response(shown(TRY(casework::steps(context.office(), context.who()))));
}

Result<Response> objections(const Request&, Context& context) {
    return json_response(
        shown(context, TRY(casework::objections(context.office(), context.who()))));
}

Result<Response> object(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto claim = fields.integer("claim");
    auto said = fields.text("said", 2, 2000);
    TRY(fields.done());
    auto id = TRY(casework::object(context.office(), context.who(), claim, said));
    return json_response({{"objection", id}}, 201);
}

Result<Response> answer_objection(const Request& request, Context& context) {
    auto id = TRY(context.number("objection"));
    auto fields = TRY(Fields::of(request));
    bool upheld = fields.one_of("outcome", {"upheld", "dismissed"}) == "upheld";
    auto answer = fields.text("answer", 2, 2000);
    TRY(fields.done());
    TRY(casework::answer_objection(context.office(), context.who(), id, upheld, answer));
    return no_content();
}

Result<Response> benefits(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    return json_response(shown(TRY(casework::benefits(context.office(), context.who(), subject))));
}

Result<Response> wish(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto fields = TRY(Fields::of(request));
    bool wanted = fields.one_of("choice", {"wanted", "declined"}) == "wanted";
    TRY(fields.done());
    TRY(casework::note_wish(context.office(), context.who(), subject, context.part("benefit"),
                            wanted));
    return no_content();
}

Result<Response> batches(const Request&, Context& context) {
    Json out{{"items", Json::array()}};
    for (const auto& one : TRY(casework::batches(context.office(), context.who())))
        out["items"].push_back(shown(one));
    return json_response(out);
}

Result<Response> make_batch(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto benefit = fields.text("benefit", 1, 100);
    TRY(fields.done());
    return json_response(shown(TRY(casework::make_batch(context.office(), context.who(), benefit))),
                         201);
}

Result<Response> batch(const Request&, Context& context) {
    auto id = TRY(context.number("batch"));
    return json_response(shown(TRY(casework::batch(context.office(), context.who(), id))));
}

Result<Response> sheet(const Request&, Context& context) {
    auto id = TRY(context.number("batch"));
    std::string name;
    auto bytes = TRY(written_by(context, [&](const std::string& path) -> Result<void> {
        name = TRY(casework::export_batch(context.office(), context.who(), id,
                                          {context.services.demo, false}, path));
        return {};
    }));
    return file_response(std::move(bytes), sheet_type, name);
}

Result<Response> paid(const Request& request, Context& context) {
    auto id = TRY(context.number("batch"));
    auto fields = TRY(Fields::of(request));
    auto day = fields.day("paid_on");
    TRY(fields.done());
    return json_response(shown(TRY(casework::mark_paid(context.office(), context.who(), id, day))));
}

Result<Response> returned(const Request& request, Context& context) {
    auto what = TRY(read_returned(request, TRY(context.number("batch"))));
    return json_response(
        shown(TRY(casework::mark_returned(context.office(), context.who(), what))));
}

} // namespace banxing::http::payments
