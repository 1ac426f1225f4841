#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <calls/call.h>
#include <optional>
#include <string_view>

namespace banxing::calls {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;

constexpr auto patience = std::chrono::seconds(10);
constexpr std::uint64_t most_bytes = 256u << 10;

struct Place {
    bool tls = false;
    std::string host, port, target;
};

bool is_this_machine(std::string_view host) {
    return host == "127.0.0.1" || host == "localhost";
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() < 254 &&
           std::ranges::all_of(text, [](char c) { return is_letter(c) || c == '.' || c == '-'; });
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Place> place_of(std::string_view url) {
    Place out;
    out.tls = url.starts_with("https://");
    if (!out.tls && !url.starts_with("http://")) return std::nullopt;
    url.remove_prefix(out.tls ? 8 : 7);
    auto slash = std::min(url.find('/'), url.size());
    out.target = slash < url.size() ? std::string(url.substr(slash)) : "/";
    auto host = url.substr(0, slash);
    auto colon = host.find(':');
    out.port = out.tls ? "443" : "80";
    if (colon != std::string_view::npos) out.port = std::string(host.substr(colon + 1));
    out.host = std::string(host.substr(0, colon));
    bool printable = std::ranges::all_of(out.target, [](char c) { return c > ' ' && c < 0x7f; });
    if (!is_name(out.host) || !is_port(out.port) || !printable) return std::nullopt;
    if (!out.tls && !is_this_machine(out.host)) return std::nullopt;
    return out;
}

Error silent(const std::string& why) {
    return Error::unavailable({"统一身份认证服务没有应答，请稍后再试，或用登录名和密码登录。",
                               "The single sign-on does not answer: try again shortly, or log in "
                               "with name and password."},
                              "calls: " + why);
}

wire::request<wire::string_body> message_of(const Call& call, const Place& place) {
    wire::request<wire::string_body> out{call.form.empty() ? wire::verb::get : wire::verb::post,
                                         place.target, 11};
    bool usual = place.port == (place.tls ? "443" : "80");
    out.set(wire::field::host, usual ? place.host : place.host + ":" + place.port);
    out.set(wire::field::accept, "application/json");
    out.set(wire::field::user_agent, "banxing");
    out.set(wire::field::connection, "close");
    if (!call.authorization.empty()) out.set(wire::field::authorization, call.authorization);
    if (call.form.empty()) return out;
    out.set(wire::field::content_type, "application/x-www-form-urlencoded");
    out.body() = call.form;
    out.prepare_payload();
    return out;
}

template <typename Stream>
asio::awaitable<Answer> exchange(Stream& stream, const Call& call, const Place& place) {
    auto message = message_of(call, place);
    co_await wire::async_write(stream, message, asio::use_awaitable);
    beast::flat_buffer buffer;
    wire::response_parser<wire::string_body> parser;
    parser.body_limit(most_bytes);
    co_await wire::async_read(stream, buffer, parser, asio::use_awaitable);
    Answer out{int(parser.get().result_int()), std::move(parser.get().body())};
    co_return out;
}

asio::awaitable<Answer> ask(const Call& call, const Place& place, asio::ssl::context& tls) {
    auto executor = co_await asio::this_coro::executor;
    tcp::resolver resolver(executor);
    auto found = co_await resolver.async_resolve(place.host, place.port, asio::use_awaitable);
    beast::tcp_stream plain(executor);
    plain.expires_after(patience);
    co_await plain.async_connect(found, asio::use_awaitable);
    if (!place.tls) {
        auto out = co_await exchange(plain, call, place);
        co_return out;
    }
    asio::ssl::stream<beast::tcp_stream> stream(std::move(plain), tls);
    stream.set_verify_callback(asio::ssl::host_name_verification(place.host));
    SSL_set_tlsext_host_name(stream.native_handle(), place.host.c_str());
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    auto out = co_await exchange(stream, call, place);
    co_return out;
}

Result<Answer> asked(const Call& call, const std::string& authorities) {
    auto place = place_of(call.url);
    if (!place) return fail(silent("an address that is not asked"));
    std::optional<Answer> answer;
    std::string why = "it took too long";
    try {
        asio::ssl::context tls(asio::ssl::context::tls_client);
        tls.set_verify_mode(asio::ssl::verify_peer);
        if (authorities.empty())
            tls.set_default_verify_paths();
        else
            tls.load_verify_file(authorities);
        asio::io_context context{1};
        auto ended = [&](const std::exception_ptr& fault, Answer got) {
            if (!fault) answer = std::move(got);
            try {
                if (fault) std::rethrow_exception(fault);
            } catch (const boost::system::system_error& e) {
                why = e.code().message();
            }
        };
        asio::co_spawn(context, ask(call, *place, tls), ended);
        context.run_for(patience);
    } catch (const std::exception& e) {
        why = e.what();
    }
    if (!answer) return fail(silent(why));
    return std::move(*answer);
}

} // namespace

Caller caller(const std::string& authorities) {
    return [authorities](const Call& call) { return asked(call, authorities); };
}

bool is_safe(const std::string& url) {
    return place_of(url).has_value();
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (char c : text) {
        if (is_letter(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
            continue;
        }
        auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

} // namespace banxing::calls
