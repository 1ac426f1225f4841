#include "sign_on.h"

#include "own_log_in_reading.h"
#include "session.h"

#include <access/elsewhere.h>
#include <log/log.h>

#include <sign_on/sign_on.h>

namespace banxing::http::elsewhere {
namespace {

/// Holds what the log-in began with; the next one begins with another.
constexpr const char* ticket_cookie = "banxing_sign_on";
constexpr int ticket_seconds = 600;

std::string ticket_of(const std::string& ticket, bool secure) {
    return std::string(ticket_cookie) + "=" + ticket +
           "; Path=/api/session/sign-on; HttpOnly; SameSite=Strict; Max-Age=" +
           std::to_string(ticket_seconds) + (secure ? "; Secure" : "");
}

Result<sign_on::SignOn*> provider(const Context& context) {
    if (context.services.sign_on) return context.services.sign_on;
    return fail(Error::not_found({"没有接入统一身份认证。", "No single sign-on is set up here."}));
}

/// The account that the provider's word stands for. Whoever is nobody here learns no more than
/// somebody whose word is wrong.
Result<AccountId> vouched_for(sign_on::SignOn& from, const Request& request,
                              const std::string& code, const std::string& state,
                              const Context& context) {
    auto person = TRY(from.finish(request.cookie(ticket_cookie), code, state, context.now));
    auto account = TRY(context.read([&](db::Session& s) {
        return access::account_elsewhere(s, {person.issuer, person.subject});
    }));
    if (account) return *account;
    auto error = Error::forbidden({"统一身份认证没有成功，请重新登录，或请管理员绑定账号。",
                                   "The single sign-on did not succeed: begin it anew, or ask an "
                                   "administrator to link your account."});
    error.detail = "no account";
    return fail(error);
}

Result<access::LoggedIn> entered(const Result<AccountId>& account, const Context& context) {
    if (!account) return fail(account.error());
    return context.services.access.enter(*account, context.now);
}

} // namespace

Result<Response> begin(const Request& request, Context& context) {
    TRY(TRY(Fields::of(request)).done());
    auto* from = TRY(provider(context));
    auto begun = TRY(from->begin(context.now));
    return json_response({{"address", begun.address}})
        .with("Set-Cookie", ticket_of(begun.ticket, context.secure));
}

Result<Response> finish(const Request& request, Context& context) {
    auto fields = TRY(Fields::of(request));
    auto code = fields.text("code", 1, 2048), state = fields.text("state", 1, 128);
    TRY(fields.done());
    auto* from = TRY(provider(context));
    auto in = entered(vouched_for(*from, request, code, state, context), context);
    if (in) return session::opened(context, std::move(*in));
    log::failure("sign_on.refused", in.error());
    TRY(note_refused(context, state));
    return fail(std::move(in).error());
}

} // namespace banxing::http::elsewhere
