#include "log_in.h"

#include "own_log_in_reading.h"
#include "session.h"

namespace banxing::http::log_in {

Result<Response> give_code(const Request& request, Context& context) {
    auto code = TRY(read_code(request));
    auto token = request.cookie(session_cookie);
    TRY(expect_code(context, code, false));
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return access::code_came(s, context.who().account, token);
    }));
    context.visit = TRY(context.services.access.visit_of(token, context.now));
    return session::who(request, context);
}

Result<Response> begin_factor(const Request& request, Context& context) {
    TRY(TRY(Fields::of(request)).done());
    auto secret = TRY(access::begin_factor(context.services.database, context.office().vault,
                                           context.who().account));
    return json_response({{"secret", secret},
                          {"address", "otpauth://totp/Banxing?secret=" + secret +
                                          "&issuer=Banxing&digits=6&period=30"}},
                         201);
}

Result<Response> confirm_factor(const Request& request, Context& context) {
    auto code = TRY(read_code(request));
    TRY(expect_code(context, code, true));
    TRY(note_log_in(context, "factor.confirmed"));
    return no_content();
}

Result<Response> end_factor(const Request& request, Context& context) {
    auto code = TRY(read_code(request));
    TRY(expect_code(context, code, false));
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return access::drop_factor(s, context.who().account);
    }));
    TRY(note_log_in(context, "factor.ended"));
    return no_content();
}

Result<Response> take_post(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto post = fields.integer("post");
    TRY(fields.done());
    auto token = request.cookie(session_cookie);
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return access::take_post(s, context.who().account, token, post, context.today);
    }));
    context.visit = TRY(context.services.access.visit_of(token, context.now));
    return session::who(request, context);
}

Result<Response> sessions(const Request& request, Context& context) {
    return json_response(TRY(own_sessions(context, request.cookie(session_cookie))));
}

Result<Response> end_session(const Request&, Context& context) {
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return access::end_session(s, context.who().account, context.part("session"));
    }));
    return no_content();
}

Result<Response> delegations(const Request&, Context& context) {
    return json_response(TRY(own_delegations(context)));
}

Result<Response> lend(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto login = fields.text("login", 1, 64);
    auto until = fields.day("until");
    TRY(fields.done());
    auto id = TRY(lend_post(context, login, until));
    return json_response({{"delegation", id}}, 201);
}

Result<Response> take_back(const Request&, Context& context) {
    auto id = TRY(context.number("delegation"));
    TRY(context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return access::take_back(s, context.who(), id, context.today);
    }));
    return no_content();
}

} // namespace banxing::http::log_in
