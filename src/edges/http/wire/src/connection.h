#pragma once
// One connection: requests in, responses out. The only place besides server.cpp that knows Boost.
#include "dispatch.h"

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <set>
#include <wire/server.h>

namespace banxing::http {

/// A connection as its loop sees it, to end it when the server stops.
struct Peer {
    bool idle = false; // between two requests
    std::function<void()> cancel;
};

/// What all connections share.
struct Hub {
    const Options& options;
    std::string uploads;
    const Dispatcher& dispatcher;
    std::array<boost::asio::thread_pool*, 3> workers; // by lane
    boost::asio::ssl::context* tls = nullptr;
    std::atomic<bool> stopping{false};
    std::atomic<std::uint64_t> requests{0};
    std::uint64_t id_seed = 0;
    bool secure() const { return tls != nullptr; }
    /// A connection is let go after its answer when those that wait could not get in otherwise.
    bool crowded() const {
        return dispatcher.metrics.connections > options.most_connections / 4 * 3;
    }
    std::string next_request_id();
};

/// Of one event loop; touched on its thread only.
using Peers = std::set<Peer*>;

boost::asio::awaitable<void> serve_connection(boost::asio::ip::tcp::socket socket, Hub& hub,
                                              Peers& peers);

} // namespace banxing::http
