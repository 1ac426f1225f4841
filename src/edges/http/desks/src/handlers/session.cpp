#include "session.h"

#include "own_log_in_reading.h"

#include <desks/words.h>
#include <sign_on/sign_on.h>

namespace banxing::http::session {
namespace {

Json shown(const access::Principal& who) {
    auto may = who.must_set_password ? access::Act::none : who.acts;
    Json out{{"name", who.account_name}, {"post", std::to_string(who.post)}, {"role", who.role}};
    out["role_words"] = http::shown(who.role_words);
    out["organisation"] = http::shown(who.organisation);
    out["may"] = access::names_of(may);
    if (who.must_set_password) out["must_set_password"] = true;
    return out;
}

Json shown(const DemoAccount& account) {
    return {{"name", account.login},
            {"password", account.password},
            {"role_words", http::shown(account.role)},
            {"organisation", http::shown(account.organisation)}};
}

/// What a newcomer's session waits for: a code or a password.
Result<void> put_awaited(Json& account, const Context& context, const std::string& token) {
    bool code = TRY(context.read([&](db::Session& s) { return access::awaits_code(s, token); }));
    if (!code) return {};
    account.erase("must_set_password");
    account["must_give_code"] = true;
    return {};
}

Result<Response> shown(const Context& context, const std::string& token) {
    Json out{{"account", nullptr}, {"demo", context.services.demo}, {"today", iso(context.today)}};
    if (const auto* from = context.services.sign_on)
        out["sign_on"] = http::shown(from->config().name);
    if (context.visit) {
        out["account"] = shown(context.who());
        out["csrf"] = context.visit->csrf;
        TRY(put_awaited(out["account"], context, token));
    } else if (context.services.demo) {
        out["demo_accounts"] = Json::array();
        for (const auto& account : context.services.demo_accounts)
            out["demo_accounts"].push_back(shown(account));
    }
    return json_response(out);
}

} // namespace

Result<Response> who(const Request& request, Context& context) {
    return shown(context, request.cookie(session_cookie));
}

Result<Response> log_in(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto name = fields.text("name", 1, 64), password = fields.text("password", 1, 200);
    TRY(fields.done());
    auto found = context.services.access.log_in(name, password, context.now);
    if (!found) {
        TRY(note_refused(context, name));
        return fail(std::move(found).error());
    }
    return opened(context, std::move(*found));
}

Result<Response> opened(Context& context, access::LoggedIn in) {
    context.visit = std::move(in.visit);
    TRY(note_log_in(context, "session.opened"));
    return TRY(shown(context, in.token)).with("Set-Cookie", cookie_of(in.token, context.secure));
}

Result<Response> log_out(const Request& request, Context& context) {
    TRY(context.services.access.log_out(request.cookie(session_cookie)));
    TRY(note_log_in(context, "session.closed"));
    return no_content().with("Set-Cookie", cookie_of({}, context.secure));
}

Result<Response> set_password(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto old_password = fields.text("password", 1, 200),
         new_password = fields.text("new_password", 1, 200);
    TRY(fields.done());
    auto in = TRY(context.services.access.set_password(context.who(), old_password, new_password,
                                                       context.now));
    context.visit = std::move(in.visit);
    TRY(note_log_in(context, "password.set"));
    return TRY(shown(context, in.token)).with("Set-Cookie", cookie_of(in.token, context.secure));
}

} // namespace banxing::http::session
