#include "connection.h"

#include <crypto/random.h>
#include <log/log.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <filesystem>
#include <thread>

namespace banxing::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr auto stop_within = std::chrono::milliseconds(1500);

Error cannot_listen(const Options& options, const std::string& why) {
    auto place = options.bind + ":" + std::to_string(options.port);
    return Error::unavailable(
        {"无法在 " + place + " 上启动：" + why, "Cannot listen on " + place + ": " + why},
        "listen");
}

/// One event loop with its own listening socket; the kernel spreads connections over them.
struct Loop {
    Peers peers; // outlives the connections, which go with the context
    asio::io_context context{1};
    tcp::acceptor acceptor{context};
    std::thread thread;

    /// Takes nobody in any more, and sends away whoever only waits.
    void close() {
        error_code ignored;
        acceptor.close(ignored);
        for (auto* peer : peers)
            if (peer->idle && peer->cancel) peer->cancel();
    }
    /// A loop that was stopped before its turn came to close closes here.
    void join() {
        if (thread.joinable()) thread.join();
        error_code ignored;
        acceptor.close(ignored);
    }
};

asio::awaitable<void> accept_all(Loop& loop, Hub& hub) {
    while (!hub.stopping) {
        auto [fault, socket] = co_await loop.acceptor.async_accept(quietly);
        if (fault == asio::error::operation_aborted || !loop.acceptor.is_open()) co_return;
        if (fault) { // out of descriptors: wait for some to close
            asio::steady_timer pause(loop.context, std::chrono::milliseconds(50));
            co_await pause.async_wait(quietly);
            continue;
        }
        auto& metrics = hub.dispatcher.metrics;
        if (++metrics.connections > hub.options.most_connections) {
            --metrics.connections;
            ++metrics.refused;
            continue; // closes it
        }
        asio::co_spawn(loop.context, serve_connection(std::move(socket), hub, loop.peers),
                       asio::detached);
    }
}

Result<void> load_certificate(asio::ssl::context& tls, const Options& options) {
    error_code fault;
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                        asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_sslv3 |
                        asio::ssl::context::no_sslv2,
                    fault);
    if (!fault) tls.use_certificate_chain_file(options.certificate, fault);
    if (!fault) tls.use_private_key_file(options.key, asio::ssl::context::pem, fault);
    if (!fault) return {};
    return fail(
        Error::unavailable({"读不了证书或私钥：" + fault.message(),
                            "The certificate or its key cannot be read: " + fault.message()},
                           "tls"));
}

} // namespace

class Server::Impl {
public:
    Impl(const Options& options, const Services& services, std::span<const Route> table)
        : options_(options), files_(StaticFiles::read(options.web)),
          dispatcher_(services, files_, !options.certificate.empty(), options.rates, table),
          workers_(std::size_t(options.workers)),
          log_in_workers_(std::size_t(options.log_in_workers)),
          emergency_workers_(std::size_t(options.emergency_workers)), hub_{options_,
                                                                           services.uploads,
                                                                           dispatcher_,
                                                                           {&workers_,
                                                                            &log_in_workers_,
                                                                            &emergency_workers_}} {
        hub_.id_seed = crypto::system_random().bits();
    }

    Result<void> open() {
        if (!options_.certificate.empty()) {
            TRY(load_certificate(tls_, options_));
            hub_.tls = &tls_;
        }
        TRY(clear_uploads());
        error_code fault;
        auto address = asio::ip::make_address(options_.bind, fault);
        if (fault) return fail(cannot_listen(options_, fault.message()));
        TRY(check_port_is_free(address));
        int count = options_.loops > 0 ? options_.loops
                                       : int(std::max(1u, std::thread::hardware_concurrency()));
        for (int i = 0; i < count; ++i) {
            auto& loop = *loops_.emplace_back(std::make_unique<Loop>());
            TRY(listen(loop, {address, options_.port}));
            options_.port = loop.acceptor.local_endpoint().port();
        }
        for (auto& loop : loops_) run(*loop);
        return {};
    }

    void stop() {
        if (hub_.stopping.exchange(true)) return;
        for (auto& loop : loops_) asio::post(loop->context, [&loop = *loop] { loop.close(); });
        Stopwatch watch;
        while (dispatcher_.metrics.connections > 0 &&
               watch.microseconds() < stop_within / std::chrono::microseconds(1))
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        for (auto& loop : loops_) loop->context.stop();
        for (auto& loop : loops_) loop->join();
        for (auto* pool : hub_.workers)
            pool->join(); // handlers that still run use what is destroyed next
        log::info("http.stopped", {{"count", dispatcher_.metrics.connections.load()}});
    }

    Options options_;
    StaticFiles files_;
    Dispatcher dispatcher_;
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    asio::thread_pool workers_, log_in_workers_, emergency_workers_;
    Hub hub_;
    std::vector<std::unique_ptr<Loop>> loops_;

private:
    Result<void> clear_uploads() {
        std::error_code fault;
        std::filesystem::remove_all(hub_.uploads, fault);
        std::filesystem::create_directories(hub_.uploads, fault);
        if (std::filesystem::is_directory(hub_.uploads, fault)) return {};
        return fail(Error::unavailable(
            {"无法建立上传目录", "The folder for uploads cannot be made"}, "uploads"));
    }

    // With SO_REUSEPORT a second server would silently share the port; without it the kernel tells.
    Result<void> check_port_is_free(const asio::ip::address& address) {
        if (options_.port == 0) return {};
        asio::io_context context;
        tcp::acceptor probe(context);
        error_code fault;
        probe.open(address.is_v6() ? tcp::v6() : tcp::v4(), fault);
        if (!fault) probe.set_option(tcp::acceptor::reuse_address(true), fault);
        if (!fault) probe.bind({address, options_.port}, fault);
        if (!fault) probe.listen(1, fault);
        if (fault) return fail(cannot_listen(options_, fault.message()));
        return {};
    }

    Result<void> listen(Loop& loop, const tcp::endpoint& endpoint) {
        error_code fault;
        loop.acceptor.open(endpoint.protocol(), fault);
        if (!fault) loop.acceptor.set_option(tcp::acceptor::reuse_address(true), fault);
        if (!fault) loop.acceptor.set_option(ReusePort(true), fault);
        if (!fault) loop.acceptor.bind(endpoint, fault);
        if (!fault) loop.acceptor.listen(1024, fault);
        if (fault) return fail(cannot_listen(options_, fault.message()));
        return {};
    }

    void run(Loop& loop) {
        asio::co_spawn(loop.context, accept_all(loop, hub_), asio::detached);
        loop.thread = std::thread([&loop] { loop.context.run(); });
    }
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() {
    stop();
}

Result<std::unique_ptr<Server>> Server::start(const Options& options, const Services& services,
                                              std::span<const Route> table) {
    auto impl = std::make_unique<Impl>(options, services, table);
    TRY(impl->open());
    log::info("http.started", {{"listen", impl->options_.port}, {"threads", impl->loops_.size()}});
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const {
    return impl_->options_.port;
}
std::string Server::url() const {
    auto host = impl_->options_.bind.find(':') == std::string::npos
                    ? impl_->options_.bind
                    : "[" + impl_->options_.bind + "]";
    return std::string(impl_->hub_.secure() ? "https://" : "http://") + host + ":" +
           std::to_string(port());
}
void Server::ready() {
    impl_->dispatcher_.ready = true;
}
void Server::stop() {
    impl_->stop();
}

} // namespace banxing::http
