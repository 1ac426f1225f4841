#include <crypto/hash.h>
#include <crypto/random.h>
#include <crypto/web_token.h>

#include <algorithm>
#include <array>
#include <sign_on/sign_on.h>

namespace banxing::sign_on {
namespace {

constexpr std::size_t ticket_bytes = 32;
constexpr std::size_t most_code = 2048, most_subject = 255;
constexpr std::int64_t skew_seconds = 60;           // clocks differ
constexpr std::int64_t keeps_ms = 60 * 60 * 1000LL; // the provider's addresses

Error refused_because(const char* why) {
    auto error = Error::forbidden({"统一身份认证没有成功，请重新登录。",
                                   "The single sign-on did not succeed: begin it anew."});
    error.detail = why;
    return error;
}

Error strange_provider(const char* what) {
    return Error::unavailable({"统一身份认证服务的回答不合规范，请用登录名和密码登录。",
                               "The single sign-on does not answer as it should: log in with name "
                               "and password."},
                              std::string("sign_on: ") + what);
}

/// State, nonce and verifier are apart: none tells another.
std::string derived(const char* what, const std::string& ticket) {
    return crypto::hmac_sm3_hex(ticket, what);
}

std::string fresh_ticket() {
    std::array<std::uint8_t, ticket_bytes> bytes;
    crypto::system_random().fill(bytes);
    return crypto::base64_for_urls({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string text_at(const Json& object, const char* key) {
    auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t seconds_at(const Json& object, const char* key) {
    auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

/// A token for several must say that it was made for us.
bool is_for(const Json& claims, const std::string& client) {
    auto found = claims.find("aud");
    if (found == claims.end()) return false;
    if (found->is_string()) return found->get<std::string>() == client;
    bool named = found->is_array() && std::ranges::any_of(*found, [&](const Json& one) {
                     return one.is_string() && one.get<std::string>() == client;
                 });
    return named && (found->size() == 1 || text_at(claims, "azp") == client);
}

std::string with_query(const std::string& url, const std::string& query) {
    return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

} // namespace

SignOn::SignOn(Config config, calls::Caller caller)
    : config_(std::move(config)), caller_(std::move(caller)) {}

Result<Json> SignOn::object_at(const calls::Call& call) const {
    auto answer = TRY(caller_(call));
    if (answer.status != 200) return fail(strange_provider("status"));
    auto read = parse_json(answer.body);
    if (!read || !read->is_object()) return fail(strange_provider("no object"));
    return read;
}

Result<SignOn::Provider> SignOn::provider(Instant now) {
    {
        std::lock_guard held(mutex_);
        if (provider_ && now.ms - provider_->read.ms < keeps_ms) return *provider_;
    }
    auto told = TRY(object_at({config_.issuer + "/.well-known/openid-configuration"}));
    Provider out{text_at(told, "authorization_endpoint"), text_at(told, "token_endpoint"),
                 text_at(told, "jwks_uri"), now};
    if (text_at(told, "issuer") != config_.issuer) return fail(strange_provider("issuer"));
    for (const auto* url : {&out.authorize, &out.token, &out.keys})
        if (!calls::is_safe(*url)) return fail(strange_provider("address"));
    std::lock_guard held(mutex_);
    provider_ = out;
    return out;
}

Result<Begun> SignOn::begin(Instant now) {
    auto told = TRY(provider(now));
    Begun out{{}, fresh_ticket()};
    auto add = [](const std::string& name, const std::string& value) {
        return "&" + name + "=" + calls::percent_encoded(value);
    };
    auto query = "response_type=code" + add("client_id", config_.client) +
                 add("redirect_uri", config_.address + "/sign-on") + add("scope", "openid") +
                 add("state", derived("state", out.ticket)) +
                 add("nonce", derived("nonce", out.ticket)) +
                 add("code_challenge", crypto::code_challenge(derived("verifier", out.ticket))) +
                 add("code_challenge_method", "S256");
    out.address = with_query(told.authorize, query);
    return out;
}

Result<std::string> SignOn::exchanged(const Provider& told, const std::string& ticket,
                                      const std::string& code) const {
    calls::Call call{told.token};
    call.form = "grant_type=authorization_code&code=" + calls::percent_encoded(code) +
                "&redirect_uri=" + calls::percent_encoded(config_.address + "/sign-on") +
                "&code_verifier=" + derived("verifier", ticket);
    auto client = calls::percent_encoded(config_.client);
    if (config_.secret.empty())
        call.form += "&client_id=" + client;
    else
        call.authorization =
            "Basic " + crypto::base64(client + ":" + calls::percent_encoded(config_.secret));
    auto answer = TRY(caller_(call));
    if (answer.status >= 400 && answer.status < 500) return fail(refused_because("code"));
    auto read = parse_json(answer.body);
    if (answer.status != 200 || !read || !read->is_object()) return fail(strange_provider("token"));
    return text_at(*read, "id_token");
}

Result<Person> SignOn::judged(const Json& claims, const std::string& ticket, Instant now) const {
    auto seconds = now.ms / 1000;
    if (text_at(claims, "iss") != config_.issuer) return fail(refused_because("issuer"));
    if (!is_for(claims, config_.client)) return fail(refused_because("audience"));
    if (seconds_at(claims, "exp") + skew_seconds <= seconds) return fail(refused_because("over"));
    if (seconds_at(claims, "iat") > seconds + skew_seconds || seconds_at(claims, "iat") <= 0)
        return fail(refused_because("time"));
    if (!crypto::equal_in_constant_time(text_at(claims, "nonce"), derived("nonce", ticket)))
        return fail(refused_because("nonce"));
    auto subject = text_at(claims, "sub");
    if (subject.empty() || subject.size() > most_subject) return fail(refused_because("subject"));
    return Person{config_.issuer, subject};
}

Result<Person> SignOn::finish(const std::string& ticket, const std::string& code,
                              const std::string& state, Instant now) {
    bool bound = ticket.size() >= ticket_bytes &&
                 crypto::equal_in_constant_time(state, derived("state", ticket));
    if (!bound) return fail(refused_because("state"));
    if (code.empty() || code.size() > most_code) return fail(refused_because("code"));
    auto told = TRY(provider(now));
    auto token = TRY(exchanged(told, ticket, code));
    auto claims = TRY(crypto::signed_claims(token, TRY(object_at({told.keys}))));
    return judged(claims, ticket, now);
}

} // namespace banxing::sign_on
