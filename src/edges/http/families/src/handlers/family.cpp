#include "family.h"

#include "family_reading.h"
#include "show/copy.h"
#include "show/family.h"

#include <casework/own_file.h>

#include <desks/file.h>
#include <money/payments.h>

namespace banxing::http::family_pages {

Result<Response> home(const Request&, Context& context) {
    return json_response(TRY(own_children(context)));
}

Result<Response> guide(const Request&, Context& context) {
    return json_response(shown(TRY(context.read(&family::materials))));
}

Result<Response> file(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    return json_response(TRY(own_file(context, subject)));
}

Result<Response> explain(const Request&, Context& context) {
    const auto &benefit = context.part("benefit"), &period = context.part("period");
    auto subject = TRY(context.subject());
    auto why = TRY(own_explanation(context, subject));
    auto out = shown(context, why);
    out["benefit"] = benefit;
    out["title"] = shown(benefit_words(*context.office().program, benefit));
    out["period"] = period;
    return json_response(out);
}

Result<Response> readings(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto page = TRY(read_page(request));
    return json_response(TRY(own_readings(context, subject, page)));
}

Result<Response> consents(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    return json_response(TRY(own_consents(context, subject)));
}

Result<Response> decide(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto given = TRY(read_choice(request));
    TRY(family::decide(family_desk(context), context.who(), subject, context.part("purpose"),
                       given));
    return json_response(TRY(own_consents(context, subject)));
}

Result<Response> benefits(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    return json_response(shown(TRY(own_benefits(context, subject))));
}

Result<Response> wish(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto fields = TRY(Fields::of(request));
    bool wanted = fields.one_of("choice", {"wanted", "declined"}) == "wanted";
    TRY(fields.done());
    TRY(own_wish(context, subject, context.part("benefit"), wanted));
    return no_content();
}

Result<Response> requests(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    return json_response(TRY(own_requests(context, subject)));
}

Result<Response> ask(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto wanted = TRY(read_new_request(request));
    auto id = TRY(family::ask(family_desk(context), context.who(), subject, wanted));
    return json_response({{"request", id}}, 201);
}

Result<Response> copy(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    Query query(request);
    auto format = query.one_of("format", {"json", "html"}, "json");
    TRY(query.done());
    auto whole = TRY(own_copy(context, subject));
    if (format == "json")
        return file_response(copy_as_json(context, whole).dump(2), "application/json",
                             "file-" + to_text(subject) + ".json");
    return file_response(copy_as_page(context, whole), "text/html; charset=utf-8",
                         "file-" + to_text(subject) + ".html");
}

Result<Response> sign_in(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto wanted = TRY(read_sign_in(request));
    auto done = TRY(family::sign_in(family_desk(context), context.who(), subject, wanted));
    return json_response({{"lineage", done.lineage}}, 201);
}

Result<Response> sign_in_code(const Request&, Context& context) {
    auto code = TRY(family::sign_in_code(family_desk(context), context.who()));
    return json_response({{"code", code.text}, {"until", iso(code.until)}});
}

Result<Response> guardians(const Request&, Context& context) {
    auto subject = TRY(context.subject());
    return json_response(TRY(guardians_for_desk(context, subject)));
}

Result<Response> confirm(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto wanted = TRY(read_guardian(request));
    auto code = access::new_code();
    wanted.code_hash = context.services.access.hash_password(code);
    wanted.code_until = code_until(context);
    auto done = TRY(family::confirm(family_desk(context), context.who(), subject, wanted));
    Json out{{"guardian", done.id}, {"login", done.login}};
    if (done.fresh) out["code"] = code;
    return json_response(out, 201);
}

Result<Response> end_guardian(const Request& request, Context& context) {
    auto subject = TRY(context.subject());
    auto guardian = TRY(context.number("guardian"));
    auto reason = TRY(read_reason(request));
    TRY(family::end(family_desk(context), context.who(), subject, guardian, reason));
    return no_content();
}

Result<Response> desk(const Request&, Context& context) {
    return json_response(TRY(requests_for_desk(context)));
}

Result<Response> answer(const Request& request, Context& context) {
    auto id = TRY(context.number("request"));
    auto fields = TRY(Fields::of(request));
    auto outcome = fields.one_of("outcome", {"granted", "refused"});
    auto words = fields.text("answer", 2, 2000);
    TRY(fields.done());
    TRY(family::answer(family_desk(context), context.who(), id, outcome == "granted", words));
    return no_content();
}

} // namespace banxing::http::family_pages
