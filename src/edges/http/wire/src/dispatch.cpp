#include "dispatch.h"

#include <casework/own_file.h>
#include <core/text.h>
#include <crypto/hash.h>
#include <log/log.h>

#include <algorithm>
#include <array>
#include <exception>
#include <typeinfo>

namespace banxing::http {
namespace {

// Scripts and styles only from our own files; style attributes are set by the screens' components
// and charts.
constexpr const char* content_policy =
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

bool is_api(const std::string& path) {
    return path == "/api" || path.starts_with("/api/");
}

Error no_such_address() {
    return Error::not_found({"没有这个地址。", "There is no such address."});
}

Error wrong_method(const std::string& allow) {
    return Error::invalid({"这个地址只支持：" + allow, "This address takes only: " + allow});
}

Error wrong_type(const char* wanted) {
    return Error::invalid(
        {std::string("内容类型应为 ") + wanted, std::string("The content type must be ") + wanted});
}

bool is_type(std::string_view header, std::string_view wanted) {
    auto type = std::string(trim(header.substr(0, header.find(';'))));
    for (auto& c : type)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return type == wanted;
}

bool is_sheet(std::string_view header) {
    constexpr std::array types{"application/octet-stream", "text/csv", "application/vnd.ms-excel",
                               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
    return std::ranges::any_of(types, [&](const char* type) { return is_type(header, type); });
}

Response too_many(const Request& request, int seconds) {
    auto n = std::to_string(seconds);
    Error error = Error::unavailable(
        {"请求太多，请在" + n + "秒后再试。", "Too many requests. Try again in " + n + " s."});
    return problem(429, error, request).with("Retry-After", n);
}

/// A post that asked for what it may not do, or for a file that is not open to it, whether or not
/// there is one: never what was typed, only where. The refusal stands whether or not this is kept.
void note_refusal(const Context& context, const Visitor& visitor, const Error& error) {
    const auto& route = *visitor.found.route;
    const auto& file = context.part("subject");
    bool hidden = error.fault == Fault::not_found && parse_subject_id(file);
    if (!context.visit || (error.fault != Fault::forbidden && !hidden)) return;
    Json detail{{"route", route.pattern}, {"method", name_of(route.method)}};
    if (hidden) detail["file"] = file;
    auto noted = context.services.database.write(db::Priority::interactive, [&](db::Session& s) {
        return casework::note_act(context.office(), s, context.who(),
                                  hidden ? "file.refused" : "access.refused", SubjectId{}, detail);
    });
    if (!noted) log::failure("http.refusal", noted.error());
}

Response text(const std::string& body, int status, const char* type = "text/plain; charset=utf-8") {
    return {status, type, body, nullptr, {}};
}

} // namespace

// "/api/people/{subject}" → "/api/people/:subject"
static std::string plain(std::string pattern) {
    std::ranges::replace(pattern, '{', ':');
    std::erase(pattern, '}');
    return pattern;
}

std::string Visitor::route_name() const {
    if (found.route) return plain(found.route->pattern);
    if (request.path == "/healthz" || request.path == "/readyz" || request.path == "/metrics")
        return request.path;
    if (is_api(request.path)) return "/api/-";
    return answer && answer->status < 400 ? "files" : "none";
}

std::optional<Response> Dispatcher::own_answer(const Visitor& visitor) const {
    const auto& path = visitor.request.path;
    if (path == "/healthz") return text("ok\n", 200);
    if (path == "/readyz") return ready ? text("ready\n", 200) : text("not yet\n", 503);
    if (path == "/metrics")
        return text(metrics.page(services_.database.counters()), 200,
                    "text/plain; version=0.0.4; charset=utf-8");
    return is_api(path) ? std::nullopt : files_.find(visitor.request);
}

Result<void> Dispatcher::check_head(Visitor& visitor) const {
    const auto& route = *visitor.found.route;
    TRY(check_query(route, visitor.request));
    bool writes = route.method == Method::post || route.method == Method::put;
    visitor.body = !writes                        ? BodyKind::none
                   : route.takes == Takes::upload ? BodyKind::upload
                                                  : BodyKind::json;
    return {};
}

static bool fits(BodyKind body, std::string_view type) {
    if (body == BodyKind::json) return is_type(type, "application/json");
    return body != BodyKind::upload || is_sheet(type);
}

// An address that is in no route: a page of ours, a file, or nothing.
void Dispatcher::look_elsewhere(Visitor& visitor) const {
    auto own = own_answer(visitor);
    if (own && visitor.request.method != Method::get)
        visitor.found.allow = "GET, HEAD";
    else
        visitor.answer = own ? std::move(*own) : problem(no_such_address(), visitor.request);
}

void Dispatcher::look_up(Visitor& visitor) const {
    auto& request = visitor.request;
    visitor.found = find_route(table_, request.method, request.path);
    if (!visitor.found.route && visitor.found.allow.empty()) look_elsewhere(visitor);
    if (visitor.answer) return;
    const auto& allow = visitor.found.allow;
    if (!visitor.found.route) {
        visitor.answer = problem(405, wrong_method(allow), request).with("Allow", allow);
        return;
    }
    if (auto checked = check_head(visitor); !checked) {
        visitor.answer = problem(checked.error(), request);
        return;
    }
    const auto* wanted =
        visitor.body == BodyKind::json ? "application/json" : "application/octet-stream";
    if (!fits(visitor.body, request.header("content-type")))
        visitor.answer = problem(415, wrong_type(wanted), request);
}

void Dispatcher::limit_address(Visitor& visitor) const {
    const auto& route = *visitor.found.route; // health, figures and files cost too little to count
    auto seconds = addresses_.take(visitor.address, elapsed_ms());
    if (seconds == 0 && route.method == POST && route.lane == Lane::log_in)
        seconds = log_ins_.take(visitor.address, elapsed_ms());
    if (seconds > 0) visitor.answer = too_many(visitor.request, seconds);
}

Result<void> Dispatcher::check_admission(Visitor& visitor, Context& context) const {
    const auto& route = *visitor.found.route;
    if (!holds(context.visit, route.needs))
        return fail(Error::forbidden({"您的岗位没有这项权限。", "Your post may not do this."}));
    if (route.method == Method::get) return {};
    auto site = visitor.request.header("sec-fetch-site");
    bool foreign = !site.empty() && site != "same-origin" && site != "none";
    auto sent = visitor.request.header("x-csrf-token");
    bool token_wrong =
        route.needs.login && !crypto::equal_in_constant_time(sent, context.visit->csrf);
    if (foreign || token_wrong)
        return fail(Error::forbidden(
            {"页面已过期，请刷新后再试。没有改动任何数据。",
             "This page is out of date: reload it and try again. Nothing was changed."}));
    return {};
}

void Dispatcher::admit(Visitor& visitor) const {
    auto& request = visitor.request;
    auto now = services_.clock.now();
    Context context{services_, names_, now, civil_day(now), visitor.found.parts, {}, secure_};
    auto visit = services_.access.visit_of(request.cookie(session_cookie), now);
    if (!visit) {
        log::failure("http.session", visit.error());
        visitor.answer = problem(visit.error(), request);
        return;
    }
    context.visit = std::move(*visit);
    if (visitor.found.route->needs.login && !context.visit) {
        visitor.answer = problem(401, Error::forbidden({"请先登录。", "Log in first."}), request);
        return;
    }
    auto account = context.visit ? std::to_string(context.who().account.value) : std::string();
    if (auto seconds = accounts_.take(account, elapsed_ms()); seconds > 0) {
        visitor.answer = too_many(request, seconds);
        return;
    }
    if (auto admitted = check_admission(visitor, context); !admitted) {
        note_refusal(context, visitor, admitted.error());
        visitor.answer = problem(admitted.error(), request);
        return;
    }
    names_.keep_fresh(now);
    visitor.context.emplace(std::move(context));
}

Response Dispatcher::run(Visitor& visitor) const {
    try { // the last net: a library's exception becomes an answer, not the end of the server
        if (!visitor.context) admit(visitor);
        if (visitor.answer) return std::move(*visitor.answer);
        auto response = visitor.found.route->handler(visitor.request, *visitor.context);
        if (response) return std::move(*response);
        if (response.error().fault == Fault::internal ||
            response.error().fault == Fault::unavailable)
            log::failure("http.failed", response.error());
        note_refusal(*visitor.context, visitor, response.error());
        return problem(response.error(), visitor.request);
    } catch (const std::exception& e) {
        auto error = Error::internal(std::string("exception: ") + typeid(e).name());
        log::failure("http.failed", error);
        return problem(error, visitor.request);
    }
}

void add_common_headers(Response& response, const Request& request, bool secure) {
    bool cached = false;
    for (const auto& [name, value] : response.headers) cached |= name == "Cache-Control";
    if (!cached) response.with("Cache-Control", "no-store");
    response.with("X-Request-Id", request.id)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "DENY")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .with("Content-Security-Policy", content_policy);
    if (secure) response.with("Strict-Transport-Security", "max-age=31536000");
}

} // namespace banxing::http
