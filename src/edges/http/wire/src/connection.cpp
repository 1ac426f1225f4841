#include "connection.h"

#include <core/text.h>
#include <log/log.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <wire/upload_file.h>

namespace banxing::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using boost::system::error_code;
using Parser = wire::request_parser<wire::buffer_body>;
using Tls = asio::ssl::stream<beast::tcp_stream>;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t piece_bytes = 64u << 10;
constexpr std::size_t most_thrown_away = 64u << 20; // of what a client sends after our answer

Method method_of(wire::verb verb) {
    switch (verb) {
    case wire::verb::get:
    case wire::verb::head:
        return Method::get;
    case wire::verb::post:
        return Method::post;
    case wire::verb::put:
        return Method::put;
    case wire::verb::delete_:
        return Method::del;
    default:
        return Method::other;
    }
}

Error malformed() {
    return Error::invalid({"请求不合 HTTP 规范。", "The request is malformed."});
}
Error too_large(std::uint64_t most) {
    auto mib = std::to_string(most >> 20);
    return {Fault::too_large,
            {"内容超过了允许的大小（" + mib + "兆）。没有改动任何数据。",
             "The content is larger than the " + mib + " MiB allowed. Nothing was changed."},
            {},
            {}};
}
Error unwanted_body() {
    return Error::invalid({"这个地址不接受请求内容。", "This address takes no body."});
}
Error busy() {
    return Error::unavailable(
        {"服务器繁忙，请稍后再试。", "The server is busy. Try again shortly."});
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return out;
}

// Repeated headers are joined, so that a doubled token or type fits nothing.
Result<void> read_head(const wire::request<wire::buffer_body>& head, Request& request) {
    int hosts = 0;
    for (const auto& field : head) {
        auto name = lower({field.name_string().data(), field.name_string().size()});
        auto value = std::string_view(field.value().data(), field.value().size());
        hosts += name == "host" ? 1 : 0;
        auto& kept = request.headers[name];
        if (!kept.empty()) kept += name == "cookie" ? "; " : ", ";
        kept += value;
    }
    request.method = method_of(head.method());
    request.head_only = head.method() == wire::verb::head;
    request.language = language_of(request.header("accept-language"));
    if (head.version() >= 11 && hosts != 1) return fail(malformed());
    if (request.header("host").find_first_of(" \t") != std::string::npos) // a folded line, say
        return fail(malformed());
    // a length in two ways, or a coding that others may read otherwise: never two readings of one
    auto coding = lower(request.header("transfer-encoding"));
    if (!coding.empty() && (coding != "chunked" || request.headers.contains("content-length")))
        return fail(malformed());
    return read_target({head.target().data(), head.target().size()}, request);
}

template <typename Stream>
class Connection {
public:
    Connection(Stream& stream, Hub& hub, Peer& peer) : stream_(stream), hub_(hub), peer_(peer) {
        error_code fault;
        auto end = beast::get_lowest_layer(stream).socket().remote_endpoint(fault);
        if (!fault && !end.address().is_loopback()) address_ = end.address().to_string();
    }

    asio::awaitable<void> run() {
        bool open = true;
        for (bool first = true; open && !hub_.stopping; first = false)
            open = co_await exchange(first);
        co_await end();
    }

private:
    /// One request and its response; false when the connection is to be closed.
    asio::awaitable<bool> exchange(bool first) {
        Parser parser;
        parser.header_limit(hub_.options.header_bytes);
        parser.body_limit(boost::none); // counted below, per route
        limit_time(first ? hub_.options.header_seconds : hub_.options.idle_seconds);
        peer_.idle = true;
        auto [fault, bytes] = co_await wire::async_read_header(stream_, buffer_, parser, quietly);
        peer_.idle = false;
        Stopwatch watch;
        Visitor visitor;
        visitor.request.id = hub_.next_request_id();
        if (fault && !is_malformed(fault)) co_return false;
        bool keep = false;
        if (fault)
            visitor.answer = problem(fault == wire::error::header_limit ? 431 : 400, malformed(),
                                     visitor.request);
        else
            keep = co_await answer(parser, visitor);
        if (!visitor.answer) co_return false; // lost in the middle of the body
        if (!parser.is_done()) unread_ = true;
        co_return co_await respond(visitor, keep && !unread_ && !hub_.stopping && !hub_.crowded(),
                                   parser.get().version(), watch);
    }

    static bool is_malformed(error_code fault) {
        return fault.category() == wire::make_error_code(wire::error::bad_method).category() &&
               fault != wire::error::end_of_stream && fault != wire::error::partial_message;
    }

    /// Fills visitor.answer; false when the connection must be closed afterwards.
    asio::awaitable<bool> answer(Parser& parser, Visitor& visitor) {
        if (auto read = read_head(parser.get(), visitor.request); !read) {
            visitor.answer = problem(400, read.error(), visitor.request);
            co_return false;
        }
        visitor.address = address_.empty() ? named_by_proxy(visitor.request) : address_;
        hub_.dispatcher.look_up(visitor);
        if (visitor.found.route) hub_.dispatcher.limit_address(visitor);
        if (!visitor.answer && !parser.is_done() && visitor.body == BodyKind::none)
            visitor.answer = problem(unwanted_body(), visitor.request);
        if (!visitor.answer &&
            visitor.body == BodyKind::upload) // nobody sends 50 MB to be told that he may not
            co_await on_worker(visitor, [&] { hub_.dispatcher.admit(visitor); });
        std::optional<UploadFile> upload;
        bool whole = true;
        if (!visitor.answer && visitor.body != BodyKind::none)
            whole = co_await read_body(parser, visitor, upload);
        if (!whole) co_return false;
        if (!visitor.answer)
            co_await on_worker(visitor, [&] { visitor.answer = hub_.dispatcher.run(visitor); });
        co_return parser.keep_alive();
    }

    /// Only a proxy on this machine is believed: the last name is the one that it saw itself.
    static std::string named_by_proxy(const Request& request) {
        auto named = request.header("x-forwarded-for");
        auto comma = named.rfind(',');
        auto last = trim(comma == std::string_view::npos ? named : named.substr(comma + 1));
        return std::string(last.substr(0, 64));
    }

    /// On a thread of the lane's pool, or 503 when too many wait there already.
    template <typename Work>
    asio::awaitable<void> on_worker(Visitor& visitor, Work work) {
        auto lane = visitor.found.route->lane;
        auto& waiting = hub_.dispatcher.metrics.waiting[std::size_t(lane)];
        const auto& options = hub_.options;
        auto most = lane == Lane::usual ? options.most_waiting : options.most_waiting_apart;
        if (waiting.fetch_add(1) >= most) {
            ++hub_.dispatcher.metrics.shed;
            visitor.answer = problem(busy(), visitor.request).with("Retry-After", "2");
        } else {
            co_await asio::co_spawn(
                *hub_.workers[std::size_t(lane)],
                [&]() -> asio::awaitable<void> {
                    log::RequestScope scope(visitor.request.id);
                    work();
                    co_return;
                },
                asio::use_awaitable);
        }
        --waiting;
    }

    std::uint64_t limit_of(const Visitor& visitor) const {
        const auto& options = hub_.options;
        return visitor.body == BodyKind::upload ? options.upload_bytes : options.json_bytes;
    }

    /// What is too large is answered before it is read; an upload gets its file.
    void prepare_body(Parser& parser, Visitor& visitor, std::optional<UploadFile>& upload) {
        auto announced = parser.content_length();
        if (announced && *announced > limit_of(visitor))
            visitor.answer = problem(too_large(limit_of(visitor)), visitor.request);
        if (visitor.answer || visitor.body != BodyKind::upload) return;
        auto made = UploadFile::create(hub_.uploads);
        if (!made) {
            visitor.answer = problem(made.error(), visitor.request);
            return;
        }
        upload.emplace(std::move(*made));
        visitor.request.upload = upload->path();
    }

    void keep_piece(std::string_view piece, Visitor& visitor, std::optional<UploadFile>& upload) {
        visitor.request.body_bytes += piece.size();
        if (visitor.request.body_bytes > limit_of(visitor))
            visitor.answer = problem(too_large(limit_of(visitor)), visitor.request);
        else if (!upload)
            visitor.request.body += piece;
        else if (auto kept = upload->append(piece); !kept)
            visitor.answer = problem(kept.error(), visitor.request);
    }

    /// False when the connection is lost.
    asio::awaitable<bool> read_body(Parser& parser, Visitor& visitor,
                                    std::optional<UploadFile>& upload) {
        prepare_body(parser, visitor, upload);
        if (visitor.answer) co_return true;
        bool told = true; // co_await stands alone: gcc 12 does not compile it inside a condition
        if (lower(visitor.request.header("expect")) == "100-continue")
            told = co_await say_continue();
        if (!told) co_return false;
        std::vector<char> piece(piece_bytes);
        while (!parser.is_done() && !visitor.answer) {
            auto got = co_await read_piece(parser, piece);
            if (!got) co_return false;
            keep_piece(*got, visitor, upload);
        }
        co_return true;
    }

    asio::awaitable<std::optional<std::string_view>> read_piece(Parser& parser,
                                                                std::vector<char>& piece) {
        auto& body = parser.get().body();
        body.data = piece.data();
        body.size = piece.size();
        limit_time(hub_.options.body_seconds);
        auto [fault, bytes] = co_await wire::async_read_some(stream_, buffer_, parser, quietly);
        if (fault && fault != wire::error::need_buffer) co_return std::nullopt;
        co_return std::string_view(piece.data(), piece.size() - body.size);
    }

    asio::awaitable<bool> say_continue() {
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        auto [fault, bytes] = co_await asio::async_write(stream_, asio::buffer(go_on), quietly);
        co_return !fault;
    }

    asio::awaitable<bool> respond(Visitor& visitor, bool keep, unsigned version,
                                  const Stopwatch& watch) {
        auto& response = *visitor.answer;
        add_common_headers(response, visitor.request, hub_.secure());
        wire::response<wire::span_body<const char>> out{
            wire::int_to_status(unsigned(response.status)), version};
        if (!response.content_type.empty())
            out.set(wire::field::content_type, response.content_type);
        for (const auto& [name, value] : response.headers) out.insert(name, value);
        auto content = response.content();
        bool empty = response.status == 204 || response.status == 304;
        if (!empty) out.content_length(content.size());
        if (!empty && !visitor.request.head_only) out.body() = {content.data(), content.size()};
        out.keep_alive(keep);
        note(visitor, watch);
        limit_time(hub_.options.idle_seconds);
        auto [fault, bytes] = co_await wire::async_write(stream_, out, quietly);
        co_return keep && !fault;
    }

    void note(const Visitor& visitor, const Stopwatch& watch) {
        log::RequestScope scope(visitor.request.id);
        auto route = visitor.route_name();
        auto microseconds = watch.microseconds();
        auto account =
            visitor.context && visitor.context->visit ? visitor.context->who().account.value : 0;
        hub_.dispatcher.metrics.note(route, visitor.request.method, visitor.answer->status,
                                     microseconds);
        log::info("http.request", {{"method", name_of(visitor.request.method)},
                                   {"route", route},
                                   {"status", visitor.answer->status},
                                   {"milliseconds", microseconds / 1000},
                                   {"account", account}});
    }

    /// What the client still sends is read and thrown away for a moment: a reset would cost it our
    /// answer.
    asio::awaitable<void> end() {
        auto& socket = beast::get_lowest_layer(stream_).socket();
        error_code ignored;
        socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        if (!unread_ || hub_.stopping) co_return;
        limit_time(2);
        std::vector<char> scratch(piece_bytes);
        for (std::size_t read = 0; read < most_thrown_away; read += piece_bytes) {
            auto [fault, bytes] = co_await beast::get_lowest_layer(stream_).async_read_some(
                asio::buffer(scratch), quietly);
            if (fault) co_return;
        }
    }

    void limit_time(int seconds) {
        beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(seconds));
    }

    Stream& stream_;
    Hub& hub_;
    Peer& peer_;
    std::string address_; // empty: this machine
    beast::flat_buffer buffer_{2 * piece_bytes};
    bool unread_ = false;
};

/// Known to its loop as long as it lives.
class Registered {
public:
    Registered(Peers& peers, Peer& peer, Hub& hub) : peers_(peers), peer_(peer), hub_(hub) {
        peers_.insert(&peer_);
    }
    ~Registered() {
        peers_.erase(&peer_);
        --hub_.dispatcher.metrics.connections;
    }
    Registered(const Registered&) = delete;
    Registered& operator=(const Registered&) = delete;

private:
    Peers& peers_;
    Peer& peer_;
    Hub& hub_;
};

} // namespace

std::string Hub::next_request_id() {
    static constexpr std::string_view letters =
        "abcdefghjkmnpqrstuvwxyz"; // no digits: nothing in a log looks like a person
    auto number = (id_seed ^ (++requests * 0x9E3779B97F4A7C15u));
    std::string id;
    for (int i = 0; i < 14; ++i, number /= letters.size()) id += letters[number % letters.size()];
    return id;
}

asio::awaitable<void> serve_connection(asio::ip::tcp::socket socket, Hub& hub, Peers& peers) {
    Peer peer;
    Registered registered(peers, peer, hub);
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    beast::tcp_stream plain(std::move(socket));
    if (!hub.tls) {
        peer.cancel = [&] { plain.cancel(); };
        co_await Connection<beast::tcp_stream>(plain, hub, peer).run();
        co_return;
    }
    Tls tls(std::move(plain), *hub.tls);
    peer.cancel = [&] { beast::get_lowest_layer(tls).cancel(); };
    beast::get_lowest_layer(tls).expires_after(std::chrono::seconds(hub.options.header_seconds));
    auto [fault] = co_await tls.async_handshake(asio::ssl::stream_base::server, quietly);
    if (!fault) co_await Connection<Tls>(tls, hub, peer).run();
}

} // namespace banxing::http
